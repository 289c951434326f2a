"""What is known and what is needed.

The assumptions (`theory`, `schemes`), the conditions that a step takes (`conditions`), and the way back to
terms that a person can read (`speaking`).
"""
