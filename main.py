"""What can be typed on the command line? One short function per command; each imports what it needs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import BufferedReader

    from bot.conversation import Conversation
    from bot.frontends.lines import Line
    from bot.settings import Settings

Arguments = argparse.Namespace

EXAMPLES = """examples:
  python main.py                                   chat
  python main.py "funny heist under 100 minutes"   one answer
  echo "like Heat but funnier" | python main.py    answer every line
  python main.py --json < messages.txt             the same for programs

commands: {commands}; python main.py COMMAND --help says more."""


def chat(arguments: Arguments) -> int:
    """Chat; with words, answer them and end; with lines from a pipe, answer each."""
    conversation = _open(arguments)
    session = _session(arguments, conversation)
    if arguments.json:
        from bot.frontends import jsonlines

        jsonlines.converse(conversation, session, _lines(arguments), sys.stdout)
    elif arguments.message or not sys.stdin.isatty():
        from bot.frontends import plain

        plain.converse(conversation, session, _lines(arguments), sys.stdout, sys.stderr)
    else:
        from bot.frontends.terminal.opening import chat as talk

        return talk(conversation, session, None if arguments.incognito else _settings(arguments).history)
    return 0


def understand(arguments: Arguments) -> int:
    """Print as JSON what each line of standard input means on its own."""
    from bot.frontends import jsonlines

    arguments.incognito = True
    jsonlines.understand(_open(arguments), _lines(arguments), sys.stdout)
    return 0


def bench(arguments: Arguments) -> int:
    """Run a benchmark and print its table; without a name, list them."""
    from importlib import import_module
    from pathlib import Path

    folder = Path(__file__).parent / "benchmarks"
    names = sorted(path.stem for path in folder.glob("*.py") if "\ndef run(" in path.read_text(encoding="utf-8"))
    if arguments.name not in names:
        print(f"The benchmarks are: {', '.join(names)}.", file=sys.stderr if arguments.name else sys.stdout)
        return 2 if arguments.name else 0
    import_module(f"benchmarks.{arguments.name}").run(arguments.rest)
    return 0


def teach(words: Sequence[str]) -> int:
    """Simulate, fine-tune, evaluate, doctor or export: these commands have options of their own."""
    from finetune.commands import main as run

    return run(words)


def paths(arguments: Arguments) -> int:
    """Print where the program keeps its files."""
    settings = _settings(arguments)
    for name in ("data", "cache", "state", "store", "history"):
        print(f"{name:8} {getattr(settings, name)}")
    return 0


def completion(arguments: Arguments) -> int:
    """Print the completion script of a shell."""
    from bot.frontends.completion import script

    options = [text for action in _chat_parser()._actions for text in action.option_strings]
    print(script(arguments.shell, [*COMMANDS, *TEACHING], options))
    return 0


COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "ask": chat, "understand": understand, "bench": bench, "paths": paths, "completion": completion,
}  # fmt: skip
"""Words that are a command when they come first; "ask" is for messages that begin with one of them."""

TEACHING = ("simulate", "finetune", "evaluate", "doctor", "export")
"""Commands with parsers of their own."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0, 1 when it failed, 2 for wrong usage, 130 after Ctrl-C."""
    words = list(sys.argv[1:] if argv is None else argv)
    # The products of a turn are small: threads waiting for one another cost more than they bring.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _mend_streams()
    name = words[0] if words and words[0] in COMMANDS else None
    try:
        if words and words[0] in TEACHING:
            return teach(words)
        arguments = _parser(name).parse_args(words[1:] if name else words)
        code = COMMANDS.get(name or "ask", chat)(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ValueError, OSError) as error:
        print(f"matinee: {error}", file=sys.stderr)
        return 1


def _parser(name: str | None) -> argparse.ArgumentParser:
    if name in (None, "ask"):
        return _chat_parser()
    purpose = COMMANDS[str(name)].__doc__
    parser = argparse.ArgumentParser(prog=f"main.py {name}", description=purpose, allow_abbrev=False)
    if name == "bench":
        parser.add_argument("name", nargs="?", help="which one")
        parser.add_argument("rest", nargs=argparse.REMAINDER, help="its own options")
    elif name == "completion":
        parser.add_argument("shell", choices=("bash", "zsh", "fish"))
    return parser


def _chat_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py", description="Talk about what to watch tonight.", allow_abbrev=False,
        epilog=EXAMPLES.format(commands=", ".join((*COMMANDS, *TEACHING))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("message", nargs="*", help="answer this and end")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    parser.add_argument("-c", "--continue", dest="resume", action="store_true", help="go on in the last conversation")
    parser.add_argument("--session", type=_name, metavar="NAME", help="go on in, or begin, the conversation NAME")
    parser.add_argument("--incognito", action="store_true", help="remember nothing")
    parser.add_argument(
        "--model", metavar="MODEL", help="a language model for freer talk: openai:NAME, local:NAME[+ADAPTER] or none"
    )
    return parser


def _name(text: str) -> str:
    if not text.strip() or len(text) > 100 or not text.isprintable():
        raise argparse.ArgumentTypeError(f"{text[:100]!r} is no name: 1 to 100 printable characters")
    return text


def _settings(arguments: Arguments) -> Settings:
    from bot.settings import read_settings

    incognito, model = getattr(arguments, "incognito", False), getattr(arguments, "model", None)
    return read_settings(os.environ, incognito=incognito, model=model)


def _open(arguments: Arguments) -> Conversation:
    from bot.app import open_conversation
    from bot.frontends.progress import working

    return open_conversation(_settings(arguments), working=working)


def _session(arguments: Arguments, conversation: Conversation) -> str:
    """The session asked for, else the last one, else a new one named after the moment."""
    last = conversation.store.sessions(conversation.user)[:1] if arguments.resume else ()
    if arguments.session or last:
        return arguments.session or last[0]
    from datetime import datetime
    from secrets import token_hex

    return f"{datetime.now():%Y%m%d-%H%M%S}-{token_hex(2)}"


def _lines(arguments: Arguments) -> Iterable[Line]:
    from bot.frontends.lines import parse, read

    if getattr(arguments, "message", None):
        return (parse(" ".join(arguments.message).encode("utf-8", "surrogateescape")),)
    return read(cast("BufferedReader", sys.stdin.buffer))


def _mend_streams() -> None:
    """Standard streams that are closed or in another encoding are no reason to fail."""
    sys.stdin = sys.stdin or os.fdopen(os.open(os.devnull, os.O_RDONLY))
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    if hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
