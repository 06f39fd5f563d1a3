"""A session that is on: its agenda, who is there, what they say, polls; and labs over days, which run by themselves."""
