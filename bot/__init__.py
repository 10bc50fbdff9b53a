"""Knows conversation."""
