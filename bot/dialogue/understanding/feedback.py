"""Does a clause say what was seen, liked, disliked or picked?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections import Counter

from bot.dialogue.acts import Accept, Dislike, Like, Seen, Tell, UserAct
from bot.dialogue.session import Session
from bot.dialogue.understanding.pointing import pointed, talked_about
from bot.dialogue.understanding.scope import Clause
from recommender.catalog import Catalog
from recommender.movies import Movie
from recommender.preferences import Facets, Person, Preferences

_SEEN = re.compile(
    r"\b(?:seen|watched|saw|rewatched|did (?:\w+ )?(?:see|watch)|finished watching)\b(?! (?:something|anything|a lot|enough|many|so many|too many|most of|a good))"
)
_UNSEEN = re.compile(
    r"\b(?:haven't|hasn't|have not|has not|never|not|didn't|hadn't|yet to|nobody|none of us|neither of us|not yet|hadn't)\b[\w ]{0,20}\b(?:seen|watched|see|saw|heard)\b"
    r"|\b(?:don't|do not|not sure|can't|cannot|doubt) (?:that )?(?:i |we )?(?:think|believe|remember|recall)?(?: (?:i|we)(?:'ve| have)?)?(?: ever)? ?(?:seen|seeing|watched|watching|saw)\b"
    r"|\b(?:that|which|something|anything|one|movies?) (?:that )?(?:i|we) (?:haven't|have not|never)\b|\bhave you (?:seen|watched)\b|\b(?:want|wanted|like|love) to (?:see|watch)\b|\bi once (?:saw|watched)\b|\bmost people\b|\beveryone\b"
)
_NOT_YET = re.compile(
    r"(?:no |nope |, |sorry |and |actually )*(?:i |we |i've )?(?:have |had |actually |honestly |just )*(?:haven't|have not|never|not|didn't|hadn't|no)\b[\w ]{0,12}"
    r"\b(?:seen|watched|see|heard)\b(?! (?:before )?(?:something|a movie))"
)
_LOVED = re.compile(
    r"\b(?:loved?|loving|adored?|enjoyed|liked|(?:was|were|is|it's|that's|are) (?:\w+ )?(?:great|amazing|awesome|fantastic|brilliant|excellent|good|wonderful|superb|hilarious|perfect|the best|a masterpiece|one of my (?:all time )?favou?rites?)|favou?rites?|big fan|huge fan|thumbs up|a blast|so good)\b"
)
_HATED = re.compile(
    r"\b(?:hated?|despised?|loathed?|can't stand|couldn't stand|(?:didn't|did not|don't|do not|never) (?:really |particularly |much |even )?(?:liked?|loved?|enjoy(?:ed)?|care for|care much for|get into|finish|rate)|dislike[ds]?|not (?:a |really a |a big |a huge |much of a )?fan|wasn't (?:a |really a |a big )?(?:fan|for me|great|good|my thing|impressed|into)|not (?:really )?(?:my thing|for me|my cup of tea|into|great|that good|keen on|my favou?rite|impressed)|(?:was|were|is|it's|that's) (?:\w+ )?(?:terrible|awful|bad|boring|rubbish|crap|overrated|meh|dull|the worst|stupid|lame|disappointing|horrible|garbage|trash|dreadful|shit|so-so)|sucked|sucks|boring|overrated|meh|rubbish|terrible|awful|bored me|fell asleep|walked out|turned it off|gave up on|thumbs down)\b"
)
_SUBJECT = r"(?:i|we|my (?:wife|husband|kids?|son|daughter|mum|mom|dad|boyfriend|girlfriend|partner|friends?)|he|she|they|everyone|both of us|you know i|and|also|us)"
_LIKES = re.compile(
    rf"(?:\b{_SUBJECT} (?:both |all |also |really |just |absolutely |do |always |quite |still |usually |generally |truly |personally |kind of |have always |particularly |especially |definitely |totally |already |very much |and i |did )*"
    r"(?:loved?|like[ds]?|enjoy(?:ed)?|adored?|'m into|am into|am obsessed with|admire|watch a lot of|appreciate|prefer)\b(?! to\b)"
    r"|\b(?:'m|am|are|be|huge|big|massive|a) (?:a )?(?:\w+ )?fans? of\b|\b(?:(?:PERSON|FILM) fan)\b"
    r"|\bfavou?rites?(?: ever| of all time)?(?: (?:movies?|actors?|actress(?:es)?|directors?|ones?|of mine|thrillers?|comed(?:y|ies)|\w+))*(?: of all time| ever)? (?:is|are|was|were|include|includes|would be|like|has to be|such as)\b"
    r"|^(?:really |absolutely |also |just |totally )?(?:loved?|like[ds]|enjoyed|adored?|love)\b|\b(?:FILM|PERSON)(?: ?(?:and|,|or) ?(?:FILM|PERSON))* (?:is|are|was|were) (?:\w+ ){0,3}(?:great|amazing|awesome|fantastic|brilliant|excellent|good|wonderful|perfect|superb|hilarious|favou?rites?|the best|a masterpiece|classics?)\b|\bcan't get enough of\b|\bhuge fan\b|\bbig fan\b)"
)
_REQUESTED = re.compile(
    r"\b(?:something|anything|movies?|one|stuff|ones|more|things|along the lines) (?:\w+ ){0,3}(?:like|similar to|along|in the (?:vein|style|spirit) of|of)\b[ ,\w]*\b(?:FILM|PERSON)|\b(?:would|'d|could) (?:\w+ )?(?:like|love|enjoy|prefer)\b|\bif (?:i|you|we)\b|\bwould like\b|\bdo (?:i|you) like\b|\blike (?:it|that) (?:but|with)\b"
)
_BLOCK = re.compile(
    r"\b(?:hates?|despise|loathe|can't stand|cannot stand|can not stand|couldn't stand|never (?:show|suggest|recommend|give)(?: me)?|never want to see|(?:don't|do not) (?:ever )?(?:show|suggest|recommend|give)(?: me)?|dislike|sick of|tired of|fed up with|(?:don't|do not) (?:really |particularly |much )?(?:like|care for|enjoy|love)|not (?:really )?(?:a |a big |a huge |much of a )?fans?(?: of)?|allergic to|block)\b"
)
_NOT_THAT = re.compile(
    r"^(?:no |nah |nope |, |please |ok |but )*(?:not|no to|nope to|skip|drop|remove|anything but|pass on|without|except|forget|i don't want|don't want|not interested in|don't fancy|lose) (?:the |that |this |interested in |really |feeling |into |in )*(?P<what>him|her|them|that guy|that actor|that actress|that one|this one|it|that|this|(?:first|second|third|last|fourth|1st|2nd|3rd)(?: one)?|number \d|FILM)(?: again| either| please| though| at all| tonight)?$"
)
_ACCEPTS = re.compile(
    r"\b(?:i'll|we'll|i will|we will|let's|i'm going to|we're going to|i am going to|going to|gonna|i think i'll|think i will|i might|i'd like to|i can|happy to) (?:\w+ ){0,2}?(?:watch|take|go with|go for|try|pick|choose|check|give|have|rent|see|put|look into|look for|stream|queue|do|add)\b(?! (?:something|anything|a (?:movie|comedy)|my (?:wife|kids|friends)|movies?|with my|you|me\b))"
    r"|\b(?:sounds|looks|seems) (?:\w+ )?(?:good|great|perfect|fun|interesting|lovely|nice|like a (?:plan|winner|good|great)|amazing|awesome|excellent|right|fine|ideal|cool|promising|brilliant|fantastic|wonderful|intriguing)\b"
    r"|^(?:ok |yes |oh |, |great |cool |wow |well |that's |that is |that one is |it's |a )*(?:perfect|excellent|brilliant|awesome|great choice|good choice|great idea|nice one|that works|works for me|deal|sold|that'll do|that will do|lovely|great pick|good pick|exactly what i (?:wanted|was looking for|needed)|just what i (?:wanted|needed)|spot on|fantastic|amazing|that's the one|bingo|wonderful|good idea|great suggestions?|good suggestions?|you nailed it|i'm in|count me in|love it|i like it|i like that|i love it)(?: ?,? ?(?:thanks|thank you|then|that's it|so much|very much|choice|idea|one|a lot|i'll (?:watch|take) (?:it|that)|for the (?:help|suggestions?|recommendations?)|!))*$"
    r"|^(?:ok |yes |, |alright |right )*(?:FILM|(?:the )?(?:first|second|third|last|1st|2nd|3rd)(?: one)?|that one|this one|that|number \d|it) (?:it is|then|it is then|please|sounds|works|will do|is perfect|for me|wins|looks)\b"
    r"|\b(?:on my (?:list|watchlist|watch list)|to my (?:list|watchlist)|check (?:it|that|them|those|this|FILM) out|good enough for me|you've convinced me|you convinced me|i want to watch (?:that|it|this|FILM|the))\b"
)
_THANKS = re.compile(
    r"^(?:ok |great |cool |awesome |perfect |lovely |wonderful |, |oh |wow |many |nice |amazing )*(?:thanks|thank you|cheers|ta|appreciate it|much appreciated)(?: (?:so much|very much|a lot|a bunch|again|for (?:the|your|all) \w+(?: \w+)?|that's (?:great|perfect)|you|man|buddy|friend|,|very helpful|for that|anyway))*$"
)


def seen(clause: Clause, session: Session, catalog: Catalog, liked: bool | None) -> Seen | None:
    """Films seen; `liked` is what the words after it say."""
    if (
        not _SEEN.search(clause.words)
        or _UNSEEN.search(clause.words)
        or re.search(r"\bby\b.*\bseen\b|\?", clause.words)
    ):
        return None
    films = pointed(clause, session, catalog) or (session.last if re.search(r"\b(?:all|both)\b", clause.words) else ())
    if not films and re.fullmatch(
        r"(?:\W|i've|i|have|we've|we|already|just|yes|lol|seen|watched|saw|ok|no|oh)*", clause.words
    ):
        films = talked_about(session)
    return Seen(films, opinion(clause.words) if liked is None else liked) if films else None


def unseen(clause: Clause) -> bool:
    """Whether a clause only says that something was not seen yet."""
    return bool(_NOT_YET.match(clause.words))


def opinion(said: str) -> bool | None:
    """Whether words praise or damn; None when they do neither."""
    if _HATED.search(said):
        return False
    return True if _LOVED.search(said) else None


def liked(clause: Clause, session: Session, catalog: Catalog) -> UserAct | None:
    """What the user likes or dislikes for good: films and people named or pointed at."""
    said = clause.words
    people = tuple(e.value.name for e in clause.of("person") if isinstance(e.value, Person))
    if _HATED.search(said) or _BLOCK.search(said):
        return _disliked(clause, session, catalog, people)
    if "?" in said or _REQUESTED.search(said):
        return None
    if (clause.films or people) and _LIKES.search(said):
        return _praised(clause.films, people, session)
    if (
        _LOVED.search(said)
        and not clause.entities
        and re.search(r"\b(?:it|that|that one|them|both|first|second|third|last|this)\b", said)
        and not re.search(r"\b(?:sounds?|looks?|would|'d)\b", said)
    ):
        films = pointed(clause, session, catalog)
        return _praised(films, (), session) if films else None
    return None


def _praised(films: tuple[str, ...], people: tuple[str, ...], session: Session) -> UserAct:
    """Who praises a film just shown has seen it."""
    known = bool(films) and not people and set(films) <= set(session.last)
    return Seen(films, True) if known else Like(films, people)


def _disliked(clause: Clause, session: Session, catalog: Catalog, people: tuple[str, ...]) -> Dislike | None:
    if re.search(r"\b(?:seen|watched|if you)\b", clause.words) and not clause.films:
        return None
    if (
        re.search(r"\bFILM\b", clause.words)
        and re.search(r"\b(?:like|similar to) FILM", clause.words)
        and not re.search(r"(?:n't|not|never) (?:really |particularly |much )?(?:like|love|enjoy)", clause.words)
    ):
        return None
    films = clause.films
    if not films and not people and not clause.of("genre", "keyword", "tone", "language", "country", "studio"):
        films = pointed(clause, session, catalog)
    return Dislike(films, people) if films or people else None


def lasting(clause: Clause) -> bool:
    """Whether a clause speaks of a dislike for good: "I hate musicals", "never show me westerns"."""
    return bool(_BLOCK.search(clause.words)) and not re.search(
        r"\b(?:tonight|today|right now|this time|really scary|want)\b", clause.words
    )


def rejected(clause: Clause, session: Session, catalog: Catalog) -> UserAct | None:
    """ "Not him", "not that one", "anything but the second"."""
    match = _NOT_THAT.match(clause.words.strip(" ,?"))
    if not match:
        return None
    if match["what"] in ("him", "her", "them", "that guy", "that actor", "that actress"):
        people = _somebody(session, catalog)
        return Tell(Preferences(unwanted=Facets(people=tuple(Person(name) for name in people)))) if people else None
    films = pointed(clause, session, catalog)
    return Dislike(films) if films else None


def _somebody(session: Session, catalog: Catalog) -> tuple[str, ...]:
    """Whom "him" means: somebody wished for or asked about, who is in most films shown, else the lead of the film
    talked about."""
    for turn in reversed(session.turns[-2:]):
        for act in reversed(turn.acts):
            wished = tuple(person.name for person in act.wish.wanted.people) if isinstance(act, Tell) else ()
            people: tuple[str, ...] = getattr(act, "people", ()) or wished
            if people:
                return people[-1:]
    films = [catalog.movie(film) for film in (*session.last, *talked_about(session)) if catalog.row(film) is not None]
    shared = Counter(name for movie in dict.fromkeys(films[: len(session.last)]) for name in _makers(movie))
    if shared and (most := shared.most_common(1)[0])[1] > 1:
        return most[:1]
    return films[-1].actors[:1] if films else ()


def _makers(movie: Movie) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*movie.actors, *movie.directors)))


def accepted(clause: Clause, session: Session, catalog: Catalog) -> Accept | None:
    """The film taken; None for the one talked about."""
    said = clause.words.strip(" ,?")
    if "?" in clause.words or (
        re.search(r"\b(?:not|don't|doesn't|isn't|never|no)\b (?!problem)", said) and not re.search(r"\bwhy not\b", said)
    ):
        return None
    if not (_ACCEPTS.search(said) or (_THANKS.match(said) and session.last)):
        return None
    if not (session.last or clause.films):
        return None
    films = (
        pointed(clause, session, catalog)
        if clause.films or re.search(r"\b(?:first|second|third|last|\d)\b", said)
        else ()
    )
    return Accept(films[0] if films else None)


def thanks(said: str) -> bool:
    """Whether a clause is nothing but thanks."""
    return bool(_THANKS.match(said.strip(" ,?")))
