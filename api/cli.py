"""The command line: `valuechain serve | load | load network | remove network | query | schema | doctor`.

Exit 0: done; 1: it did not work, and the message says why and what to do; 2: the command was typed wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from api.explorer import VERSION
from api.network_commands import add_load, add_remove, check_rejects, done, joined, reported
from api.opening import open_configured
from api.settings import Settings, read_settings
from graph.errors import ExplorerError
from graph.ontology import read_ontology
from graph.wording import plural


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of the `valuechain` command."""
    parser = command_parser()
    options = parser.parse_args(joined(list(sys.argv[1:] if arguments is None else arguments)))
    if not options.command:
        parser.print_help()
        return 2
    run: Callable[[argparse.Namespace, Settings], int] = options.run
    try:
        return run(options, _settings(options))
    except ExplorerError as error:
        if options.debug:
            raise
        print(f"valuechain: {error.detail}", file=sys.stderr)
        if error.next_step:
            print(f"  {error.next_step}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if options.debug:
            raise
        place = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        reason = (error.strerror if isinstance(error, OSError) else None) or f"{type(error).__name__}: {error}"
        print(f"valuechain: {place}{reason}", file=sys.stderr)
        print(f"  valuechain --debug {options.command} … shows where it happened.", file=sys.stderr)
        return 1


def command_parser() -> argparse.ArgumentParser:
    """All commands with their options; the reference page is made from it."""
    parser = argparse.ArgumentParser(
        prog="valuechain", description="Where is a value chain broken, and who could bridge it?"
    )
    parser.add_argument("--version", action="version", version=f"valuechain {VERSION}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser.add_argument("--data", type=Path, help="folder of the embedded store (VALUECHAIN_DATA)")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    serve = commands.add_parser("serve", help="serve pages and the API; loads the seed pack into an empty store first")
    serve.add_argument("--host", help="address to listen on (VALUECHAIN_HOST)")
    serve.add_argument("--port", type=int, help="port to listen on, 0 for any free one (VALUECHAIN_PORT)")
    serve.add_argument("--no-seed", action="store_true", help="do not load the seed pack")
    serve.set_defaults(run=_serve)

    load = commands.add_parser(
        "load", help="load a pack of CSV files; beside a running service, hands it to the service"
    )
    load.add_argument("pack", nargs="?", type=Path, help="folder of the pack; without it the seed pack")
    load.add_argument("--strict", action="store_true", help="write nothing when one row is rejected")
    load.add_argument("--rejects", type=Path, metavar="FILE", help="write rejected rows to this CSV file")
    load.add_argument(
        "--template", type=Path, metavar="DIR", help="write empty CSV templates made from the ontology and stop"
    )
    load.add_argument("--format", choices=("table", "json"), default="table", help="how to print the report")
    load.set_defaults(run=_load)

    add_load(commands)
    add_remove(commands)

    query = commands.add_parser("query", help="run a reading Cypher query, or one of the library by its name")
    query.add_argument("query", help="the query, the name of a library query, a .cypher file, or - for standard input")
    query.add_argument(
        "--param", "-p", action="append", default=[], metavar="NAME=VALUE", help="a parameter; the value may be JSON"
    )
    query.add_argument("--format", choices=("table", "csv", "json"), default="table", help="how to print the rows")
    query.set_defaults(run=_query)

    schema = commands.add_parser("schema", help="print labels and relations with what the graph holds of each")
    schema.add_argument("--format", choices=("table", "csv", "json"), default="table", help="how to print it")
    schema.set_defaults(run=_schema)

    doctor = commands.add_parser("doctor", help="say what is set up, what is missing, and how to mend it")
    doctor.add_argument("--format", choices=("table", "json"), default="table", help="how to print it")
    doctor.set_defaults(run=_doctor)
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    given = {
        "valuechain_data": options.data,
        "valuechain_host": getattr(options, "host", None),
        "valuechain_port": getattr(options, "port", None),
    }
    return read_settings(**{name: value for name, value in given.items() if value is not None})


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from api.serving import serve  # noqa: PLC0415 - the web server is not needed by the other commands

    return serve(settings, seed=not options.no_seed)


def _load(options: argparse.Namespace, settings: Settings) -> int:
    from loaders.handover import hand_over  # noqa: PLC0415
    from loaders.progress import terminal_progress  # noqa: PLC0415
    from loaders.run import load_pack  # noqa: PLC0415
    from loaders.seed import SEED  # noqa: PLC0415
    from loaders.templates import write_templates  # noqa: PLC0415

    if options.template:
        count = write_templates(read_ontology(), options.template)
        print(f"{count} templates in {options.template}", file=sys.stderr)
        return 0
    check_rejects(options.rejects)
    folder = options.pack or SEED
    report = done(
        settings,
        "load",
        lambda store, ontology: load_pack(folder, store, ontology, strict=options.strict, progress=terminal_progress()),
        lambda address, key: hand_over(folder, address, key, strict=options.strict),
    )
    return reported(report, options)


def _query(options: argparse.Namespace, settings: Settings) -> int:
    from api.querying import library_or_text, parameters_of, run_query  # noqa: PLC0415

    text, example = library_or_text(options.query)
    parameters = {**example, **parameters_of(options.param)}
    columns, rows = run_query(settings, text, parameters)
    write_rows(columns, rows, options.format)
    return 0


def _schema(options: argparse.Namespace, settings: Settings) -> int:
    ontology = read_ontology()
    store = open_configured(settings, ontology)
    try:
        held = store.schema()
    finally:
        store.close()
    columns = ["kind", "name", "count", "ends", "description"]
    rows = [
        ["label", node.label, held.labels.get(node.label, 0), node.id_prefix, node.description]
        for node in ontology.nodes.values()
    ]
    rows += [
        [
            "relation",
            one.relation,
            held.relations.get(one.relation, 0),
            f"{'|'.join(one.source)} → {'|'.join(one.target)}",
            one.description,
        ]
        for one in ontology.relations.values()
    ]
    write_rows(columns, rows, options.format)
    return 0


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    from api.doctor import examine  # noqa: PLC0415

    findings = examine(settings)
    rows = [[finding.state, finding.what, finding.found, finding.mend] for finding in findings]
    write_rows(["state", "what", "found", "mend"], rows, options.format)
    return 1 if any(finding.state == "missing" for finding in findings) else 0


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], format_: str) -> None:
    """Rows on standard output as a table, CSV or JSON."""
    from graph.export.tables import to_csv  # noqa: PLC0415

    maps = [dict(zip(columns, row, strict=True)) for row in rows]
    if format_ == "json":
        print(json.dumps(maps, ensure_ascii=False, indent=2))
        return
    if format_ == "csv":
        sys.stdout.write(
            "".join(to_csv([{name: _text(value) for name, value in row.items()} for row in maps], list(columns)))
        )
        return
    cells = [[_text(row[name]) for name in columns] for row in maps]
    widths = [max([len(name), *(len(row[at]) for row in cells)]) for at, name in enumerate(columns)]
    for row in [list(columns), ["─" * width for width in widths], *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(plural(len(cells), "row"), file=sys.stderr)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_text(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main())
