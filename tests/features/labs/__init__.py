"""Learning labs, as people meet them."""
