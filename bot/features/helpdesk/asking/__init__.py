"""Asking the desk: what is here already first, then a few words, then the desk."""
