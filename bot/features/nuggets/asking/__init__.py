"""What others need to try it, asked of its author one thing at a time, as people talk."""
