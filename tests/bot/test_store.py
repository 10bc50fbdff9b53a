"""An acknowledged turn stays, two writers lose nothing, and a forgotten user leaves no trace."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.codec import decode
from bot.dialogue.acts import Like
from bot.dialogue.session import Session, Turn
from bot.store import RECENT, Conflict, SQLiteStore
from recommender.preferences import Preferences
from tests.sessions import sessions

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from bot.dialogue.session import Turn
from bot.store import Conflict, SQLiteStore
path, session, name, count = sys.argv[1:]
store = SQLiteStore(Path(path))
for number in range(int(count)):
    while True:
        one = store.load(session)
        said = f"{name}-{number}"
        profile = replace(one.profile, seen=one.profile.seen | {said})
        try:
            store.save(replace(one, profile=profile, shown=(*one.shown, said), turns=(*one.turns, Turn(said))))
            break
        except Conflict:
            pass
    print(said, flush=True)
"""


def writer(path: Path, session: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), session, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def told(store: SQLiteStore, session: str) -> list[str]:
    found = [one for one in store.export()["sessions"] if one["id"] == session]
    return [decode(turn).text for turn in found[0]["turns"]] if found else []


def add(store: SQLiteStore, text: str, session: str = "s", user: str = "me") -> Session:
    one = store.load(session, user)
    profile = replace(one.profile, seen=one.profile.seen | {text})
    longer = replace(one, profile=profile, shown=(*one.shown, text), turns=(*one.turns, Turn(text, (Like((text,)),))))
    store.save(longer)
    return longer


@settings(max_examples=30, deadline=None)
@given(sessions(), sessions())
def test_whatever_is_saved_is_loaded_by_the_next_process(first: Session, second: Session) -> None:
    shared = SQLiteStore(":memory:")
    for session in (first, replace(second, id=first.id, user=first.user)):
        shared.load(session.id, session.user)
        shared.save(session)
        assert shared.load(session.id, session.user) == session
        shared._kept.clear()
        assert shared.load(session.id, session.user) == session


def test_a_long_session_loads_its_newest_turns_and_exports_them_all(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "s.sqlite3")
    for number in range(100):
        add(store, str(number))
    for again in (store, SQLiteStore(tmp_path / "s.sqlite3")):
        session = again.load("s")
        assert [turn.text for turn in session.turns] == [str(number) for number in range(100 - RECENT, 100)]
        assert len(session.shown) == 100
        assert told(again, "s") == [str(number) for number in range(100)]


def test_turns_taken_away_are_gone(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "s.sqlite3")
    for number in range(40):
        add(store, str(number))
    session = store.load("s")
    store.save(replace(session, turns=(*session.turns[:-5], Turn("new")), shown=session.shown[:3]))
    assert told(store, "s") == [*map(str, range(35)), "new"]
    assert SQLiteStore(tmp_path / "s.sqlite3").load("s").shown == ("0", "1", "2")


def test_the_profile_is_shared_by_the_sessions_of_a_user_only(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "s.sqlite3")
    add(store, "heat", session="monday")
    assert store.load("tuesday").profile == Preferences(seen=frozenset({"heat"}))
    assert store.load("monday", "you") == Session("monday", "you")
    add(store, "ran", session="tuesday")
    assert store.sessions() == ("tuesday", "monday") and store.sessions("you") == ()


@pytest.mark.parametrize("elsewhere", ["s", "another session"])
def test_a_save_over_what_was_changed_elsewhere_is_a_conflict(tmp_path: Path, elsewhere: str) -> None:
    store, other = SQLiteStore(tmp_path / "s.sqlite3"), SQLiteStore(tmp_path / "s.sqlite3")
    stale = store.load("s")
    add(other, "first", session=elsewhere)
    with pytest.raises(Conflict):
        store.save(replace(stale, turns=(Turn("late"),)))
    add(store, "late")
    assert told(store, "s")[-1:] == ["late"] and store.load("s").profile.seen == {"first", "late"}


def test_a_save_without_a_load_is_a_conflict(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "s.sqlite3")
    session = add(store, "one")
    with pytest.raises(Conflict):
        store.save(session)


def test_threads_lose_nothing() -> None:
    store = SQLiteStore(":memory:")

    def work(name: str) -> None:
        for number in range(20):
            while True:
                try:
                    add(store, f"{name}{number}")
                    break
                except Conflict:
                    pass

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(told(store, "s")) == 40 == len(store.load("s").profile.seen)


@pytest.mark.parametrize("shared", [True, False])
def test_two_processes_lose_nothing(tmp_path: Path, shared: bool) -> None:
    path, names = tmp_path / "s.sqlite3", ("a", "b")
    running = [writer(path, "s" if shared else name, name, 40) for name in names]
    assert all(one.wait(60) == 0 for one in running)
    store = SQLiteStore(path)
    expected = {f"{name}-{number}" for name in names for number in range(40)}
    assert {text for session in store.sessions() for text in told(store, session)} == expected
    assert store.load("s").profile.seen == expected


def test_acknowledged_turns_outlive_a_kill(tmp_path: Path) -> None:
    path, acknowledged = tmp_path / "s.sqlite3", []
    for attempt in range(8):
        process = writer(path, "s", f"run{attempt}", 100_000)
        assert process.stdout is not None
        acknowledged.append(process.stdout.readline().strip())
        time.sleep(0.01 * attempt)
        process.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.wait(10)
        process.stdout.close()
    store = SQLiteStore(path)
    known = told(store, "s")
    assert set(acknowledged) <= set(known) and len(known) == len(set(known))
    assert store.load("s").profile.seen == set(known) == set(store.load("s").shown)
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_forgotten_user_leaves_no_trace_in_the_files(tmp_path: Path) -> None:
    store, idle = SQLiteStore(tmp_path / "s.sqlite3"), SQLiteStore(tmp_path / "s.sqlite3")
    for number in range(50):
        add(store, f"zanzibar-{number}", user="me")
    add(store, "mine", user="you")
    idle.load("s")
    store.forget("me")
    assert b"zanzibar" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert store.export("me") == {"user": "me", "profile": {"kind": "Preferences"}, "sessions": []}
    assert idle.load("s") == Session("s") and store.load("s", "you").profile.seen == {"mine"}
    add(idle, "again")
    assert store.load("s").shown == ("again",)


def test_the_export_can_be_read_back(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "s.sqlite3")
    session = add(store, "heat")
    exported = store.export()
    assert decode(exported["profile"]) == session.profile
    assert decode(exported["sessions"][0]["turns"]) == session.turns
    assert decode(exported["sessions"][0]["state"]).shown == session.shown


@pytest.mark.parametrize("content", [b"this is no database" * 100, None])
def test_a_file_that_is_no_store_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "s.sqlite3"
    if content is None:
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 99")
    else:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=r"s\.sqlite3"):
        SQLiteStore(path)


def test_only_the_user_can_read_the_file(tmp_path: Path) -> None:
    SQLiteStore(tmp_path / "new" / "s.sqlite3")
    assert (tmp_path / "new" / "s.sqlite3").stat().st_mode & 0o077 == 0
