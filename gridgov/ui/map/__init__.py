"""The map: one canvas, software drawing only."""
