"""Templates: what a community asks of a change nugget beyond its four, in its own words and by its own areas."""
