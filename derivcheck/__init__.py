"""derivcheck: a type checker for mathematics as people write it."""
