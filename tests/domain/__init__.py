"""The rules, bare: no chat, no database."""
