"""Does the check read every kind of list, find our films there and tell agreement from difference?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from data.catalogue.check import check, compare, find, fold, fold_name, main, table
from data.catalogue.references import READERS, Reference, metaqa, movielens, wikipedia_directors
from recommender.movies import Movie, Role

FOG = Movie(
    "fog-bank-1987", "The Fog Bank", 1987, ("drama",), 91,
    countries=("NO",), certificate="PG", directors=("Ada Holm",), cast=(Role("J.P. Lund"),), aliases=("Skodde",),
)  # fmt: skip
PERSON = {"director": ["Ada Holm"], "star": ["J. P. Lund"]}
TMDB = 'title,release_date,runtime,production_countries\nThe Fog Bank,1987-02-01,93.0,"[{""iso_3166_1"": ""SE""}]"\n'
LISTS = {
    "wikipedia/films_2016_directors.jsonl.gz": json.dumps(
        {"title": "Fog Bank", "year": 1988, "director": "Ada Holm and Bo Ek", "cast": None}
    ),
    "wikipedia/films_2023.jsonl.gz": json.dumps({"title": "The Fog Bank", "year": 1987, "cast": ["Someone Else"]}),
    "cmu/movie.metadata.tsv.gz": "1\t/m/1\tThe Fog Bank\t1987-02-01\t\t120.0\t{}\n2\t/m/2\tUndated\t\t\t\t{}\n",
    "redial/id2info.json.gz": json.dumps({"1": {"name": "The Fog Bank (1987)"} | PERSON, "2": {"name": "x"} | PERSON}),
    "metaqa/kb.txt.gz": "The Fog Bank|release_year|1987\nThe Fog Bank|directed_by|Ada Holm\nThe Fog Bank|has_tags|r\n",
    "tmdb5000/train.csv.gz": TMDB,
    "movielens-latest-small/movies.csv.gz": "movieId,title,genres\n1,\"Fog Bank, The (Skodde) (1987)\",Drama\n",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in LISTS.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()))
    return tmp_path


def test_the_lists_made_here_are_all_there_are() -> None:
    assert LISTS.keys() == READERS.keys()


def test_every_list_is_read_and_compared(folder: Path) -> None:
    found = {(finding.source, finding.fact): finding.agrees for finding in check([FOG], folder)}
    assert found == {
        ("wikipedia-2016", "year"): False, ("wikipedia-2016", "directors"): True,
        ("wikipedia-2023", "year"): True, ("wikipedia-2023", "actors"): False,
        ("cmu", "year"): True, ("cmu", "runtime"): False,
        ("redial", "year"): True, ("redial", "directors"): True, ("redial", "actors"): True,
        ("metaqa", "year"): True, ("metaqa", "directors"): True, ("metaqa", "certificate"): False,
        ("tmdb5000", "year"): True, ("tmdb5000", "runtime"): True, ("tmdb5000", "countries"): False,
        ("movielens", "year"): True,
    }  # fmt: skip


def test_the_table_counts_films_and_any_list_needs_one_that_agrees(folder: Path) -> None:
    rows = {tuple(row.split()[:-3]): row.split()[-3:] for row in table(check([FOG], folder)).splitlines()[1:]}
    assert rows["runtime", "(any", "list)"] == ["1", "1", "100.0"]
    assert rows["runtime", "cmu"] == ["1", "0", "0.0"]


def test_a_missing_list_is_said_and_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--data", str(tmp_path)])
    assert capsys.readouterr().out.count("not there, so not compared") == len(READERS)


def test_the_film_of_the_same_year_is_preferred_to_its_neighbours() -> None:
    entries = [Reference("x", "Fog Bank", 1986), Reference("x", "the FOG-bank", 1987), Reference("x", "Fogbank", 1988)]
    assert [entry.year for _, near in find([FOG], entries[::2]) for entry in near] == [1986]
    assert [entry.year for _, near in find([FOG], [*entries, Reference("x", "Fog Bank", 1987)]) for entry in near] == [
        1987
    ]


def test_a_film_is_found_under_its_alias() -> None:
    ((_, entries),) = find([FOG], [Reference("x", "Skodde", 1987)])
    assert entries


def test_of_two_films_of_one_name_the_one_that_agrees_is_ours() -> None:
    entries = [Reference("x", "Fog Bank", 1987, runtime=60), Reference("x", "Fog Bank", 1987, runtime=90)]
    assert all(finding.agrees for finding in compare(FOG, entries))


@pytest.mark.parametrize(
    ("one", "other"),
    [("The Thing", "thing"), ("Amélie", "AMELIE"), ("Fast & Furious", "Fast and Furious"), ("WALL·E", "Wall-E")],
)
def test_two_spellings_of_a_title_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J.J. Abrams", "J. J. Abrams"),
        ("Bong Joon-ho", "Joon-ho Bong"),
        ("Bong Joon-ho", "Bong Joon Ho"),
        ("Øre", "ore"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_an_article_behind_the_comma_returns_to_the_front(folder: Path) -> None:
    ((entry),) = movielens(folder / "movielens-latest-small/movies.csv.gz")
    assert entry.title == "The Fog Bank"


def test_several_people_in_one_text_are_taken_apart(folder: Path) -> None:
    ((entry),) = wikipedia_directors(folder / "wikipedia/films_2016_directors.jsonl.gz")
    assert entry.directors == ("Ada Holm", "Bo Ek")


def test_two_films_mixed_up_under_one_title_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "kb.txt.gz"
    path.write_bytes(gzip.compress(b"Fog|release_year|1987\nFog|release_year|2001\n"))
    assert list(metaqa(path)) == []
