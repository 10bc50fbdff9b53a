"""Is a clause a question of fact, and what does it ask of which films and people?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from functools import cache

from bot.dialogue.acts import Question
from bot.dialogue.session import Session
from bot.dialogue.understanding.pointing import nth, pointed, talked_about
from bot.dialogue.understanding.scope import Clause
from bot.dialogue.understanding.series import same_named
from bot.dialogue.understanding.short import why
from recommender.catalog import Catalog
from recommender.preferences import Person

_BE = r"(?:is|'s|was|are|were)"
_THING = r"(?:FILM|it|this|that|that one|this one|that movie|this movie|the movie|he|she|they|(?:the )?(?:first|second|third|fourth|last|other|1st|2nd|3rd)(?: one| movie)?|number \d|#\d)"
_ADJ = r"(?:longer|shorter|older|newer|funnier|scarier|darker|better|sadder|weirder|more [\w-]+|less [\w-]+|as [\w-]+)"
_TONE = (
    r"(?:funny|scary|sad|dark|violent|romantic|gory|creepy|depressing|weird|tense|intense|bloody|sexy|steamy|disturbing|slow|boring|emotional|happy|feel good|feel-good|"
    r"heavy|graphic|gross|exciting|suspenseful|hilarious|light|lighthearted|uplifting|thoughtful|smart|deep|silly|brutal|frightening|raunchy|explicit)"
)

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"\bwhy (?:not|isn't|wasn't|aren't|didn't you|don't you|no)\b", "why_not"),
    (
        rf"\b(?:is|was|are|which (?:one )?is|which of (?:them|these|those|the two) is|which one's|which's) (?:\w+ )*?{_THING}? ?(?:a |any |much |way |a lot |a bit )?{_ADJ}(?: (?:than|as)\b.*| ?\??$)",
        "compare",
    ),
    (
        r"\bhow (?:does|do) .*\b(?:compare|differ)\b|\bcompare FILM|\bdifference between\b|\bwhich (?:one )?is (?:the )?(?:longest|shortest|oldest|newest|funniest|scariest|darkest|saddest|best)\b",
        "compare",
    ),
    (
        r"\bwhat (?:else|other movies?) (?:did|has|have|does|do|is|was)\b.*\b(?:he|she|they|PERSON|director|actor|actress|guy|woman|writer|him|her)\b|\bwhat else (?:by|with|from|has) (?:him|her|them|PERSON|the (?:same )?(?:director|actor|actress))|"
        r"\b(?:which|what) (?:other )?(?:movies?|ones?|titles) (?:did|has|have|does|do|was|is|were) (?:PERSON|he|she|they)\b|\b(?:filmography|what has PERSON (?:done|made|directed|been in)|what did PERSON (?:direct|make|write|star|do|act|appear))|\b(?:which|what) (?:movies?|ones?) (?:are|is|were) (?:directed |made |written )?(?:by|with|starring) (?:PERSON|him|her)|\b(?:list|name|show)(?: me)?(?: all)? (?:the |of )?(?:PERSON(?:'s)? movies|movies (?:directed |made )?by PERSON)|\bwhat (?:is|else is) PERSON in\b|\bhas (?:he|she) (?:made|done|directed) anything else|\banything else by (?:him|her|them)\b|^who(?:'s| is| was) PERSON ?\??$",
        "filmography",
    ),
    (r"\bhow many\b", "count"),
    (
        r"\bhow does .*\bend\b|\bhow did .*\bend\b|\bthe ending\b|\bwhat happens (?:at|in) the end|\bwho dies\b|\bdo(?:es)? .* (?:die|survive|live|get together|make it)\b|\bspoil\b|\bspoilers?\b|\bwho(?:'s| is) the (?:killer|murderer|culprit|bad guy|villain)|\bwho did it\b|\bhappy end(?:ing)?\b.*\?|\bhave a happy ending",
        "ending",
    ),
    (
        r"\bwho (?:directed|made|shot|filmed|helmed|directs|makes)\b|\bwho(?:'s| is| was) (?:the )?(?:director|behind|it by|it directed by|filmmaker)|\bdirector of\b|\bdirected by who(?:m)?\b|\bwhose movie is\b|\bwho is FILM by\b|\bwho did FILM\b$|\bname of the director\b|\bwho's it by\b|\bwho(?:'s| is| was) FILM (?:directed|made) by",
        "director",
    ),
    (
        r"\bwho (?:wrote|writes|penned|scripted)\b|\bwho(?:'s| is| was| are| were) (?:the )?(?:writers?|screenwriters?|author)|\bwriter of\b|\bwho's the script by",
        "writer",
    ),
    (
        r"\bwho (?:plays|played|voices|voiced|portrays|portrayed|does the voice)\b|\bwho (?:does|did|is|was) PERSON (?:play|voice|portray|in)?|\b(?:what|which) (?:character|role|part) (?:does|did|is)\b|\bactor (?:who|that) (?:plays|played)\b",
        "character",
    ),
    (
        r"\bwho (?:stars?|starred|acts|acted|appears|'s starring|is starring)\b|\bwho(?:'s| is| was| else is| else was) (?:in|all in|starring)\b|\b(?:the )?cast(?: of| list)?\b(?! of mind)|\b(?:which|what) (?:actors?|actress(?:es)?|stars) (?:is|are|was|were|star|appear)|\b(?:is|was|does|did) PERSON (?:star|appear|act|in|feature)\b|\bwho are the (?:actors|stars|leads)|\bany(?:one|body)? (?:well known|famous) (?:actors )?(?:in|star)|\bwell known actors\b",
        "cast",
    ),
    (
        r"\b(?:when|what year|which year)\b.*\b(?:come|came|out|released?|made|from|filmed|FILM|it)\b|\bhow (?:old|recent|new) (?:is|was) (?:FILM|it|this|that|the)|\brelease (?:date|year)\b|\bwhat year\b|\bwhen(?:'s| is| was) (?:it|that|FILM) from",
        "year",
    ),
    (
        r"\bhow long\b|\brun(?:ning)?[ -]?time\b|\bhow many (?:minutes|hours)\b|\blength of\b|\bis it (?:very |too |really )?(?:long|short)\b",
        "runtime",
    ),
    (
        rf"\b(?:what|which) (?:genre|sort of (?:movie|genre)|kind of (?:movie|genre)|type of (?:movie|genre))(?:'s| is| are| was| does)\b.*|\b(?:what's|what is) the genre\b|\b{_BE} {_THING} (?:a |an |more of a |more a |considered )+(?:GENRE)",
        "genre",
    ),
    (
        rf"\b(?:what|which) language\b|\bis {_THING} (?:in|dubbed|subtitled)\b(?! (?:your|the|a|on|black|colou?r|stock))|\bdo(?:es)? {_THING} have subtitles|\bsubtitled\?|\bin english ?\?$",
        "language",
    ),
    (rf"\b(?:what|which) country\b|\bwhere (?:is|was|does) {_THING} (?:from|come from|made|produced)\b", "country"),
    (
        rf"\bage rating\b|\bwhat(?:'s| is| was) {_THING} rated\b|\brated what\b|\bhow is {_THING} rated|\b(?:the )?(?:rating|certificate) (?:of|for|is)\b|\bwhat(?:'s| is) (?:its|the) (?:rating|certificate)|\b(?:is|are) {_THING} (?:ok for|okay for|suitable|appropriate|fine for|good for|safe for|alright for|kid friendly|kid-friendly|family friendly)(?: (?:for|to watch with))?(?: an?| my| the| young| small| little)* ?(?:CERT|kids|children|my|\?|$)|\b(?:can|could|should) (?:i|we) (?:watch|show|see) (?:it|that|this|FILM|the \w+ one) (?:with|to)\b|\b(?:can|could|should) (?:my )?(?:kids?|children|CERT)\b.*\bwatch\b",
        "certificate",
    ),
    (
        rf"\bwhat(?:'s| is| was| are)? (?:{_THING}|FILM) (?:even |actually |all )?about\b|\bwhat(?:'s| is) the (?:plot|story|premise|synopsis)|\b(?:plot|synopsis|premise|story(?:line)?) (?:of|for)\b|\bwhat happens in\b|\bwhat's going on in\b|\bsummary of\b",
        "plot",
    ),
    (
        rf"\b(?:what are the )?(?:themes|keywords)\b.*|\bis there (?:any )?(?:violence|sex|nudity|gore|swearing) in {_THING}",
        "keywords",
    ),
    (
        rf"\bwhere (?:is|does|was|did) {_THING} (?:set|take place|happen|play|located)\b|\bwhere(?:'s| is) {_THING} set\b|\bwhen (?:is|was|does) {_THING} (?:set|take place)|\bsetting of\b|\bwhat(?:'s| is) the setting",
        "setting",
    ),
    (
        rf"\bis {_THING} (?:part of|in) a (?:series|franchise|trilogy)|\b(?:is|are) there (?:a |any )?(?:sequels?|prequels?|follow up|part two)|\b(?:what|which) (?:series|franchise)\b|\bdo(?:es)? {_THING} have (?:a |any )?(?:sequels?|prequels?)|\bis {_THING} a (?:sequel|remake|prequel)",
        "franchise",
    ),
    (
        rf"\b(?:is|was|are) {_THING}(?: \w+){{0,3}} (?:too |very |really |that |actually |super |at all |a bit |kind of |particularly |any |so |pretty |all that )*{_TONE}\b|\bhow {_TONE} (?:is|was|are)\b|\b(?:is|are) there (?:a lot of |any |much )(?:violence|sex|gore|blood|jump scares|nudity|swearing)\b(?! in my)",
        "tone",
    ),
    (rf"\b(?:is|are|was) {_THING} (?:similar|like|anything like|kind of like|a bit like|comparable)\b", "similar"),
    (
        rf"\b(?:do you (?:have|know|stock|carry)|have you (?:got|seen|heard of)|(?:you )?got|is there|does your (?:list|catalogue) have) (?:the (?:movie )?)?FILM\b|\bis {_THING} (?:on|in) (?:the|your) (?:list|catalogue|catalog|database|library|collection)|\bever heard of FILM",
        "exists",
    ),
    (
        rf"\btell me (?:more |a bit |a bit more |something |all |a little )?(?:about|on) {_THING}|\b(?:more|info|information|details|facts|something) (?:info |details |information )?(?:about|on) {_THING}\b|^(?:what about|how about) FILM ?\??$|\bwhat do you (?:know|think) (?:about|of) {_THING}|\bis {_THING} (?:any |really |a |actually )*(?:good|worth|great|decent|well rated|acclaimed|popular|famous|movie worth)\b|\bdescribe {_THING}|^what(?:'s| is) FILM$|^what(?:'s| is) {_THING}$|\btell me more$|\bmore (?:info|details)$|\bhow (?:good|popular|well known) is\b",
        "about",
    ),
)


def question_of(clause: Clause, session: Session, catalog: Catalog) -> Question | None:
    """The question that a clause asks; None when it asks nothing about films."""
    said = clause.words
    if why(said) and (session.last or clause.films or said.strip(" ?") != "why"):
        return Question("why", _why_films(clause, session), text=clause.text.strip())
    if kin := same_named(clause, catalog):
        return Question("exists", kin, text=clause.text.strip())
    relation = _relation(_marked(clause))
    if relation is None or _wishes(said, relation):
        return None
    films, people = _subjects(clause, session, catalog, relation=relation)
    return Question(relation, films, people, clause.text.strip())


_ASKS = re.compile(
    r"\?|\b(?:wh\w+|how|is|are|was|were|do|does|did|has|have|can|could|should|tell|list|name|show|describe|compare|director|writer|"
    r"cast|spoil\w*|spoiler|ending|filmography|difference|plot|synopsis|premise|story\w*|summary|themes|keywords|setting|"
    r"run\w*|length|rating|age|certificate|release|ever|got|anything|more|info|subtitled|english|actor|rated)\b"
)
"""Words without which nothing is asked; they spare most wishes the long patterns."""


def _relation(said: str) -> str | None:
    if not _ASKS.search(said):
        return None
    return next((relation for pattern, relation in _PATTERNS if _compiled(pattern).search(said)), None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern compiled when it is first needed: all of them together take longer than a turn should."""
    return re.compile(pattern)


