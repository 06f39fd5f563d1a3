"""Learning points: teams and members of a place whose lessons are listed together, and who lead labs."""
