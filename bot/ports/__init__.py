"""What the core needs of the world outside, as protocols."""
