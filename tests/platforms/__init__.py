"""Fakes of the chat platforms: servers on loopback that real client libraries connect to."""
