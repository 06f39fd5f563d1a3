"""Learning points, as people meet them."""
