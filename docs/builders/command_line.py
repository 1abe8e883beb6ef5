"""Commands, arguments and options of `valuechain`, out of the parser itself.

Written from the parser's actions and not from its help text, which argparse words differently from version to version.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from api import cli
from docs.builders.markdown import block, code, codes, link, sentence, table, together


def commands() -> Mapping[str, tuple[str, argparse.ArgumentParser]]:
    """Each command with what its help says, and its parser."""
    parsers = next(one for one in cli.command_parser()._actions if isinstance(one, argparse._SubParsersAction))
    says = {choice.dest: choice.help or "" for choice in parsers._choices_actions}
    return {name: (says[name], parser) for name, parser in parsers.choices.items()}


def command_list() -> str:
    """The commands in a table."""
    return table(["Command", ""], ((link(f"valuechain {name}"), says) for name, (says, _) in commands().items()))


def common_options() -> str:
    """What may stand before any command."""
    return _options(cli.command_parser()._actions)


def command_details() -> str:
    """Each command with its arguments and options."""
    return together(
        *(
            together(f"## valuechain {name}", sentence(says), block(_synopsis(name, parser)), _options(parser._actions))
            for name, (says, parser) in commands().items()
        )
    )


def _synopsis(name: str, parser: argparse.ArgumentParser) -> str:
    words = [f"valuechain {name}"]
    for action in _own(parser._actions):
        value = [] if action.nargs == 0 else [_metavar(action)]
        word = " ".join([*action.option_strings[:1], *value])
        words.append(f"[{word}]" if action.option_strings or action.nargs == "?" else word)
    return " ".join(words)


def _options(actions: Sequence[argparse.Action]) -> str:
    rows = []
    for action in _own(actions):
        value = f" {_metavar(action)}" if action.nargs != 0 and action.option_strings else ""
        name = codes(f"{option}{value}" for option in action.option_strings) or code(_metavar(action))
        shown = action.default not in (None, False, [], argparse.SUPPRESS)
        rows.append((name, code(action.default) if shown else "", action.help or ""))
    return table(["Option", "Default", ""], rows)


def _own(actions: Sequence[argparse.Action]) -> Iterator[argparse.Action]:
    return (one for one in actions if not isinstance(one, argparse._HelpAction | argparse._SubParsersAction))


def _metavar(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(str(choice) for choice in action.choices) if action.choices else action.dest.upper()
