"""Limits, expansions and integrals: each is found by search and believed by a check."""
