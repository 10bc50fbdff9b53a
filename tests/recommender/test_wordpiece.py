"""Do texts fall into the pieces that BERT's tokenizer makes of them?"""

from hypothesis import given
from hypothesis import strategies as st

from recommender.encoders import SHIPPED
from recommender.wordpiece import WordPiece, words

SHELF = ["un", "##aff", "##able", "the", "cafe", "'", "s", "!", "house", "##s", "-", "hous", "##e"]
PIECES = WordPiece({piece: place for place, piece in enumerate(SHELF)})


def pieces(text: str) -> list[str]:
    return [SHELF[place] for place in PIECES.ids(text)]


def test_the_longest_known_piece_comes_first():
    assert pieces("unaffable houses") == ["un", "##aff", "##able", "house", "##s"]


def test_case_accents_and_punctuation():
    assert pieces("The CAFÉ's!") == ["the", "cafe", "'", "s", "!"]


def test_a_word_that_cannot_be_built_leaves_nothing():
    assert pieces("the unknowable café") == ["the", "cafe"]


def test_a_monstrous_word_is_unknown():
    assert PIECES.ids("house" + "s" * 200) == []


def test_control_characters_vanish_and_strange_spaces_part():
    assert words("a\u200bb\u00a0c\x00d\te") == ["ab", "cd", "e"]


def test_the_shipped_vocabulary_cuts_as_the_teacher_does():
    """What the teacher's own tokenizer gave for these words."""
    vocabulary = (SHIPPED / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    shipped = WordPiece({piece: place for place, piece in enumerate(vocabulary)})
    assert [vocabulary[place] for place in shipped.ids("Tokenization of embeddings")] == KNOWN


KNOWN = ["token", "##ization", "of", "em", "##bed", "##ding", "##s"]


@given(st.text())
def test_any_text_is_cut_the_same_twice(text: str):
    assert PIECES.ids(text) == PIECES.ids(text)
    assert PIECES.ids(text) == PIECES.ids(text.lower())
