"""What the desk does with a question: take it, pass it on, answer, close it."""
