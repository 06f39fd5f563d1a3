"""Every view of every feature, as Slack and Discord would show it, in every language."""
