#!/bin/sh
# Installs gridgov from the folder beside this script, once, and starts it. Needs Python 3.11 to 3.13.
here=$(cd "$(dirname "$0")" && pwd)
place="$here/installed-linux"
[ -w "$here" ] || place="${XDG_DATA_HOME:-$HOME/.local/share}/gridgov/installed"
fits='import sys; raise SystemExit(not (3, 11) <= sys.version_info < (3, 14))'
if [ ! -x "$place/bin/gridgov" ]; then
    found=
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null && "$name" -c "$fits"; then
            found=$name
            break
        fi
    done
    if [ -z "$found" ]; then
        echo "gridgov needs Python 3.11, 3.12 or 3.13: install one, then start this again." >&2
        exit 2
    fi
    "$found" -m venv "$place" &&
        "$place/bin/python" -m pip install --quiet --no-index --find-links "$here/wheels" gridgov || {
        rm -rf "$place"
        echo "gridgov could not be installed: see the lines above." >&2
        exit 2
    }
fi
exec "$place/bin/gridgov" "$@"
