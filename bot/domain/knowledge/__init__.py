"""What the community knows: items that can be found, each by those whom its scope lets read it."""
