"""What runs the features: it knows them by their declarations alone, and none by name."""
