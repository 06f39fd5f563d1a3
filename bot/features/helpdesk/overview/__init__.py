"""What the desk and its stewards see of the whole: the oldest each morning, and how it goes."""
