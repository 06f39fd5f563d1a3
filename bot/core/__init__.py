"""The words of chat, as plain frozen values; the standard library only, no platform, no store."""
