"""Runs features without knowing any by name."""
