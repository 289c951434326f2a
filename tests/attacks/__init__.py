"""Hostile files, made by program, and what a run on each of them may not do."""
