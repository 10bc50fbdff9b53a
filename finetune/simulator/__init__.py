"""Simulated people: a hidden taste in, a conversation out."""
