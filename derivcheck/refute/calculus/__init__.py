"""Limits, integrals and infinite sums at a point, enclosed with a certified error."""
