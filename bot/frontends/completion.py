"""How does a shell complete our commands and options?"""

from __future__ import annotations

from collections.abc import Sequence

_SCRIPTS = {
    "bash": "_matinee() {{\n"
    '  COMPREPLY=($(compgen -W "{words}" -- "${{COMP_WORDS[COMP_CWORD]}}"))\n'
    "}}\n"
    "complete -o default -F _matinee matinee",
    "zsh": "#compdef matinee\n_matinee() {{ compadd -- {words} }}\ncompdef _matinee matinee",
    "fish": "complete -c matinee -f -a '{words}'",
}


def script(shell: str, commands: Sequence[str], options: Sequence[str]) -> str:
    """A script to be read by the shell at its start: `matinee completion bash >> ~/.bashrc`."""
    if shell not in _SCRIPTS:
        raise ValueError(f"no completion for {shell!r}, only for {', '.join(_SCRIPTS)}")
    return _SCRIPTS[shell].format(words=" ".join((*commands, *options)))
