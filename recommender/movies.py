"""What is a film, and what is a recommendation of one?"""

from __future__ import annotations

from dataclasses import dataclass, field

AXES = (
    "funny", "dark", "scary", "romantic", "tense", "action",
    "thoughtful", "feel_good", "sad", "weird", "violent", "sexual",
)  # fmt: skip
"""The tone axes, in the order of `Movie.tone`."""

GENRES = (
    "action", "adventure", "animation", "biography", "comedy", "crime", "documentary", "drama", "family", "fantasy",
    "film-noir", "history", "horror", "music", "musical", "mystery", "romance", "sci-fi", "sport", "thriller",
    "war", "western",
)  # fmt: skip

CERTIFICATES = ("G", "PG", "PG-13", "R", "NC-17")
"""US ratings from harmless to adult. A film without one is not harmless: it passes no age cap."""


@dataclass(frozen=True, slots=True)
class Role:
    """One line of a cast list; `character` may be unknown."""

    name: str
    character: str | None = None


@dataclass(frozen=True, slots=True)
class Movie:
    """One film. `id` is a slug of title and year; fields without a default are always known.

    `countries` are ISO 3166-1 alpha-2 codes, `languages` English names, `runtime` minutes, `cast` in billing
    order, `tone` one value 0..4 per axis of `AXES`, `like` ids of films to watch next, `fame` 1 (obscure) to 5
    (everybody knows it), `acclaim` 1 (notorious failure) to 5 (classic), `aliases` other names people type for it.
    `ending` is a spoiler: shown on request only.
    """

    id: str
    title: str
    year: int
    genres: tuple[str, ...]
    runtime: int | None = None
    original_title: str | None = None
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    certificate: str | None = None
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    cast: tuple[Role, ...] = ()
    franchise: str | None = None
    synopsis: str = ""
    ending: str = ""
    keywords: tuple[str, ...] = ()
    setting: str = ""
    tone: tuple[int, ...] = (0,) * len(AXES)
    like: tuple[str, ...] = ()
    fame: int = 1
    acclaim: int = 3
    aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(role.name for role in self.cast)

    def feels(self, axis: str) -> int:
        """Value 0..4 of one tone axis."""
        return self.tone[AXES.index(axis)]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A film, why, and the weighted terms that add up to its score.

    `forecast` is what the person would give it, 0.5 to 5 stars, with the ends of the interval that holds 80 of 100
    ratings; None when too little is known of them.
    """

    movie: Movie
    score: float
    reasons: tuple[str, ...] = ()
    terms: dict[str, float] = field(default_factory=dict)
    forecast: tuple[float, float, float] | None = None
