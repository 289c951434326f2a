"""Scripts that print tables of times; none of them is a test."""
