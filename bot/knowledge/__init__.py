"""What can be answered about films."""
