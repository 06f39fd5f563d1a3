"""The rules of learning labs."""
