"""The help desk: questions, who answers them, and what becomes of the answers."""
