"""Ways to learn a task."""
