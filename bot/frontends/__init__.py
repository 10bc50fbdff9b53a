"""Carry words in and out; hold no logic."""