def _marked(clause: Clause) -> str:
    """The clause's words with genres and age caps named so, where it begins like a question."""
    said = clause.words
    for entity in clause.of("genre", "certificate"):
        start = entity.start - clause.start
        words = " ".join(re.findall(r"[\w'-]+", clause.text[start : entity.end - clause.start].lower()))
        said = re.sub(rf"\b{re.escape(words)}\b", "GENRE" if entity.kind == "genre" else "CERT " + words, said, count=1)
    return said


_REQUEST = re.compile(
    r"\b(?:recommend|suggest|looking for|want|find me|give me|show me|in the mood|i'd like|i need|should i watch|something|anything|similar to|any good|any movies?|some movies?)\b"
)


def _wishes(said: str, relation: str) -> bool:
    """Whether what looks like a question is a request in disguise."""
    if relation in ("why_not", "filmography", "ending", "about", "exists", "count", "compare"):
        return (relation == "compare" and not re.search(r"\b(?:is|was|are|which|compare|does|do)\b", said)) or (
            relation == "about" and bool(re.search(r"\b(?:something|anything|movies?) (?:more )?about\b", said))
        )
    return bool(_REQUEST.search(said))


_FACTUAL = re.compile(
    r"^(?:and |but |so )*(?:who|what|when|where|why|how|which|did|does|do|was|were|is|are|has)\b.*\b(?:FILM|it|he|she|they|this one|that one|its|PERSON|first one|second one|third one)\b"
)


