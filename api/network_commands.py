"""`valuechain load network` and `valuechain remove network`: what a steward types to bring a network in and out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from api.opening import open_configured
from api.settings import Settings
from graph.errors import InvalidInput, StoreLocked
from graph.ontology import Ontology, read_ontology
from graph.stores import EMPTY, Store

if TYPE_CHECKING:
    from loaders.network import NetworkFiles
    from loaders.report import LoadReport

LOAD, REMOVE = "load network", "remove network"
TOLD = ("name", "edges", "nodes", "directed", "two_mode", "title", "description", "citation", "address", "licence")
T = TypeVar("T")


def joined(arguments: list[str]) -> list[str]:
    """The arguments with `load network` and `remove network` as the one command each is; a pack in a folder of that
    name is `./network`."""
    for command in (LOAD, REMOVE):
        verb, noun = command.split()
        if verb in arguments:
            at = arguments.index(verb)
            if arguments[at + 1 : at + 2] == [noun]:
                return [*arguments[:at], command, *arguments[at + 2 :]]
    return arguments


def add_load(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`load network` with its options."""
    network = commands.add_parser(
        LOAD, help="load a list of ties as a network of its own; beside a running service, hands it over"
    )
    network.add_argument(
        "edges", type=Path, help="CSV with a header: source,target[,strength,relation,from,to]; - for standard input"
    )
    network.add_argument("nodes", nargs="?", type=Path, help="CSV with a header: id[,name, any further columns]")
    network.add_argument("--name", required=True, help="name of the network: what it is called in addresses")
    way = network.add_mutually_exclusive_group()
    way.add_argument("--directed", action="store_true", help="a tie leads from its source to its target only")
    way.add_argument(
        "--two-mode", action="store_true", help="sources are of one kind (actors), targets of another (activities)"
    )
    network.add_argument("--title", default="", help="what it is called on pages")
    network.add_argument("--description", default="", help="what it shows, in a sentence or two")
    network.add_argument("--citation", default="", help="how to cite its source")
    network.add_argument("--address", default="", help="web address of its source")
    network.add_argument("--licence", default="", help="licence of its source")
    network.add_argument("--strict", action="store_true", help="write nothing when one row is rejected")
    network.add_argument("--rejects", type=Path, metavar="FILE", help="write rejected rows to this CSV file")
    network.add_argument("--format", choices=("table", "json"), default="table", help="how to print the report")
    network.set_defaults(run=_load)


def add_remove(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`remove network` with its options."""
    removal = commands.add_parser(
        REMOVE, help="remove a loaded network and nothing else; beside a running service, lets the service do it"
    )
    removal.add_argument("name", help="name of the network: what it is called in addresses")
    removal.add_argument("--format", choices=("table", "json"), default="table", help="how to print the report")
    removal.set_defaults(run=_remove)


def _load(options: argparse.Namespace, settings: Settings) -> int:
    from loaders.handover import hand_over_network  # noqa: PLC0415
    from loaders.network import NetworkFiles, load_network  # noqa: PLC0415
    from loaders.progress import terminal_progress  # noqa: PLC0415

    asked = NetworkFiles(**{one: getattr(options, one) for one in TOLD}).checked()
    check_rejects(options.rejects)
    with _with_standard_input(asked) as files:
        report = done(
            settings,
            "load",
            lambda store, ontology: load_network(
                files, store, ontology, strict=options.strict, progress=terminal_progress()
            ),
            lambda address, key: hand_over_network(files, address, key, strict=options.strict),
        )
    return reported(report, options)


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    from loaders.handover import hand_over_removal  # noqa: PLC0415
    from loaders.network.removal import remove_network  # noqa: PLC0415
    from loaders.progress import terminal_progress  # noqa: PLC0415

    report = done(
        settings,
        "removal",
        lambda store, ontology: remove_network(options.name, store, ontology, progress=terminal_progress()),
        lambda address, key: hand_over_removal(options.name, address, key),
    )
    print(report.as_json() if options.format == "json" else report.headline())
    return 0


@contextmanager
def _with_standard_input(files: NetworkFiles) -> Iterator[NetworkFiles]:
    """The same files, with what comes by standard input read to its end. Raises `InvalidInput` for nodes from there."""
    from loaders.network.standard_input import DASH, kept  # noqa: PLC0415

    if files.nodes == DASH:
        raise InvalidInput(
            "The list of nodes cannot come from standard input.", next_step="Give it as a file.", field="nodes"
        )
    if files.edges != DASH:
        yield files
        return
    with kept(sys.stdin.buffer) as path:
        yield replace(files, edges=path)


def done(settings: Settings, what: str, here: Callable[[Store, Ontology], T], there: Callable[[str, str], T]) -> T:
    """What `here` does with the store or, where a service holds it, `there` with the address and key of that."""
    ontology = read_ontology()
    try:
        store = open_configured(settings, ontology)
    except StoreLocked as locked:
        if not locked.address:
            raise
        print(f"The store is held by the service at {locked.address}; handing the {what} over.", file=sys.stderr)
        return there(locked.address, settings.valuechain_api_key.get_secret_value())
    try:
        print(_named(store), file=sys.stderr)
        return here(store, ontology)
    finally:
        store.close()


def _named(store: Store) -> str:
    """The store by its place, so that a command typed in another folder is seen to work on another store."""
    return f"store: {store.name} ({store.place}){', empty until now' if store.version() == EMPTY else ''}"


def check_rejects(path: Path | None) -> None:
    """Raises `InvalidInput` where the rejected rows could not be written there: before a load, not after it."""
    if path is None:
        return
    if path.is_dir():
        raise InvalidInput(
            f"--rejects names '{path}', which is a folder.",
            next_step=f"Nothing was loaded. Name a file, such as {path / 'rejects.csv'}.",
            field="rejects",
        )
    if not path.parent.is_dir():
        raise InvalidInput(
            f"--rejects names '{path}', and there is no folder '{path.parent}'.",
            next_step="Nothing was loaded. Make the folder first, or name a file in one that is there.",
            field="rejects",
        )


def reported(report: LoadReport, options: argparse.Namespace) -> int:
    """Prints a load report; 1 where the load was refused."""
    if options.rejects:
        report.write_rejects(options.rejects)
    print(report.as_json() if options.format == "json" else report.summary())
    return 1 if report.state == "refused" else 0
