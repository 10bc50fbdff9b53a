"""A session changes only by acts, and every turn can be taken back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.acts import Ask, Confirm, Critique, Dislike, Interview, Like, Restart, Seen, Tell, Undo, UserAct
from bot.dialogue.hearing import hear, say
from bot.dialogue.session import SERIES, Session, Turn, constraints, undoable
from recommender.preferences import Facets, Move, Person, Preferences
from tests.strategies import acts


def turn(session: Session, *said: UserAct) -> Session:
    """One whole turn, whose reply changes nothing."""
    return say(session, hear(session, said), Turn("...", tuple(said)), Confirm("undone"))


def wants(**facets: object) -> Preferences:
    return Preferences(wanted=Facets(**facets))  # type: ignore[arg-type]


COMEDY = Tell(wants(genres=("comedy",)))
NO_HORROR = Tell(Preferences(unwanted=Facets(genres=("horror",))))


@given(st.lists(acts, max_size=3), st.lists(acts, min_size=1, max_size=3))
def test_undo_takes_back_exactly_one_turn(earlier: list[UserAct], said: list[UserAct]) -> None:
    before = turn(Session("s"), *earlier)
    after = turn(turn(before, *said), Undo())
    assert after.wish == before.wish
    assert (after.focus, after.last, after.asked) == (before.focus, before.last, before.asked)
    assert after.profile.seen == before.profile.seen
    for side in ("wanted", "unwanted"):
        assert set(getattr(after.profile, side).films) == set(getattr(before.profile, side).films)


def test_undo_goes_back_turn_by_turn() -> None:
    session = turn(turn(turn(Session("s"), COMEDY), NO_HORROR), Undo())
    assert session.wish.wanted.genres == ("comedy",) and session.wish.unwanted.genres == ()
    session = turn(session, Undo())
    assert session.wish == Preferences()
    assert undoable(session) is None
    assert turn(session, Undo()).wish == Preferences()


def test_what_was_undone_can_be_said_again() -> None:
    session = turn(turn(turn(Session("s"), COMEDY), Undo()), NO_HORROR)
    assert turn(session, Undo()).wish == Preferences()


def test_wishes_add_up_and_opposites_replace() -> None:
    session = turn(Session("s"), COMEDY, NO_HORROR, Tell(wants(genres=("horror",))))
    assert session.wish.wanted.genres == ("comedy", "horror")
    assert session.wish.unwanted.genres == ()


def test_instead_replaces_only_what_is_spoken_of() -> None:
    session = turn(Session("s"), Tell(Preferences(wanted=Facets(genres=("comedy",)), runtime=(None, 100))))
    session = turn(session, Tell(wants(genres=("horror",)), instead=True))
    assert session.wish.wanted.genres == ("horror",) and session.wish.runtime == (None, 100)


def test_dropped_limits_go() -> None:
    session = turn(Session("s"), Tell(Preferences(years=(1990, 1999))), Tell(Preferences(), dropped=("years",)))
    assert session.wish.years == (None, None)


def test_likes_dislikes_and_seen_last() -> None:
    session = turn(Session("s"), Like(("heat-1995",)), Dislike(("cats-2019",), ("Ada Vale",)), Seen(("up-2009",)))
    fresh = turn(session, Restart())
    assert fresh.wish == Preferences()
    kept = constraints(fresh)
    assert kept.wanted.films == ("heat-1995",) and kept.unwanted.films == ("cats-2019",)
    assert kept.unwanted.people == (Person("Ada Vale"),) and kept.seen == {"up-2009"}


def test_liked_people_of_the_profile_do_not_limit_a_new_conversation() -> None:
    session = turn(turn(Session("s"), Like(people=("Ada Vale",))), Restart())
    assert constraints(session).wanted.people == ()


def test_seen_and_liked_or_not() -> None:
    session = turn(Session("s"), Seen(("up-2009",), liked=True), Seen(("cats-2019",), liked=False))
    assert session.profile.wanted.films == ("up-2009",) and session.profile.unwanted.films == ("cats-2019",)
    assert session.profile.seen == {"up-2009", "cats-2019"}


def test_a_critique_of_a_film_starts_from_that_film() -> None:
    session = turn(Session("s"), Tell(Preferences(wanted=Facets(films=("heat-1995",)), tone=(Move("funny", 1, 1),))))
    session = turn(session, Critique(Preferences(tone=(Move("violent", -1, high=2),)), film="ronin-1998"))
    assert session.wish.wanted.films == ("ronin-1998",)
    assert session.wish.tone == (Move("violent", -1, high=2),)


def test_the_same_move_twice_goes_further() -> None:
    funnier = Critique(Preferences(tone=(Move("funny", 1, low=2),)))
    assert turn(Session("s"), funnier, funnier).wish.tone == (Move("funny", 2, low=2),)


def test_a_question_that_was_put_is_not_put_again() -> None:
    session = say(Session("s"), Session("s"), Turn("hi"), Ask("era"))
    assert isinstance(session.pending, Ask)
    heard = hear(session, (COMEDY,))
    assert heard.asked == ("era",) and heard.pending is None


def test_the_interview_leaves_out_what_was_asked() -> None:
    session = hear(Session("s", asked=("era",)), (Interview(),))
    assert session.interview == tuple(slot for slot in SERIES if slot != "era")
