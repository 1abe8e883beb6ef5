"""One cell of the table: a measure on a network by one of the peers, timed in a process of its own.

A process builds the peer's graph once and computes the measures one after the other. The time limit is kept from
outside: the process is ended by its id, and another goes on with the next measure.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.networks.generators import Network
from benchmarks.networks.measures import MEASURES, Values
from benchmarks.networks.peers import MODULES
from benchmarks.networks.peers.common import Built, Entry

RUNS = 3  # that count; the one before them, in which kernels are compiled or read from disk, does not
MOST_RUNS, BRIEF_S = 30, 0.3  # as many where they are done in so many seconds: the median of three of a ms is chance
LIMIT = 120.0  # seconds a cell
BUILDING = 10  # times the limit, for a graph to be built
CONVERTING = 2  # times the limit, for the values to be brought into our order


@dataclass
class Cell:
    """What was measured. `memory`: bytes above the graph at the most; `processors`: kept busy on average."""

    peer: str
    network: str
    measure: str
    seconds: float | None = None
    cpu: float | None = None
    memory: int | None = None
    runs: int = 0
    way: int = 0  # which of the peer's ways was the quickest
    note: str = ""
    error: str = ""
    differs: str = ""
    compared: bool = True
    over: bool = False  # more than the limit

    @property
    def processors(self) -> float | None:
        """CPU seconds a second."""
        return self.cpu / self.seconds if self.cpu is not None and self.seconds else None

    @property
    def counts(self) -> bool:
        """Whether its time is one to compare with: the same measure, the same values."""
        return self.compared and not self.error and not self.differs


@dataclass(frozen=True, slots=True)
class Peer:
    """What a process says of a peer before it computes: its version and how long its graph took; or why not."""

    name: str
    version: str = ""
    building: float = 0.0
    absent: str = ""


def measured(
    peer: str, network: Network, measures: Sequence[str], *, limit: float = LIMIT
) -> Iterator[Peer | tuple[Cell, Values | None]]:
    """Yields what the peer is, once, then a cell and its values for each measure it has."""
    context = multiprocessing.get_context("fork")  # so that the network is not copied
    left, said = list(measures), False
    while left:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(there, peer, network, left), daemon=True)
        process.start()
        there.close()
        try:
            begun = ""
            while True:
                allowed = limit if begun else BUILDING * limit
                try:
                    kind, *content = _received(here, allowed)
                    while kind == "ran":
                        kind, *content = _received(here, CONVERTING * limit)
                except TimeoutError:
                    if not begun:
                        if not said:
                            yield Peer(peer, absent=f"its graph took more than {allowed:g} s to build")
                        return
                    left = left[left.index(begun) + 1 :]
                    yield Cell(peer, network.name, begun, over=True, error=f"> {limit:g} s"), None
                    break
                except EOFError:
                    lost = f"the process ended ({process.exitcode})"
                    if not begun:
                        if not said:
                            yield Peer(peer, absent=lost)
                        return
                    left = left[left.index(begun) + 1 :]
                    yield Cell(peer, network.name, begun, error=lost), None
                    break
                if kind == "peer":
                    if not said:
                        yield content[0]
                    said = True
                    if content[0].absent:
                        return
                elif kind == "begin":
                    begun = content[0]
                elif kind == "cell":
                    yield content[0], content[1]
                    left = left[left.index(begun) + 1 :]
                else:
                    return
        finally:
            process.kill()
            process.join()
            here.close()


def _received(connection: Connection, seconds: float) -> tuple[Any, ...]:
    if not connection.poll(seconds):
        raise TimeoutError
    received: tuple[Any, ...] = connection.recv()
    return received


def _work(connection: Connection, peer: str, network: Network, measures: Sequence[str]) -> None:
    try:
        module = importlib.import_module(MODULES[peer])
    except ImportError as error:
        connection.send(("peer", Peer(peer, absent=f"not installed ({error.name})")))
        return
    if why := module.why_not(network):
        connection.send(("peer", Peer(peer, module.version(), absent=why)))
        return
    start = time.perf_counter()
    built = Built(module.build(network), network)
    connection.send(("peer", Peer(peer, module.version(), time.perf_counter() - start)))
    for measure in measures:
        entry: Entry | None = module.MEASURES.get(measure)
        if entry is None or network.name not in (entry.networks or MEASURES[measure].networks):
            continue
        connection.send(("begin", measure))
        cell, values = _cell(peer, network, measure, entry, built, lambda: connection.send(("ran",)))
        connection.send(("cell", cell, values))
    connection.send(("end",))


def _cell(
    peer: str, network: Network, measure: str, entry: Entry, built: Built, ran: Callable[[], None]
) -> tuple[Cell, Values | None]:
    cell = Cell(peer, network.name, measure, note=entry.note, compared=entry.compared)
    found: Any = None
    try:
        for number in range(len(entry.runs)):
            if cell.peer == "ours" and cell.seconds is not None and cell.seconds > 5:
                break  # plain Python is never chosen for so much: it was compiled
            found = _timed(cell, number, entry, built, ran)
        return cell, entry.convert(found, built)
    except Exception as error:  # noqa: BLE001  a peer may fail in any way, and the others are still measured
        cell.over = "terminated" in str(error).lower() and "timeout" in str(error).lower()
        said = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        cell.error = "> limit" if cell.over else said[:200]
        return cell, None


def _timed(cell: Cell, number: int, entry: Entry, built: Built, ran: Callable[[], None]) -> Any:
    """Runs one of the ways and keeps its figures in the cell if it was the quickest; its answer."""
    limit = float(os.environ.get("BENCHMARK_LIMIT", LIMIT))
    times: list[tuple[float, float]] = []
    memory: int | None = None
    spent, found = 0.0, None
    gc.collect()
    for at in range(MOST_RUNS + 1):
        found = None
        before = _fresh_peak() if at <= 1 else None
        cpu, start = _cpu(cell.peer), time.perf_counter()
        found = entry.runs[number](built)
        seconds, cpu = time.perf_counter() - start, _cpu(cell.peer) - cpu
        if at == 0:
            ran()
        spent += seconds
        peak = _peak() if at <= 1 else None
        if before is not None and peak is not None and cell.peer != "gds":
            memory = max(memory or 0, peak - before)
        times.append((entry.seconds(found) if entry.seconds else seconds, cpu))
        if spent + seconds > limit / 2 or (at >= RUNS and spent > BRIEF_S):
            break
    counted = times[1:] or times
    seconds = statistics.median(one for one, _ in counted)
    if cell.seconds is None or seconds < cell.seconds:
        cell.seconds, cell.runs, cell.memory, cell.way = seconds, len(counted), memory, number
        cell.cpu = statistics.median(one for _, one in counted)
    return found


def _cpu(peer: str) -> float:
    """CPU seconds of this process, or of the server that computes for it."""
    pid = os.environ.get("BENCHMARK_GDS_PID") if peer == "gds" else None
    if not pid:
        return time.process_time()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def _fresh_peak() -> int | None:
    """Gives unused memory back, sets the peak to what is used now, and says how much that is. Linux only."""
    if sys.platform != "linux":
        return None
    try:
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5")
    except (OSError, AttributeError):
        return None
    return _status("VmRSS")


def _peak() -> int | None:
    return _status("VmHWM") if sys.platform == "linux" else None


def _status(name: str) -> int | None:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return None
