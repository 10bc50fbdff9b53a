"""Which everyday words of a text stand for a genre, a mood, a country and the like?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.dialogue.understanding.lexicon import Sense, senses
from bot.dialogue.understanding.marks import Entity, Value
from recommender.naming import SMALL
from recommender.spelling import Word


def phrases(found: Sequence[Word]) -> Iterator[Entity]:
    """Phrases of the lexicon, longest first."""
    table = senses()
    place = 0
    while place < len(found):
        for size in (5, 4, 3, 2, 1):
            run = tuple(word.folded for word in found[place : place + size])
            sense = table.get(run) if len(run) == size else None
            if sense and not (size == 1 and _other_use(found, place)) and not _theme(found, place, size, sense=sense):
                yield Entity(
                    sense.kind, found[place].start, found[place + size - 1].end, _valued(sense.kind, sense.value)
                )
                place += size - 1
                break
        place += 1


_FILM_WORDS = frozenset(
    "movie movies film films flick flicks feature features story stories picture pictures one ones classic classics tale "
    "epic series trilogy franchise cartoon adaptation spoof parody remake caper hit thing stuff masterpiece set".split()
)
_ASKING = frozenset(
    "no not some any good great more less like love hate want another want something anything find recommend "
    "this really prefer non best or but watch me old new classic funny only".split()
)
_THEMES = frozenset(
    "war family children childrens christmas holiday holidays music prison cop crime crimes criminal spy sports sport "
    "detective mob mafia gangster gangsters mobster mobsters vampire vampires zombie zombies superhero superheroes teen "
    "teenage boxing supernatural history adventure adventures mystery romance cowboy karate disaster love action "
    "spies heist monster dramatic comic heroes humor humour bio satire suspense stoner "
    "zombie zombies parody parodies spoof trip arts "
    "sf apocalyptic wartime dystopian apocalypse caper book".split()
)
"""Words that are a genre beside a word for films and a theme in a plot."""


def _theme(found: Sequence[Word], place: int, size: int, *, sense: Sense) -> bool:
    """Whether a genre's word is only what a film is about: in a longer text it needs a word for films beside it."""
    run = [word.folded for word in found[place : place + size]]
    if sense.kind != "genre" or not (set(run) & _THEMES) or len(found) <= 7:
        return False
    table = senses()
    after = [word.folded for word in found[place + size : place + size + 3]]
    if (after and after[0] in _FILM_WORDS) or any(
        (word,) in table and table[(word,)].kind == "genre" for word in after[:1]
    ):
        return False
    if len(after) > 1 and after[1] in _FILM_WORDS and ((after[0],) in table or after[0] not in SMALL):
        return False
    if (
        place
        and (found[place - 1].folded,) in table
        and table[(found[place - 1].folded,)].kind in ("genre", "language", "country")
    ):
        return False
    asked = place == 0 or found[place - 1].folded in _ASKING or found[place - 1].folded.isdigit()
    stops = not after or found[place + size].start - found[place + size - 1].end > 1 or after[0] in _STOPS
    return not (asked and stops)


_STOPS = frozenset(
    "and or but with from without that which where starring directed by in please for set about made of is was based "
    "under before after like featuring did has not who too to released stars what tonight than over called it as".split()
)


def _valued(kind: str, value: str) -> Value:
    if kind != "genre":
        return value
    genres, _, keyword = value.partition("#")
    return (*genres.split(), *(["#" + keyword] if keyword else []))


_OTHER_USES = {
    "good": {"sounds", "looks", "very", "all", "m", "im", "that's", "thats", "is", "was", "pretty", "be", "are", "one"},
    "great": {"sounds", "thats", "is", "was", "be", "that", "looks", "would"},
    "best": {"my", "at"}, "awesome": {"thats", "sounds", "is", "was"}, "amazing": {"was", "is"},
    "music": {"the", "with"}, "family": {"the"}, "cop": {"a", "the"}, "spy": {"a", "the"}, "cult": {"a", "the"},
    "detective": {"a", "the"}, "war": {"the", "during", "star", "civil", "cold", "vietnam", "korean", "world", "iraq", "gulf", "trojan"}, "crime": {"a"},
    "prison": {"in", "from", "to"}, "sports": {"plays"}, "fun": {"of", "have", "had", "is", "was"},
    "awful": {"is", "was"}, "terrible": {"is", "was"}, "worst": {"the"}, "easy": {"is", "its"}, "light": {"the"}, "hot": {"the"}, "sweet": {"oh"}, "deep": {"the"}, "history": {"the", "in", "of"},
    "adventure": {"an"}, "period": {"a", "the"}, "epic": {"the"}, "slow": {"too"}, "action": {"in", "live"}, "silent": {"the"},
}  # fmt: skip


def _other_use(found: Sequence[Word], place: int) -> bool:
    """Whether an ordinary word stands in a phrase that gives it another meaning."""
    word = found[place].folded
    before = found[place - 1].folded if place else ""
    after = found[place + 1].folded if place + 1 < len(found) else ""
    if before in _OTHER_USES.get(word, ()):
        return after not in ("movie", "film", "movies", "films")
    if word in ("good", "great", "awesome", "excellent", "perfect", "fantastic", "brilliant", "amazing") and after:
        if found[place + 1].start - found[place].end > 1 and place == 0:
            return True
    if word in ("good", "great", "awesome", "excellent", "amazing", "perfect", "fantastic", "brilliant"):
        return after in (
            "idea",
            "point",
            "thanks",
            "thank",
            "one",
            "evening",
            "morning",
            "afternoon",
            "night",
            "day",
            "for",
            "choice",
            "pick",
            "to",
            "with",
            "at",
            "luck",
            "",
            "bye",
            "job",
            "suggestion",
            "suggestions",
            "enough",
            "i",
            "im",
            "and",
            "cry",
            "man",
            "men",
            "stuff",
            "how",
            "help",
            "you",
            "thx",
            "time",
        )
    return (word, after) in {
        ("best", "friend"),
        ("best", "friends"),
        ("love", "it"),
        ("holiday", "inn"),
        ("short", "story"),
    }
