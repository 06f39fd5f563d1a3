"""Features on the real dispatcher, an in-memory database, and a platform that only remembers."""
