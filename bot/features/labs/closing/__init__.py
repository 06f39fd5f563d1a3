"""What stays of a lab: how it went, what was decided, who does what, and how it was for those who were there."""
