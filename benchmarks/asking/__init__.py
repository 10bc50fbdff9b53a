"""The game of the hidden film: what can be asked about films, who plays, and how a game goes."""
