"""The only rooms that know a language model."""
