"""From the bytes of a file to its characters and, for YAML, to a tree in which everything has its place."""
