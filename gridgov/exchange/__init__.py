"""Formats in and out: vector files, tables, GeoJSON."""
