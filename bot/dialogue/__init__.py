"""Pure thinking about a conversation: no file, network, clock, chance or model."""
