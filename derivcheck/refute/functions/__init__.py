"""Functions and powers at a point, on real and complex balls."""
