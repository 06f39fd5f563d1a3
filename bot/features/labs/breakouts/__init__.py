"""Groups that work apart during a session: made, chosen, joined, told, called back, and what they bring back."""
