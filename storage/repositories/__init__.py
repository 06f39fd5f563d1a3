"""The nouns, as rows."""
