"""Folders and switches come from the environment, once."""

from __future__ import annotations

from pathlib import Path

from bot.settings import read_settings


def test_our_own_variables_win() -> None:
    known = {"MATINEE_DATA": "/d", "XDG_DATA_HOME": "/x", "XDG_CACHE_HOME": "/c", "XDG_STATE_HOME": "not/absolute"}
    settings = read_settings(known)
    assert settings.data == Path("/d") and settings.cache == Path("/c/matinee") and settings.state.is_absolute()
    assert settings.store.parent == settings.data and settings.history.parent == settings.state


def test_nothing_set_means_the_usual() -> None:
    settings = read_settings({})
    assert settings.user == "me" and settings.films is None and not settings.incognito
    assert {settings.data.name, settings.cache.name} <= {"matinee", "Cache"}


def test_switches() -> None:
    assert read_settings({"MATINEE_INCOGNITO": "1"}).incognito and read_settings({}, incognito=True).incognito
    assert not read_settings({"MATINEE_INCOGNITO": "0"}).incognito
    settings = read_settings({"MATINEE_USER": "ann", "MATINEE_FILMS": "~/films.jsonl"})
    assert settings.user == "ann" and settings.films == Path("~/films.jsonl").expanduser()
