"""Labs in people's own calendars: a file of one, and an address that a calendar fetches all of theirs from."""
