"""Learning points, told bare."""
