"""Functions of numbers: elementary, trigonometric, gamma, and those known by a derivative or by name only."""
