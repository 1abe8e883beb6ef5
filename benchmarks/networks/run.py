"""The whole run.

    python -m benchmarks.networks                       # an hour or more, most of it peers that reach the time limit
    python -m benchmarks.networks --quick               # some minutes: all networks at a twentieth of their size
    python -m benchmarks.networks --graphs 9k,dense --measures betweenness,closeness --peers igraph,networkit

Each answer is compared with ours before its time is shown: "≠" marks another answer, "†" another definition; neither
counts for "the best of them". Times are medians of at most three runs after one that is not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.networks.cells import LIMIT, Peer, measured
from benchmarks.networks.cold import first_calls
from benchmarks.networks.generators import RECIPES, SEED, Network, generated
from benchmarks.networks.measures import MEASURES, Values, disagreement
from benchmarks.networks.peers import PEERS
from benchmarks.networks.report import Table, as_json

_NO_GDS: dict[str, str] = {}


def side_by_side(network: Network, measures: Sequence[str], peers: Sequence[str], limit: float) -> Table:
    """Ours first, then each peer, compared with ours."""
    table = Table(network, limit)
    ours: dict[str, Values] = {}
    for peer in ("ours", *peers):
        if peer == "gds" and _NO_GDS:
            table.peers[peer] = Peer(peer, absent=_NO_GDS["why"])
            continue
        wanted = [name for name in measures if network.name in MEASURES[name].networks]
        if peer != "ours":
            wanted = [name for name in wanted if name in ours]
        for found in measured(peer, network, wanted, limit=limit):
            if isinstance(found, Peer):
                table.peers[peer] = found
                _say(f"{network.name}, {peer} {found.version}: {found.absent or f'graph in {found.building:.2f} s'}")
                continue
            cell, values = found
            if peer == "ours" and values is not None:
                ours[cell.measure] = values
            elif values is not None and cell.compared:
                cell.differs = disagreement(cell.measure, network.projection, ours[cell.measure], values)
            table.cells[cell.measure, peer] = cell
            time = "" if cell.seconds is None else f"{cell.seconds:.4g} s"
            _say(f"  {cell.measure}: {cell.error or time} {cell.differs}")
    return table


@contextmanager
def gds(wanted: bool, limit: float) -> Iterator[None]:
    """A server for the time of the run, or the reason why there is none."""
    if not wanted:
        yield
        return
    try:
        from benchmarks.networks.gds.server import GdsServer, Neo4jFailed, Neo4jUnavailable, why_no_gds
        from benchmarks.networks.peers import with_gds
    except ImportError as error:
        _NO_GDS["why"] = f"not installed ({error.name})"
        yield
        return
    try:
        if why := why_no_gds():
            raise Neo4jUnavailable(why)
        server = GdsServer.begin()
    except (Neo4jUnavailable, Neo4jFailed) as error:
        _NO_GDS["why"] = str(error)
        yield
        return
    with server:
        os.environ[with_gds.ADDRESS], os.environ[with_gds.PASSWORD] = server.uri, server.password
        os.environ[with_gds.IMPORT], os.environ[with_gds.PID] = str(server.import_folder), str(server.pid)
        os.environ[with_gds.LIMIT] = str(limit)
        yield


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs what is asked for and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graphs", default=",".join(RECIPES), help=f"of {', '.join(RECIPES)}")
    parser.add_argument("--measures", default=",".join(MEASURES), help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--peers", default=",".join(PEERS), help=f"of {', '.join(PEERS)}; none for ours alone")
    parser.add_argument("--quick", action="store_true", help="a twentieth of the nodes and edges")
    parser.add_argument("--limit", type=float, help=f"seconds a cell may take, else {LIMIT:g} (quick: 10)")
    parser.add_argument("--cold", action="store_true", help="first calls of compiled kernels too")
    parser.add_argument("--json", type=Path, help="a file for all figures")
    asked = parser.parse_args(arguments)
    limit = asked.limit or (10.0 if asked.quick else LIMIT)
    os.environ["BENCHMARK_LIMIT"] = str(limit)
    graphs = _chosen(parser, asked.graphs, RECIPES)
    measures = _chosen(parser, asked.measures, MEASURES)
    peers = _chosen(parser, "" if asked.peers == "none" else asked.peers, PEERS)
    load = os.getloadavg()
    about: dict[str, Any] = {
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "processors": os.cpu_count(),
        "load": load,
        "limit": limit,
        "seed": SEED,
        "quick": asked.quick,
    }
    print(
        f"Python {about['python']}, {about['processors']} processors, load {load[0]:.1f} before the run, "
        f"limit {limit:g} s a cell, seed {SEED}\n",
        flush=True,
    )
    tables: list[Table] = []
    with gds("gds" in peers, limit):
        for name in graphs:
            table = side_by_side(generated(name, quick=asked.quick), measures, peers, limit)
            tables.append(table)
            print("\n".join(table.rows()), flush=True)
            if asked.json:
                as_json(tables, about, asked.json)
    versions = {name: peer.version for table in tables for name, peer in table.peers.items() if peer.version}
    print(f"Versions: {', '.join(f'{name} {version}' for name, version in versions.items())}.\n")
    if asked.cold:
        about["first_calls"] = first_calls(measures, quick=asked.quick)
    if asked.json:
        as_json(tables, {**about, "versions": versions}, asked.json)


def _chosen(parser: argparse.ArgumentParser, text: str, known: Any) -> list[str]:
    chosen = [name for name in text.split(",") if name]
    for name in chosen:
        if name not in known:
            parser.error(f"{name} is none of {', '.join(known)}")
    return chosen


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
