"""Who may read it beyond its pod, and what they would need to try it."""
