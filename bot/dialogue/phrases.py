"""How are wishes and films put into a few words?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.catalog import Catalog
from recommender.movies import Movie
from recommender.preferences import OPEN, Facets, Move, Preferences, Span

MORE = {
    "funny": "funny", "dark": "dark", "scary": "scary", "romantic": "romantic", "tense": "tense",
    "action": "full of action", "thoughtful": "thoughtful", "feel_good": "feel-good", "sad": "sad", "weird": "strange",
    "violent": "violent", "sexual": "sexy",
}  # fmt: skip
"""A tone axis as a word."""

COMPARED = {
    "funny": "funnier", "dark": "darker", "scary": "scarier", "romantic": "more romantic", "tense": "tenser",
    "action": "with more action", "thoughtful": "more thoughtful", "feel_good": "more feel-good", "sad": "sadder",
    "weird": "stranger", "violent": "more violent", "sexual": "sexier",
}  # fmt: skip
"""A tone axis as a comparative."""

GRADES = ("not at all", "a little", "noticeably", "very", "above all")
"""Tone values 0..4 in words."""

COUNTRIES = {
    "US": "the United States", "GB": "Britain", "FR": "France", "DE": "Germany", "CA": "Canada", "JP": "Japan",
    "IT": "Italy", "AU": "Australia", "ES": "Spain", "IN": "India", "HK": "Hong Kong", "KR": "South Korea",
    "CN": "China", "IE": "Ireland", "BE": "Belgium", "NZ": "New Zealand", "DK": "Denmark", "SE": "Sweden",
    "CZ": "the Czech Republic", "MX": "Mexico", "NL": "the Netherlands", "ZA": "South Africa", "PL": "Poland",
    "LU": "Luxembourg", "CH": "Switzerland", "TW": "Taiwan", "BR": "Brazil", "NO": "Norway", "HU": "Hungary",
    "AT": "Austria", "AR": "Argentina", "AE": "the Emirates", "IR": "Iran", "SU": "the Soviet Union",
    "RO": "Romania", "TH": "Thailand", "FI": "Finland", "RU": "Russia", "TR": "Turkey", "GR": "Greece",
    "BG": "Bulgaria", "CL": "Chile", "BA": "Bosnia", "ID": "Indonesia", "IS": "Iceland", "DZ": "Algeria",
    "CO": "Colombia", "SG": "Singapore", "SK": "Slovakia", "SN": "Senegal", "MT": "Malta", "LV": "Latvia",
    "BW": "Botswana", "PE": "Peru", "PH": "the Philippines", "RS": "Serbia", "SI": "Slovenia", "IL": "Israel",
    "SA": "Saudi Arabia", "MR": "Mauritania",
}  # fmt: skip


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def sentence(text: str) -> str:
    """With a capital first letter and a full stop; empty stays empty."""
    return f"{text[0].upper()}{text[1:]}." if text else ""


def hours(minutes: int | None) -> str:
    return f"{minutes} min" if minutes else "length unknown"


def in_words(preferences: Preferences, catalog: Catalog) -> tuple[str, ...]:
    """Every wish and limit as a phrase, what is wanted first."""
    return tuple(_phrases(preferences, catalog))


def titles(films: Sequence[str], catalog: Catalog) -> str:
    """Films by id as `Heat (1995) and Ronin (1998)`; ids that the catalogue lacks are left out."""
    return listed([str(catalog.movie(film)) for film in films if catalog.row(film) is not None])


def facts_line(movie: Movie) -> str:
    """`170 min · crime, drama · R · Michael Mann`."""
    parts = (hours(movie.runtime), ", ".join(movie.genres[:3]), movie.certificate or "", ", ".join(movie.directors[:2]))
    return " · ".join(part for part in parts if part)


def _phrases(preferences: Preferences, catalog: Catalog) -> Iterator[str]:
    wanted, unwanted = preferences.wanted, preferences.unwanted
    if wanted.films:
        yield f"like {titles(wanted.films, catalog)}"
    yield from (_move(move) for move in preferences.tone)
    yield from _facets(wanted, "")
    yield from (f"“{word}”" for word in wanted.keywords)
    yield from _spans(preferences)
    yield from _facets(unwanted, "no ")
    yield from (f"no “{word}”" for word in unwanted.keywords)
    if unwanted.films:
        yield f"not {titles(unwanted.films, catalog)}"
    if preferences.seen:
        yield f"nothing you have seen ({len(preferences.seen)} so far)"


def _facets(facets: Facets, no: str) -> Iterator[str]:
    both = "or" if facets.either else "and"
    if facets.genres:
        yield no + (listed(facets.genres, both) if not no else f", {no}".join(facets.genres))
    if facets.people:
        names = [f"{person.name}{_AS.get(person.role, '')}" for person in facets.people]
        yield f"{no or 'with '}{listed(names, both)}"
    if facets.languages:
        yield ("not " if no else "") + f"in {listed(facets.languages, 'or')}"
    if facets.countries:
        yield ("not " if no else "") + f"from {listed([COUNTRIES.get(c, c) for c in facets.countries], 'or')}"
    if facets.franchises:
        yield f"{no}{listed(facets.franchises, 'or')}"


_AS = {"director": " directing", "writer": " writing"}


def _spans(preferences: Preferences) -> Iterator[str]:
    if preferences.years != OPEN:
        yield _years(preferences.years)
    if preferences.runtime != OPEN:
        yield _minutes(preferences.runtime)
    if preferences.certificate:
        yield f"rated {preferences.certificate} at most"
    if preferences.fame:
        yield "well known" if preferences.fame > 0 else "lesser known"
    if preferences.acclaim:
        yield "well reviewed" if preferences.acclaim > 0 else "so bad it's good"


def _years(span: Span) -> str:
    low, high = span
    if low is None or high is None:
        return f"from {low} on" if high is None else f"up to {high}"
    if low == high:
        return f"from {low}"
    decade = high - low == 9 and low % 10 == 0
    return f"from the {low}s" if decade else f"from {low} to {high}"


def _minutes(span: Span) -> str:
    low, high = span
    if low is None or high is None:
        return f"at least {low} minutes" if high is None else f"at most {high} minutes"
    return f"{low} to {high} minutes"


def _move(move: Move) -> str:
    word = MORE[move.axis]
    if move.delta >= 3:
        return f"very {word}"
    if move.delta > 0:
        return word if move.delta > 1 else COMPARED[move.axis]
    return f"not {word}" if move.delta < -1 else f"less {word}"
