"""What did the user mean? Rules that read a message into acts, with no file, clock, chance or model.

>>> understand("something like heat but funnier, not too long", session, catalog)
(Tell(wish=...like heat-1995, funny +1, runtime ..120),)
"""

from __future__ import annotations

from bot.dialogue.understanding.entities import entities
from bot.dialogue.understanding.marks import Entity
from bot.dialogue.understanding.reading import understand

__all__ = ["Entity", "entities", "understand"]
