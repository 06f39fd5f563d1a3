"""Who answers: desks, their staff and focal points, and the rules by which questions find them."""
