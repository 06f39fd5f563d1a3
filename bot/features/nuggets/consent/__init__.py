"""Whoever is quoted says whether, how far, and under which name."""
