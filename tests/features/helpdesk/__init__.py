"""The help desk, as its askers, its staff and its focal points use it."""
