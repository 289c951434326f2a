"""Sums, products and series over ranges of symbolic length, and what is known of their closed forms."""
