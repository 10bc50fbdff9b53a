"""Tasks: each is training data and test at once."""
