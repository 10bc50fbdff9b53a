"""How is text of others handed to a model so that it stays data?"""

from __future__ import annotations

import re
from itertools import takewhile

LONGEST = 1200
"""Characters of one text."""

_COMMANDS = re.compile(
    r"""\b(?:ignor\w+|disregard\w*|forget)\b.{0,60}\b(?:above|before|previous\w*|prior|earlier|everything|instruction\w*|
        rules?|prompts?|guidelines?|all|catalogue|guard\w*)\b
    | \b(?:system|developer)\s*(?:prompt|message|note|override|instruction\w*)\b | \binstructions?\b | \bprompts?\b
    | \b(?:as|you\s+are|act\s+as|pretend\s+to\s+be|i\s+am)\s+(?:now\s+)?(?:an?\s+|your\s+|the\s+)?
      (?:ai|assistant|language\s+model|chat\s?bot|dan|admin\w*|developer\w*|operator|jailbroken)\b
    | \b(?:assistant|chatbot|language\s+model|llm|gpt\w*|recommender|ai\s+model)\b
    | \b(?:reply|respond|answer|output|print|write|say|tell\s+(?:the\s+user|them)|recommend|repeat|reveal|end\s+every)\b
      \s*(?:only|just|always|with|that|exactly|to\s+the\s+user|the\s+(?:word|words|film|text|following)|["“'‘:])
    | \b(?:api[\s_-]?keys?|passwords?|secrets?\s+(?:key|token))\b | https?:|www\. | <\s*/?\s*\w+ | \[/?(?:inst|system)
    | (?:^|\n)\s*(?:system|user|assistant|human|ai)\s*: | <\|""",
    re.I | re.X,
)  # fmt: skip

_SENTENCES = re.compile(r"(?<=[.!?])\s+|[\n\r\u2028\u2029]+")


def inert(text: str, longest: int = LONGEST) -> str:
    """The text on one line, without markup, invisible letters and what talks to a program and all after it."""
    parts = _SENTENCES.split(text[: longest * 4])
    kept = takewhile(lambda part: not _COMMANDS.search(_visible(part)), parts)
    plain = re.sub(r"[<>{}\[\]|`#*_~\\]+", " ", " ".join(map(_visible, kept)))
    return re.sub(r"\s+", " ", plain).strip()[:longest]


def commanding(text: str) -> bool:
    """Whether a text talks to a program."""
    return bool(_COMMANDS.search(_visible(text)))


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else "" if ord(letter) > 127 else " " for letter in text)
