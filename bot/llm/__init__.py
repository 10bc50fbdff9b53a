"""Where is a language model known? Only in this room, and it is never needed."""
