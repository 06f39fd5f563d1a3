"""What the bot does, one declared feature a package; none knows another."""
