"""How is what a path found put into a sentence, with its sources?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.dialogue.acts import Answer
from bot.dialogue.phrases import COUNTRIES, GRADES, MORE, listed
from bot.knowledge.graph import FilmGraph, Test
from bot.knowledge.paths import Best, Both, Films, Follow, Kept, Named, Others, Path, find

MANY = 12
"""Names listed at most in one answer."""

FIELDS = {
    "director": "directors", "writer": "writers", "actor": "cast", "any": "people", "year": "year",
    "language": "languages", "genre": "genres", "tag": "keywords", "runtime": "runtime", "certificate": "certificate",
    "country": "countries", "franchise": "franchise", "setting": "setting", "character": "cast",
    "rating": "certificate", "votes": "fame",
}  # fmt: skip
"""The field of a film that a relation is read from."""

_NOUNS = {
    "director": ("director", "directors"), "writer": ("writer", "writers"), "actor": ("actor", "actors"),
    "year": ("year", "years"), "language": ("language", "languages"), "genre": ("genre", "genres"),
    "tag": ("keyword", "keywords"), "runtime": ("running time", "running times"), "country": ("country", "countries"),
    "certificate": ("rating", "ratings"), "franchise": ("series", "series"), "setting": ("setting", "settings"),
    "character": ("character", "characters"), "rating": ("rating", "ratings"), "votes": ("fame", "fame"),
}  # fmt: skip
_BACK = {
    "director": "directed by", "writer": "written by", "actor": "with", "any": "with or by", "genre": "of the genre",
    "language": "in", "country": "from", "tag": "about", "year": "from", "franchise": "of the series",
}  # fmt: skip
_MOST = {
    ("runtime", True): "longest", ("runtime", False): "shortest", ("year", True): "newest", ("year", False): "earliest",
    ("acclaim", True): "most acclaimed", ("acclaim", False): "least acclaimed", ("fame", True): "best known",
    ("fame", False): "least known",
}  # fmt: skip


def say(path: Path, found: Counter[str], graph: FilmGraph, *, counted: bool = False) -> Answer:
    """What was found, in words that repeat how the question was read."""
    if not found:
        return Answer(f"My catalogue has no {_none(path, graph)}.", known=False)
    if isinstance(path, Best):
        return _extreme(path, found, graph)
    if path.kind == "film":
        return _films(path, found, graph)
    return _values(path, found, graph, counted=counted)


def phrase(path: Path, graph: FilmGraph, *, many: bool = True) -> str:
    """A path as a noun phrase: "films directed by the director of Heat (1995)"."""
    match path:
        case Named(names, kind, every):
            shown = [str(graph.catalog.movie(name)) if kind == "film" else name for name in names]
            return listed(shown, "and" if every else "or")
        case Films():
            return "films" if many else "film"
        case Follow(source, relation, True):
            return f"{'films' if many else 'film'} {_BACK.get(relation, 'with')} {_inner(source, graph)}"
        case Follow(source, relation):
            return f"{_NOUNS[relation][1 if many else 0]} of {_inner(source, graph)}"
        case Both(one, other):
            also = phrase(other, graph, many=many).partition(" ")[2]
            return f"{phrase(one, graph, many=many)} and {also}"
        case Others(source):
            return f"other {phrase(source, graph, many=many)}"
        case Kept(source, tests):
            return f"{phrase(source, graph, many=many)} {tested(tests)}"
        case Best(source, measure, most):
            return f"{superlative(measure, most)} {phrase(source, graph, many=many)}"


def _inner(path: Path, graph: FilmGraph) -> str:
    """A phrase inside another: "the director of ..." where there is only one."""
    if isinstance(path, Follow) and not path.back:
        one = len(find(path, graph)) == 1
        return f"the {phrase(path, graph, many=not one)}"
    return f"the {phrase(path, graph, many=False)}" if isinstance(path, Best) else phrase(path, graph)


def superlative(measure: str, most: bool) -> str:
    """The word for the end of a measure."""
    return _MOST.get((measure, most)) or f"most {MORE[measure]}"


def tested(tests: Sequence[Test]) -> str:
    """Tests in words: "from 1990 to 1999, in French"."""
    said = [_test(test) for test in tests if test[0] not in ("year", "runtime")]
    for relation, unit in (("year", ""), ("runtime", " minutes")):
        ends = {sign: value for field, sign, value in tests if field == relation}
        low, high = ends.get(">=") or ends.get("="), ends.get("<=") or ends.get("=")
        if low and high:
            said.append(f"from {low}{unit}" if low == high else f"from {low} to {high}{unit}")
        elif low or high:
            said.append(f"from {low}{unit} on" if low else f"up to {high}{unit}")
    return ", ".join(said)


def _test(test: Test) -> str:
    relation, _, value = test
    word = COUNTRIES.get(value, value) if relation == "country" else value
    return {"genre": f"({word})", "certificate": f"rated {word}"}.get(relation, f"{_BACK.get(relation, 'with')} {word}")


def _none(path: Path, graph: FilmGraph) -> str:
    return phrase(path, graph, many=False)


def _films(path: Path, found: Counter[str], graph: FilmGraph) -> Answer:
    shown = [
        graph.catalog.movie(film) for film in sorted(found, key=lambda film: graph.number(film, "year") or 0)[:MANY]
    ]
    more = f" and {len(found) - MANY} more" if len(found) > MANY else ""
    text = f"{len(found)} {phrase(path, graph, many=len(found) > 1)}: {', '.join(map(str, shown))}{more}."
    field = FIELDS.get(_last(path), "facts")
    return Answer(text, tuple(f"{movie.id}: {field}" for movie in shown), tuple(movie.id for movie in shown))


def _extreme(path: Best, found: Counter[str], graph: FilmGraph) -> Answer:
    pool = find(path.source, graph)
    movies = sorted((graph.catalog.movie(film) for film in found), key=lambda movie: (-movie.fame, movie.year))[:MANY]
    word = superlative(path.measure, path.most)
    are = "is" if len(movies) == 1 else "are"
    value = _measured(graph.number(movies[0].id, path.measure), path.measure)
    one, several = phrase(path.source, graph, many=False), phrase(path.source, graph)
    scope = f"the {word} of {len(pool)} {several}" if len(pool) > 1 else f"the only {one}"
    text = f"{listed([str(movie) for movie in movies])} {are} {scope}{value}."
    return Answer(text, tuple(f"{movie.id}: {path.measure}" for movie in movies), tuple(movie.id for movie in movies))


def _measured(number: int | None, measure: str) -> str:
    if measure == "runtime":
        return f", at {number} minutes"
    return f" ({GRADES[number]} {MORE[measure]})" if measure in MORE and number is not None else ""


def _values(path: Path, found: Counter[str], graph: FilmGraph, *, counted: bool) -> Answer:
    relation = _last(path)
    names = sorted(found) if relation == "year" else [name for name, _ in found.most_common()]
    shown = [_shown(name, relation) for name in names[:MANY]]
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    head = phrase(path, graph, many=len(names) > 1)
    number = f"{len(names)} " if counted else ""
    text = f"{number}{head}: {', '.join(shown)}{more}."
    films = _where(path, relation, set(names[:MANY]), graph)
    return Answer(text[0].upper() + text[1:], tuple(f"{film}: {FIELDS[relation]}" for film in films), tuple(films))


def _shown(value: str, relation: str) -> str:
    if relation == "country":
        return COUNTRIES.get(value, value)
    return f"{value} minutes" if relation == "runtime" else value


def _where(path: Path, relation: str, names: set[str], graph: FilmGraph) -> list[str]:
    """Films that the values were read from."""
    source = path.source if isinstance(path, Follow | Others) else path
    while isinstance(source, Follow | Others) and source.kind != "film":
        source = source.source
    if source.kind != "film":
        return []
    return [film for film in find(source, graph) if names & set(graph.values(film, relation))][:MANY]


def _last(path: Path) -> str:
    """The relation that a path followed last."""
    while not isinstance(path, Named | Films):
        if isinstance(path, Follow):
            return path.relation
        path = path.one if isinstance(path, Both) else path.source
    return ""
