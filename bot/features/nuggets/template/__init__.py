"""What a community asks of its nuggets, and what it calls it."""
