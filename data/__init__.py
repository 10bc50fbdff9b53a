"""What there is to know about films."""
