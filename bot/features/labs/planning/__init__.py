"""Planning labs, and changing what is planned."""
