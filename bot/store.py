"""How do conversations outlive the program, and how does one user's trace vanish?

One SQLite file. A session's state, its turns and the films it showed stand in tables of their own, so that a turn
costs the same in a session of two turns and of two thousand; the profile stands once per user.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from bot.codec import dumps, encode, loads
from bot.dialogue.session import Session, Turn
from recommender.preferences import Preferences

RECENT = 30
"""Turns that are loaded with a session; older ones stay in the file."""

SCHEMA = 1

_TABLES = """
CREATE TABLE IF NOT EXISTS clock (now INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS profiles (user TEXT PRIMARY KEY, body TEXT NOT NULL, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (user TEXT, id TEXT, body TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (user, id));
CREATE TABLE IF NOT EXISTS turns (user TEXT, id TEXT, number INTEGER, body TEXT NOT NULL,
    PRIMARY KEY (user, id, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown (user TEXT, id TEXT, number INTEGER, film TEXT NOT NULL,
    PRIMARY KEY (user, id, number)) WITHOUT ROWID;
INSERT INTO clock SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM clock);
"""


_Key: TypeAlias = tuple[str, str]
"""User and session id."""


class Conflict(Exception):  # noqa: N818 - it is no fault of anybody
    """Somebody else saved this session or profile after it was loaded: load again and replay the turn."""


class SessionStore(Protocol):
    """Where sessions are kept. `save` takes a session that the same thread loaded, once per load."""

    def load(self, session_id: str, user: str = "me") -> Session: ...
    def save(self, session: Session) -> None: ...
    def sessions(self, user: str = "me") -> tuple[str, ...]: ...
    def export(self, user: str = "me") -> dict[str, Any]: ...
    def forget(self, user: str = "me") -> None: ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A session as it was read: the versions of its rows, and how many of its turns are older than those it holds."""

    session: Session
    version: int = 0
    profile_version: int = 0
    older: int = 0


class SQLiteStore:
    """Sessions in one SQLite file, which several processes may hold open; ":memory:" remembers nothing."""

    def __init__(self, path: Path | str) -> None:
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
        self._lock = threading.RLock()
        self._open = threading.local()
        self._kept: dict[_Key, _Loaded] = {}
        try:
            self._db = _connect(path)
        except sqlite3.DatabaseError as error:
            raise ValueError(f"{path} cannot be used as the store: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def load(self, session_id: str, user: str = "me") -> Session:
        """The session with its newest turns and the user's profile; an unknown one is new."""
        key = (user, session_id)
        with self._lock:
            loaded = self._current(key)
            _remember(self._kept, key, loaded)
        _remember(self._loads(), key, loaded)
        return loaded.session

    def save(self, session: Session) -> None:
        """Write what changed since the load, durably, or raise Conflict and write nothing."""
        key = (session.user, session.id)
        loaded = self._loads().pop(key, None)
        if loaded is None:
            raise Conflict(f"session {session.id!r} was not loaded before it was saved")
        with self._lock, self._writing() as stamp:
            if self._versions(key) != (loaded.version, loaded.profile_version):
                raise Conflict(f"session {session.id!r} was changed elsewhere")
            saved = self._write(loaded, session, stamp)
        with self._lock:
            _remember(self._kept, key, saved)

    def sessions(self, user: str = "me") -> tuple[str, ...]:
        """The user's sessions, last used first."""
        with self._lock:
            rows = self._db.execute("SELECT id FROM sessions WHERE user = ? ORDER BY version DESC", (user,))
            return tuple(session_id for (session_id,) in rows)

    def export(self, user: str = "me") -> dict[str, Any]:
        """All that is known of the user as plain JSON values, sessions oldest first with every turn."""
        with self._lock, self._reading():
            profile, _ = self._profile(user)
            rows = self._db.execute("SELECT id FROM sessions WHERE user = ? ORDER BY version", (user,)).fetchall()
            told = [self._told((user, session_id)) for (session_id,) in rows]
        return {"user": user, "profile": encode(profile), "sessions": told}

    def forget(self, user: str = "me") -> None:
        """Delete every trace of the user from the file and its log."""
        with self._lock:
            with self._writing():
                for table in ("profiles", "sessions", "turns", "shown"):
                    self._db.execute(f"DELETE FROM {table} WHERE user = ?", (user,))
            self._kept = {key: kept for key, kept in self._kept.items() if key[0] != user}
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _loads(self) -> dict[_Key, _Loaded]:
        """What this thread loaded and has not saved yet: two threads must not pass for one another."""
        if not hasattr(self._open, "loads"):
            self._open.loads = {}
        loads_here: dict[_Key, _Loaded] = self._open.loads
        return loads_here

    def _current(self, key: _Key) -> _Loaded:
        kept = self._kept.get(key)
        with self._reading():
            if kept and self._versions(key) == (kept.version, kept.profile_version):
                return kept
            return self._read(key)

    def _read(self, key: _Key) -> _Loaded:
        profile, profile_version = self._profile(key[0])
        row = self._db.execute("SELECT body, version FROM sessions WHERE user = ? AND id = ?", key).fetchone()
        if row is None:
            return _Loaded(Session(id=key[1], user=key[0], profile=profile), 0, profile_version)
        turns = self._turns(key, RECENT)
        films = self._db.execute("SELECT film FROM shown WHERE user = ? AND id = ? ORDER BY number", key)
        shown = tuple(film for (film,) in films)
        session = replace(loads(row[0]), profile=profile, shown=shown, turns=tuple(turn for _, turn in turns))
        return _Loaded(session, row[1], profile_version, turns[0][0] if turns else 0)

    def _turns(self, key: _Key, count: int) -> list[tuple[int, Turn]]:
        """The newest `count` turns with their numbers, oldest first; -1 for all."""
        query = "SELECT number, body FROM turns WHERE user = ? AND id = ? ORDER BY number DESC LIMIT ?"
        return [(number, loads(body)) for number, body in self._db.execute(query, (*key, count))][::-1]

    def _profile(self, user: str) -> tuple[Preferences, int]:
        row = self._db.execute("SELECT body, version FROM profiles WHERE user = ?", (user,)).fetchone()
        return (loads(row[0]), row[1]) if row else (Preferences(), 0)

    def _versions(self, key: _Key) -> tuple[int, int]:
        query = (
            "SELECT (SELECT version FROM sessions WHERE user = ? AND id = ?),"
            " (SELECT version FROM profiles WHERE user = ?)"
        )
        session, profile = self._db.execute(query, (*key, key[0])).fetchone()
        return session or 0, profile or 0

    def _write(self, loaded: _Loaded, session: Session, stamp: int) -> _Loaded:
        key, before = (session.user, session.id), loaded.session
        body = dumps(replace(session, profile=Preferences(), shown=(), turns=()))
        self._db.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?)", (*key, body, stamp))
        self._extend("turns", key, loaded.older, (before.turns, session.turns))
        self._extend("shown", key, 0, (before.shown, session.shown))
        version = loaded.profile_version
        if session.profile != before.profile:
            version = stamp
            row = (session.user, dumps(session.profile), stamp)
            self._db.execute("INSERT OR REPLACE INTO profiles VALUES (?, ?, ?)", row)
        surplus = max(0, len(session.turns) - RECENT)
        kept = replace(session, turns=session.turns[surplus:])
        return _Loaded(kept, stamp, version, loaded.older + surplus)

    def _extend(self, table: str, key: _Key, base: int, change: tuple[Any, Any]) -> None:
        """Bring a table's rows from one tuple to another; row `base` is the first item of both."""
        old, new = change
        same = _common(old, new)
        if same < len(old):
            self._db.execute(f"DELETE FROM {table} WHERE user = ? AND id = ? AND number >= ?", (*key, base + same))
        write = dumps if table == "turns" else str
        rows = [(*key, base + number, write(item)) for number, item in enumerate(new[same:], same)]
        self._db.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)

    def _told(self, key: _Key) -> dict[str, Any]:
        state = self._read(key).session
        plain = encode(replace(state, profile=Preferences(), turns=()))
        return {"id": key[1], "state": plain, "turns": [encode(turn) for _, turn in self._turns(key, -1)]}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One unchanging view for several reads."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    @contextmanager
    def _writing(self) -> Iterator[int]:
        """A transaction and its stamp: stamps never come twice, not even after a user was forgotten."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            (stamp,) = self._db.execute("UPDATE clock SET now = now + 1 RETURNING now").fetchone()
            yield stamp
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _remember(memory: dict[_Key, _Loaded], key: _Key, loaded: _Loaded) -> None:
    """Keep the newest few, so that the next turn need not read again what has not changed."""
    memory.pop(key, None)
    memory[key] = loaded
    if len(memory) > 64:
        del memory[next(iter(memory))]


def _connect(path: Path | str) -> sqlite3.Connection:
    """A connection whose commits outlive the process, and that leaves nothing of what was deleted.

    In WAL mode NORMAL hands every commit to the system before it returns: a killed program loses nothing, and a turn
    does not wait for the disk.
    """
    db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    for pragma in ("busy_timeout = 30000", "journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA:
        raise sqlite3.DatabaseError(f"it was written by a newer program (schema {version}, known is {SCHEMA})")
    if version < SCHEMA:
        db.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
    return db


def _common(old: tuple[Any, ...], new: tuple[Any, ...]) -> int:
    """How many items both begin with."""
    if new[: len(old)] == old:
        return len(old)
    return next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
