"""Reminding people of labs they come to, at the moments they choose."""
