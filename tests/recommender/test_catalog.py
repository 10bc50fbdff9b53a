"""Is what is read from the folder what was put in, and is a bad folder found out?"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from recommender.catalog import FIELDS, UNRATED
from recommender.movies import CERTIFICATES, Movie
from recommender.recommend import Recommender, build
from recommender.records import pack, unpack
from tests.fakes import HashingEncoder
from tests.recommender.films import FILMS, IDS, opened


def test_a_film_comes_back_as_it_was(small: Recommender) -> None:
    assert [small.catalog.movie(row) for row in range(60)] == list(FILMS)
    assert [small.catalog.movie(film) for film in IDS] == list(FILMS)
    assert list(small.catalog.movies()) == list(FILMS)


def test_a_bare_film_survives_the_record() -> None:
    movie = Movie("it-2017", "It", 2017, ())
    assert unpack(pack(movie)) == movie


def test_unknown_films_are_none_or_key_error(small: Recommender) -> None:
    assert small.catalog.row("nothing-1900") is None
    for unknown in ("nothing-1900", 60):
        with pytest.raises(KeyError):
            small.catalog.movie(unknown)


def test_columns_hold_one_value_per_film(small: Recommender) -> None:
    columns = small.catalog.columns
    assert columns.year.tolist() == [movie.year for movie in FILMS]
    assert columns.runtime.tolist() == [movie.runtime or 0 for movie in FILMS]
    assert columns.tone.tolist() == [list(movie.tone) for movie in FILMS]
    expected = [CERTIFICATES.index(movie.certificate) if movie.certificate else UNRATED for movie in FILMS]
    assert columns.certificate.tolist() == expected


@pytest.mark.parametrize("field", FIELDS)
def test_rows_agree_with_the_films(small: Recommender, field: str) -> None:
    plural = {"country": "countries", "franchise": "franchise"}.get(field, field + "s")
    for value, count in small.catalog.values(field).items():
        expected = [row for row, movie in enumerate(FILMS) if value in (getattr(movie, plural) or ())]
        if field == "franchise":
            expected = [row for row, movie in enumerate(FILMS) if movie.franchise == value]
        assert small.catalog.rows(field, value).tolist() == expected
        assert count == len(expected)
    assert small.catalog.rows(field, "nobody").tolist() == []


def test_a_films_weights_are_a_unit_vector(small: Recommender) -> None:
    for row, movie in enumerate(FILMS):
        found = [small.catalog.weighed("actor", name) for name in dict.fromkeys(movie.actors)]
        squares = [float(weights[rows.tolist().index(row)]) ** 2 for rows, weights in found]
        assert sum(squares) == pytest.approx(1, abs=1e-5)


def test_an_unknown_field_is_an_error(small: Recommender) -> None:
    with pytest.raises(ValueError, match="colour"):
        small.catalog.values("colour")


def test_threads_read_the_same(tmp_path: Path) -> None:
    catalog = opened(tmp_path).catalog
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(catalog.movie, IDS * 20)) == list(FILMS) * 20


def test_two_films_of_one_id_are_refused_and_leave_the_old_folder(tmp_path: Path) -> None:
    opened(tmp_path)
    with pytest.raises(ValueError, match="same id"):
        build([FILMS[0], replace(FILMS[1], id=FILMS[0].id)], tmp_path / "index", HashingEncoder())
    assert len(Recommender.open(tmp_path / "index", HashingEncoder()).catalog) == 60
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_rebuild_takes_the_place_of_the_old_folder(tmp_path: Path) -> None:
    opened(tmp_path)
    build(FILMS[:7], tmp_path / "index", HashingEncoder())
    assert len(Recommender.open(tmp_path / "index", HashingEncoder()).catalog) == 7


def test_no_films_at_all_is_a_catalogue_too(tmp_path: Path) -> None:
    build([], tmp_path / "index", HashingEncoder())
    assert len(Recommender.open(tmp_path / "index", HashingEncoder()).catalog) == 0


def test_a_damaged_folder_is_told(tmp_path: Path) -> None:
    opened(tmp_path)
    index = tmp_path / "index"
    year = index / "year.npy"
    year.write_bytes(year.read_bytes()[:-2])
    with pytest.raises(ValueError, match=r"year\.npy.*damaged"):
        Recommender.open(index, HashingEncoder())


def test_a_missing_or_foreign_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no readable index"):
        Recommender.open(tmp_path / "nowhere", HashingEncoder())
    opened(tmp_path)
    manifest = tmp_path / "index" / "manifest.json"
    for name, value in {"format": 0, "encoder": "other", "dimension": 3}.items():
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), name: value}))
        with pytest.raises(ValueError, match=name if name != "format" else "format 0"):
            Recommender.open(tmp_path / "index", HashingEncoder())
        build(FILMS[:3], tmp_path / "index", HashingEncoder())
