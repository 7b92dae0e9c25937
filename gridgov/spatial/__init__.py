"""Pure functions over arrays: coordinates, topology, location, coverage, raster."""
