"""The conversation between whoever asked and the desk, carried from one side to the other."""
