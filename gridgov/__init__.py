"""gridgov: grid-based urban governance on the desktop."""

__version__ = "0.1.0"
