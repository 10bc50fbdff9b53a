"""What one sees and can do in a real terminal."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

pytest.importorskip("recommender.names")

from bot.frontends.terminal.chat import COMMANDS, Chat
from bot.frontends.terminal.drawing import canvas
from bot.frontends.terminal.prompt import Typing
from tests.scripted import Scripted, Titles

ROOT = Path(__file__).parents[3]
UP, CTRL_C, CTRL_D, CTRL_R = "\x1b[A", "\x03", "\x04", "\x12"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Any]:
    opened: list[pexpect.spawn] = []

    def start(width: int = 80, **environment: str) -> pexpect.spawn:
        known = {
            name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "COLUMNS", "LINES")
        }
        known |= {"TERM": "xterm-256color", "MATINEE_STATE": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1"} | environment
        child = pexpect.spawn(
            sys.executable, ["-m", "tests.scripted"], cwd=ROOT, env=known, timeout=30, dimensions=(40, width),
            encoding="utf-8",
        )  # fmt: skip
        child.logfile_read = io.StringIO()
        child.delaybeforesend = 0.2
        opened.append(child)
        return child

    yield start
    for child in opened:
        child.close(force=True)


def code(child: pexpect.spawn) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    status: int | None = child.exitstatus
    return status


def test_a_newcomer_sees_what_to_type_and_gets_films_and_a_question(terminal: Any) -> None:
    child = terminal()
    child.expect("what you feel like watching")
    child.expect("/help lists commands")
    child.expect("or /help")
    child.send("funny\r")
    child.expect("You said: funny")
    child.expect(r"Heat \(1995\).*170 min · R · crime, thriller.*a heist; in Los Angeles.*Ran \(1985\)")
    child.expect("Old or new")
    child.send(CTRL_D)
    assert code(child) == 0


def test_ctrl_c_clears_the_line_then_ends_with_130(terminal: Any) -> None:
    child = terminal()
    child.expect("or /help")
    child.send("half a wi")
    child.expect("wi")
    child.send(CTRL_C)
    child.expect("or /help")
    child.send(CTRL_C)
    assert code(child) == 130


def test_history_is_searched_and_outlives_the_program(terminal: Any) -> None:
    first = terminal()
    first.expect("or /help")
    first.send("a western with snow\r")
    first.expect("Old or new")
    first.send("bye\r")
    assert code(first) == 0
    second = terminal()
    second.expect("or /help")
    second.send(CTRL_R + "west")
    second.send("\r\r")
    second.expect("You said: a western with snow")


def test_titles_are_completed_with_tab(terminal: Any) -> None:
    child = terminal()
    child.expect("or /help")
    child.send("like mich\t")
    child.send(" please\r")
    assert child.expect(["You said: like Michael Mann please", "You said: like mich please"]) == 0


def test_no_color_prints_no_styles(terminal: Any) -> None:
    child = terminal(TERM="dumb")
    child.expect("> ")
    child.sendline("funny")
    child.expect("Old or new")
    child.expect("> ")
    child.sendeof()
    assert code(child) == 0 and "\x1b" not in child.logfile_read.getvalue()


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}, {}])
def test_canvas_is_plain_where_asked(environment: dict[str, str]) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    canvas(screen, environment).print("bold", style="bold red")
    assert screen.getvalue() == "bold\n"


def test_a_narrow_terminal_wraps(terminal: Any) -> None:
    child = terminal(width=24, TERM="dumb")
    child.expect("> ")
    child.sendline("funny")
    child.expect("skip")
    assert max(map(len, child.logfile_read.getvalue().splitlines())) <= 24


def chatted(
    *lines: str, conversation: Scripted | None = None, history: Path | None = None
) -> tuple[int, str, Scripted]:
    """The exit code and words of a chat with these lines typed."""
    typed, screen = iter(lines), io.StringIO()

    def read() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    conversation = conversation or Scripted()
    chat = Chat(conversation, "s", read=read, console=canvas(screen, {}), history=history)  # type: ignore[arg-type]
    return chat.run(), screen.getvalue(), conversation


def test_help_lists_every_command() -> None:
    _, words, _ = chatted("/help")
    assert all(f"  {name} " in words for name in COMMANDS)


def test_acts_go_to_the_dialogue_and_regenerate_asks_for_more() -> None:
    _, _, conversation = chatted("/undo", "/seen Heat", "/regenerate", "/why", "", "  ")
    assert conversation.heard == ["/undo", "/seen Heat", "/more", "/why"]


@pytest.mark.parametrize("last", ["/quit", "/exit", "bye", "/QUIT"])
def test_one_can_leave(last: str) -> None:
    status, _, conversation = chatted(last, "more")
    assert status == 0 and "more" not in conversation.heard


def test_a_turn_that_fails_or_is_stopped_does_not_end_the_chat(capsys: pytest.CaptureFixture[str]) -> None:
    status, words, conversation = chatted("crash", "stop", "funny")
    assert status == 0 and conversation.heard[-1] == "funny" and "Stopped" in words
    assert "out of film" in capsys.readouterr().err


def test_escapes_are_not_sent_on() -> None:
    _, words, conversation = chatted("\x1b[31mred")
    assert conversation.heard == [] and "U+001B" in words and "\x1b" not in words


def test_a_conversation_is_saved_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "evening.txt"
    _, words, _ = chatted("funny", f"/save {path}", f"/save {path}", "/save")
    assert "> funny\n\nYou said: funny\n1. Heat" in path.read_text() and "Which file?" in words
    assert "was not written" in capsys.readouterr().err


def test_the_export_is_json(tmp_path: Path) -> None:
    chatted("funny", f"/export {tmp_path / 'me.json'}")
    assert json.loads((tmp_path / "me.json").read_text())["sessions"][0]["turns"][0]["text"] == "funny"


def test_forget_asks_first_and_takes_the_history_too(tmp_path: Path) -> None:
    history = tmp_path / "history"
    history.write_text("funny")
    _, words, conversation = chatted("funny", "/forget", "no", history=history)
    assert "Nothing was deleted" in words and conversation.store.sessions() and history.read_text()
    _, words, _ = chatted("/forget", "yes", conversation=conversation, history=history)
    assert "is deleted" in words and not conversation.store.sessions() and not history.read_text()


def test_sessions_are_listed_and_changed() -> None:
    _, words, conversation = chatted("funny", "/session monday", "slow", "/session")
    assert conversation.store.sessions() == ("monday", "s") and "* monday\n  s\n" in words


def test_a_duel_ends_with_a_winner_or_zooms_out() -> None:
    _, words, conversation = chatted("/duel", "neither", "neither", "2")
    assert conversation.heard == ["/more", "/more", "/surprise", "I'll take Ran (1985)"]
    assert words.count("Which one? 1, 2 or neither") == 3 and "Enjoy!" in words


def test_other_words_end_a_duel_and_count() -> None:
    _, _, conversation = chatted("funny", "/duel", "something shorter")
    assert conversation.heard == ["funny", "something shorter"]


@pytest.mark.parametrize("before, found", [
    ("/re", {"/restart", "/regenerate"}), ("/seen hea", {"Heat (1995)"}),
    ("something like michael m", {"Michael Mann"}), ("he", set()), ("", set()),
])  # fmt: skip
def test_commands_titles_and_people_are_completed(before: str, found: set[str]) -> None:
    completer = Typing(COMMANDS, Titles())
    assert {one.text for one in completer.get_completions(Document(before), CompleteEvent())} == found
