"""Numbers at a point: exact rationals as long as possible, then balls, and derivatives along with them."""
