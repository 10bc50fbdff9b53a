"""Where does the program keep its things, and how was it asked to behave?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Read once at the start. `data` holds what the user said, `cache` what can be rebuilt, `state` the typed lines.

    `films` is another catalogue file (None: the films that ship). `incognito` remembers nothing. `model` names a
    language model (see bot/llm/models.py), which has `model_seconds` for all it does in one turn.
    """

    data: Path
    cache: Path
    state: Path
    user: str = "me"
    films: Path | None = None
    incognito: bool = False
    model: str = "none"
    model_seconds: float = 20.0

    @property
    def store(self) -> Path:
        """The SQLite file of all conversations."""
        return self.data / "matinee.sqlite3"

    @property
    def history(self) -> Path:
        """The lines typed at the prompt."""
        return self.state / "history"


def read_settings(environment: Mapping[str, str], *, incognito: bool = False, model: str | None = None) -> Settings:
    """Settings from MATINEE_* variables and the XDG folders.

    MATINEE_DATA, MATINEE_CACHE and MATINEE_STATE move the folders, MATINEE_USER names the profile, MATINEE_FILMS
    another catalogue, MATINEE_INCOGNITO=1 remembers nothing. MATINEE_MODEL, which `model` overrides, is the language
    model, MATINEE_MODEL_SECONDS how long it may take.
    """
    films = environment.get("MATINEE_FILMS")
    return Settings(
        data=_folder(environment, "data"),
        cache=_folder(environment, "cache"),
        state=_folder(environment, "state"),
        user=environment.get("MATINEE_USER") or "me",
        films=Path(films).expanduser() if films else None,
        incognito=incognito or environment.get("MATINEE_INCOGNITO", "0") not in ("", "0"),
        model=model or environment.get("MATINEE_MODEL") or "none",
        model_seconds=_seconds(environment.get("MATINEE_MODEL_SECONDS") or "20"),
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 3600:
        raise ValueError(f"MATINEE_MODEL_SECONDS must be from 0.1 to 3600, not {text!r}")
    return seconds


def _folder(environment: Mapping[str, str], kind: str) -> Path:
    """MATINEE_<KIND>, else XDG_<KIND>_HOME on every system, else what the system is used to."""
    if own := environment.get(f"MATINEE_{kind.upper()}"):
        return Path(own).expanduser()
    shared = Path(environment.get(f"XDG_{kind.upper()}_HOME", ""))
    return shared / "matinee" if shared.is_absolute() else _usual(kind)


def _usual(kind: str) -> Path:
    from platformdirs import PlatformDirs

    folders = PlatformDirs("matinee", appauthor=False)
    return {"data": folders.user_data_path, "cache": folders.user_cache_path, "state": folders.user_state_path}[kind]
