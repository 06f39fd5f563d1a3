"""From a thread to a drafted change nugget."""
