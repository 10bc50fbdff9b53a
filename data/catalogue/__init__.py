"""The films that ship, and how they are read."""
