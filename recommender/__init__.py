"""Knows films and taste: no chat, no language model, no web."""