def unknown_question(clause: Clause, session: Session, catalog: Catalog) -> Question | None:
    """A question about a film that has no relation of its own: "where was it filmed?"."""
    said = clause.words
    if not _FACTUAL.search(said) or _REQUEST.search(said) or re.search(r"\b(?:you|i|we)\b", said):
        return None
    films = clause.films or pointed(clause, session, catalog) or talked_about(session)
    people = tuple(e.value.name for e in clause.of("person") if isinstance(e.value, Person))
    return Question("other", films, people, clause.text.strip()) if films or people else None


def _subjects(
    clause: Clause, session: Session, catalog: Catalog, *, relation: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people = tuple(e.value.name for e in clause.of("person") if isinstance(e.value, Person))
    films = clause.films or nth(clause.words, session)
    if relation == "compare":
        return _compared(clause, session), people
    if relation in ("filmography", "count"):
        if people or not re.search(
            r"\b(?:he|she|they|him|her|them|director|actor|actress|writer|guy|woman|man)\b", clause.words
        ):
            return films, people
        return (), _person_meant(clause, session, catalog)
    if relation == "why_not":
        return films, people
    return films or pointed(clause, session, catalog) or talked_about(session), people


def _compared(clause: Clause, session: Session) -> tuple[str, ...]:
    """The film compared and the one it is compared with."""
    there = tuple(dict.fromkeys((*nth(clause.words, session), *clause.films)))
    if len(there) >= 2:
        return there
    if not there and re.search(r"\bwhich\b", clause.words):
        return session.last
    return tuple(dict.fromkeys((*talked_about(session), *there)))


def _person_meant(clause: Clause, session: Session, catalog: Catalog) -> tuple[str, ...]:
    """Whom "she" or "the director" means: of the film talked about, the one in the role spoken of."""
    asked = [act for turn in session.turns[-2:] for act in turn.acts if isinstance(act, Question)]
    named = [act.people for act in asked if act.people]
    if named:
        return named[-1][:1]
    films = [film for act in asked for film in act.films][-1:] or list(
        pointed(clause, session, catalog) or talked_about(session)
    )
    if not films or catalog.row(films[0]) is None:
        return ()
    movie = catalog.movie(films[0])
    directing = re.search(r"\b(?:direct\w*|made|make|shot|shoot|filmed)\b", clause.words)
    writing = re.search(r"\b(?:wr[io]te\w*|written)\b", clause.words)
    acting = re.search(r"\b(?:star\w*|act\w*|play\w*|been in|in)\b", clause.words)
    relations = [act.relation for act in asked]
    if writing or (not directing and not acting and "writer" in relations):
        return movie.writers[:1]
    if directing or not acting or "director" in relations:
        return movie.directors[:1]
    return movie.actors[:1]


def _why_films(clause: Clause, session: Session) -> tuple[str, ...]:
    return clause.films or nth(clause.words, session) or ((session.focus,) if session.focus else session.last)


_DESCRIBES = re.compile(
    r"\b(?:what(?:'s| is| was| were)|which (?:is|was)|name|remember|think of|thinking of|recall|know) (?:the |that |this )(?:name of (?:the |that |this )|title of (?:the |that |this ))?(?:[\w-]+ ){0,3}?(?:movie|one|GENRE)(?: (?:with|about|where|in which|that|when|who|whose|starring|from|called|set|i|having|featuring|based)|$)"
    r"|\b(?:what|which) movie (?:has|had|was|is|features|featured|involves|did|does|am i|shows)\b(?! (?:good|best|worth|on\b|your|you|a good|it\b|that\b|the best|next|similar))"
    r"|\b(?:can't|cannot|don't|can not|couldn't) (?:quite )?(?:remember|recall|think of)\b|\btrying to (?:remember|recall|think of|figure out|identify)\b|\btip of my tongue\b|\bforgot (?:the |its |what )|\bforgotten the\b"
    r"|\bthere (?:is|was)|\bthere's (?:this|a|that) (?:old )?movie\b|\bmovie i (?:saw|watched|once saw)\b.*\b(?:where|about|with|when)\b|\b(?:i saw|i watched|i once saw|remember seeing) (?:a|this|some|an)\b.*\bmovie\b.*\b(?:where|about|with|when|in which)\b"
    r"|\b(?:the|that) (?:movie|one) (?:where|in which|when)\b|\bwhat was it called\b|\bname that movie\b|\bwhat movie is (?:this|it|that)\b"
)
_THERE = re.compile(r"\bthere (?:is|was) (?:this|a|that|some) (?:[\w-]+ )?(?:movie|one)\b|\bthere's (?:this|a|that)\b")


def describes(said: str) -> bool:
    """Whether a message describes a film whose name the user has forgotten."""
    hit = _DESCRIBES.search(said)
    if not hit:
        return False
    return not hit[0].startswith("there") or bool(_THERE.search(said))
