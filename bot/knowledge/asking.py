"""Which form has the answer that a question wants: a number, the longest of them, yes or no, a story's end?"""

from __future__ import annotations

import re

_MOST = {
    ("runtime", True): r"longest|lengthiest",
    ("runtime", False): r"shortest",
    ("year", True): r"newest|latest|most recent(?:ly)?|last|final",
    ("year", False): r"oldest|earliest|first|debut|original",
    ("acclaim", True): r"best[- ]reviewed|most (?:highly )?acclaimed|greatest|highest[- ]rated|top[- ]rated"
                       r"|best(?![- ]known)|finest",
    ("acclaim", False): r"worst(?:[- ]reviewed)?|lowest[- ]rated|least acclaimed",
    ("fame", True): r"most famous|best[- ]known|most popular|biggest|most widely known",
    ("fame", False): r"least known|most obscure|least famous|least popular",
    ("funny", True): r"funniest", ("dark", True): r"darkest|bleakest", ("scary", True): r"scariest|most frightening",
    ("romantic", True): r"most romantic", ("tense", True): r"most (?:tense|suspenseful)|tensest",
    ("sad", True): r"saddest", ("weird", True): r"weirdest|strangest", ("violent", True): r"most violent|bloodiest",
    ("feel_good", True): r"most feel[- ]good|happiest", ("action", True): r"most action[- ]packed",
    ("thoughtful", True): r"most thoughtful|smartest", ("sexual", True): r"sexiest",
}  # fmt: skip
_COMPILED = tuple((measure, re.compile(rf"\b(?:{words})\b", re.I)) for measure, words in _MOST.items())

COMPARED = re.compile(
    r"\b(?:longer|shorter|newer|older|earlier|later|before|after|better|worse|funnier|scarier|darker|sadder|weirder"
    r"|more \w+|less \w+|compare[ds]?|differ\w*|first|longest|shortest|newest|oldest|funniest|scariest"
    r"|darkest|saddest|best)\b", re.I,
)  # fmt: skip
"""Words that set two films side by side."""

_YES_NO = re.compile(
    r"^\W*(?:so |and |but |hey,? |ok(?:ay)?,? |tell me )?(?:is|isn't|are|was|wasn't|were|did"
    r"|didn't|does|doesn't|do|has|have|had|can|could|will|would|am)\b",
    re.I,
)
_TAG = re.compile(
    r"(?:\bright|\bcorrect|\btrue|\b(?:didn|isn|wasn|doesn|hasn)'t (?:he|she|it|they)|\bor"
    r" not)\W*$",
    re.I,
)
_WHETHER = re.compile(r"\b(?:if|whether|that it was|confirm that|true that|right that|could it be)\b", re.I)
_OPEN = re.compile(r"\b(?:who|whom|whose|which|what|when|where|how|tell me|name|list|give|show me)\b", re.I)
_CLEFT = re.compile(r"\b(?:the (?:one|person|man|woman|director|filmmaker)|(?:is|was) it)\s+(?:who|that)\b", re.I)

ENDING = re.compile(
    r"\bhow (?:does|did|do)\b.*\b(?:end|ends|finish|conclude|turn out|wrap up|resolve)\b|\bending\b"
    r"|\bfinale\b|\bending of\b"
    r"|\b(?:at|in) the (?:very )?end\b|\bend of\b|\bwho (?:dies|survives|wins|did it)\b|\bspoil\b|\bfinal"
    r" (?:scene|twist|act)\b"
    r"|\bwho(?:'s| is| was) the (?:killer|murderer|culprit)\b|\b(?:last|closing) scene\b|\bconclu(?:de"
    r"|sion)\b|\bdoes .* (?:die|survive)\b", re.I,
)  # fmt: skip
"""Asks for what must not be told unasked."""

PLOT = re.compile(
    r"\bwhat(?:'s| is| was| are)\b.*\b(?:all )?about\b|\b(?:plot|story|premise|synopsis|storyline|summary)\b"
    r"|\bsummari[sz]e\b|\bwhat happens in\b",
    re.I,
)

AFTER = re.compile(r"\b(?:comes?|came|next|follows?|followed|follow[- ]ups?|sequels?|after|succeeded)\b", re.I)
BEFORE = re.compile(r"\b(?:prequels?|before|preced\w+|predecessor|prior)\b", re.I)
ORDER = re.compile(r"\b(?:sequels?|prequels?|follow[- ]ups?|comes? (?:right |straight |directly )?(?:after"
                   r"|before|next)|came (?:right |straight |directly )?(?:after|before|next)"
                   r"|next (?:film|movie|one|part|chapter|installment|entry)|preced\w+|followed|follows"
                   r"|predecessor|successor)\b", re.I)  # fmt: skip
"""Asks what stands before or after a film in its series."""

_PLACES = ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th")
NTH = {word: place for place, words in enumerate(_PLACES) for word in words.split()}


def superlative(text: str) -> tuple[str, bool] | None:
    """The measure whose most (True) or least a text asks for; None when it asks for none."""
    return next((measure for measure, words in _COMPILED if words.search(text)), None)


def nth(text: str) -> int | None:
    """The place in a series that a text asks for, from 0; None when it asks for none."""
    said = re.search(r"\b(" + "|".join(NTH) + r")\b", text.lower())
    return NTH[said[1]] if said else None


def counting(text: str) -> bool:
    """Whether a number of films or people is wanted."""
    return bool(
        re.search(r"\bhow many\b(?! (?:minutes|hours))|\b(?:number|count|total) of\b|\bhow often\b", text, re.I)
    )


def deciding(text: str) -> bool:
    """Whether yes or no is wanted; the text comes without the names in it."""
    plain = _CLEFT.sub(" was ", text)
    if _TAG.search(plain) or _WHETHER.search(plain):
        return not re.search(r"\b(?:who|which|what)\b", plain, re.I)
    return bool(_YES_NO.search(plain)) and not _OPEN.search(plain)
