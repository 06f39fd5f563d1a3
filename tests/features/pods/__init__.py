"""Learning pods, in words."""
