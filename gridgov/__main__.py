"""`python -m gridgov` and the `gridgov` command: a window without a command, else the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the program with the words of the command line and return its exit code."""
    from gridgov.app import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
