"""The district file: the only SQL."""
