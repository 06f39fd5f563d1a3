"""Change nuggets: what was changed and what came of it, told under consent, and tried again elsewhere."""
