"""Change nuggets: what was changed and what came of it, drafted from the thread in which it was told."""
