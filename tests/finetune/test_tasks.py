"""Do tasks split by group, hide what gives the answer away, read and score answers; does a linear model learn?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finetune import baselines, evaluate, scores
from finetune.methods import linear, words
from finetune.predict import predict
from finetune.task import Answer, Example, Split, divide, labelled, read_label
from finetune.tasks import collm, conversation, genre, like, rating, taste


@given(st.lists(st.text(max_size=5), max_size=40), st.integers(0, 9))
def test_no_group_is_on_two_sides(groups: list[str], seed: int) -> None:
    split = divide([Example("", "", "", group) for group in groups], seed)
    sides = [{one.group for one in side} for side in (split.train, split.valid, split.test)]
    assert sum(len(side) for side in sides) == len(set(groups))


def test_the_label_named_first_is_read() -> None:
    assert read_label("I would say Romance, maybe crime.", genre.LABELS) == "romance"
    assert read_label("no idea", genre.LABELS) == ""


def test_genre_words_are_masked() -> None:
    assert genre.mask("A fantasy family drama of criminals") == "A … … … of …"


def test_genre_films_have_one_label_and_are_split() -> None:
    split = genre.TASK.load(None, 3)
    tested = {one.group for one in split.test}
    assert len(split.test) > 250
    assert not tested & {one.group for one in split.train}
    assert {one.output for one in split.test} == set(genre.LABELS)
    with pytest.raises(ValueError, match="'sofa' is no genre"):
        genre.make(("sofa",))


def test_rating_bands() -> None:
    said = [rating.example("T", "s", ["drama"], 2000, mean=mean).output for mean in (5.4, 5.5, 6.9, 7.0)]
    assert said == ["bad", "average", "average", "good"]


@pytest.mark.parametrize("task", [rating.TASK, like.TASK, collm.TASK, collm.TALLREC, conversation.TASK])
def test_missing_data_is_said_clearly(task: object, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no .* in"):
        task.load(tmp_path, 1)  # type: ignore[attr-defined]


def test_auc_and_its_kin() -> None:
    gold = np.array([1, 0, 1, 0])
    assert scores.auc(gold, np.array([4.0, 1, 3, 2])) == 1.0
    assert scores.auc(gold, np.ones(4)) == 0.5
    assert scores.balanced_accuracy(np.array([0, 0, 0, 1]), np.zeros(4, dtype=int), 2) == 0.5
    low, high = scores.figure(scores.accuracy, np.array([1.0, 0, 1, 1]))[1:]
    assert 0 <= low <= 0.75 <= high <= 1


def test_collm_rows_become_numbers(tmp_path: Path) -> None:
    rows = [
        {"uid": u, "iid": i, "label": int((u + i) % 3 > 0), "timestamp": 10 * i + u, "title": f"Heat ({1990 + i})",
         "his": [0], "his_title": [""]} for u in range(1, 6) for i in range(1, 12)
    ]  # fmt: skip
    (tmp_path / "collm-ml1m").mkdir()
    for name, part in (("train", rows[:45]), ("valid", rows[45:])):
        with gzip.open(tmp_path / "collm-ml1m" / f"{name}_ood2.jsonl.gz", "wt") as file:
            file.write("\n".join(json.dumps(row) for row in part))
    split = collm.TASK.load(tmp_path, 1)
    assert len(split.test) == 10
    assert {len(one.numbers) for one in (*split.train, *split.test)} == {len(collm.FEATURES)}


def test_like_leaves_a_viewers_own_stars_out() -> None:
    ratings = [like.Rating(user, film, 5 if user == 1 else 1, 0) for user in (1, 2) for film in (1, 2)]
    crowd = like.Crowd.of(ratings, 2)
    assert crowd.rated(1, without=5) < crowd.rated(1)


def test_conversation_reads_acts() -> None:
    ask = Example("Ask", "User: hi", "Old or new?", "p", facts={"kind": "ask", "slot": "era", "titles": []})
    film = Example("R", "1. Heat (1995)\n2. Ronin (1998)", "Heat (1995) it is.", "p",
                   facts={"kind": "recommend", "slot": "", "titles": ["Heat (1995)", "Ronin (1998)"]})  # fmt: skip
    assert conversation.right(ask, "Old or new?") and not conversation.right(ask, "Who is watching?")
    assert conversation.right(film, "Try Heat (1995).") and not conversation.right(film, "Try Ronin (1998).")
    found = conversation.score([film], [Answer("Try Casino (1995).")])
    assert found["foreign titles"][0] == 1.0 and found["foreign after guard"][0] == 0.0


def test_sparse_rows_times_a_matrix() -> None:
    counted = [words.counts("a red fox"), words.counts(""), words.counts("a red hen")]
    rows = words.rows(counted, words.rarity(counted))
    dense = np.zeros((3, words.SIZE))
    for place in range(3):
        here = slice(rows.starts[place], rows.starts[place + 1])
        dense[place, rows.columns[here]] = rows.values[here]
    matrix = np.random.default_rng(0).normal(size=(words.SIZE, 2))
    assert np.allclose(rows.times(matrix), dense @ matrix, atol=1e-5)


def test_linear_learns_words_and_numbers_and_is_the_same_from_file(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    rows = [Example("", f"{'sword dragon' if n % 2 else 'kiss wedding'} {n}", ("romance", "fantasy")[n % 2], str(n),
                    numbers=(float(n % 5), float("nan") if n % 7 == 0 else 1.0)) for n in range(80)]  # fmt: skip
    rows += [Example("", "sword", "", "x", numbers=(), hints=())]
    split = Split(tuple(rows[:60]), (), tuple(rows[60:80]))
    model = linear.fit(genre.make(("romance", "fantasy")), split, tmp_path)
    again = linear.load(tmp_path / "linear.npz")
    assert [one.text for one in model.answer(split.test)] == [one.output for one in split.test]
    assert [one.text for one in again.answer(split.test)] == [one.output for one in split.test]
    assert len(labelled(rows)) == 80


def test_the_table_has_the_trivial_rows() -> None:
    split = genre.TASK.load(None, 3)
    short = Split(split.train, split.valid, split.test[:20])
    drawn = evaluate.table(evaluate.compare(genre.TASK, short, {"ours": baselines.majority(short)}), 20)
    assert "majority class" in drawn and "ours" in drawn and "n = 20" in drawn


def test_shipped_predictors() -> None:
    heist = "A wizard's apprentice must carry an enchanted sword past a dragon to break the curse on the kingdom."
    assert predict("genre", {"summary": heist}).text == "fantasy"
    said = predict("rating", {"title": "X", "summary": heist, "genres": ["horror"], "year": 2010})
    assert said.text in rating.LABELS and abs(sum(said.weights.values()) - 1) < 1e-6
    movies = {movie.id: movie for movie in collm.catalogue_by_name().values()}
    fans = {"heat-1995": 5.0, "casino-1995": 5.0, "mean-girls-2004": 1.0}
    like_crime = predict("like", {"rated": fans, "film": "goodfellas-1990", "movies": movies}).weights["Yes"]
    like_teens = predict("like", {"rated": fans, "film": "clueless-1995", "movies": movies}).weights["Yes"]
    assert like_crime > like_teens
    with pytest.raises(ValueError, match="'sofa' is no task"):
        predict("sofa", {})
    with pytest.raises(ValueError, match="needs the input 'summary'"):
        predict("genre", {})


def test_made_up_viewers_are_the_same_for_the_same_seed() -> None:
    movies = collm.catalogue_by_name().values()
    assert movies and taste.LABELS == like.LABELS
