"""Podkeeper: a bot for communities of practice, in Slack and Discord."""
