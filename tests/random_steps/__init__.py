"""Random steps that are true by construction, and random steps that are certainly false."""
