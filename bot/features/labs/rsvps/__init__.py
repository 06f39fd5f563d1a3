"""Who comes: answers, seats and the waitlist, and what people send before the session."""
