"""Claims about keeping projections: made once a graph version, bounded, shared by threads, never while a load runs."""

from __future__ import annotations

import threading
from collections.abc import Callable

from stub_store import StubStore
from view_rows import networks_of, one_mode_rows, row

from graph import catalog
from graph.views import CACHED_PROJECTIONS


def counting(store: StubStore, folder: str, name: str) -> Callable[[], int]:
    text = catalog.query(folder, name).text
    return lambda: store.asked.count(text)


def test_a_projection_is_made_once_a_graph_version() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    reads = counting(networks.store, "views", "participation")  # type: ignore[arg-type]

    first = networks.projection("participation")
    assert networks.projection("participation", {"level": "country"}) is first  # the default, written out
    assert reads() == 1

    networks.store.graph_version = "v2"  # type: ignore[attr-defined]
    second = networks.projection("participation")
    assert (second.graph_version, reads()) == ("v2", 2)
    assert second is not first


def test_a_new_version_brings_new_names() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    assert networks.snapshot().names.name("country:ES") == "Spain"

    networks.store.graph_version = "v2"  # type: ignore[attr-defined]
    networks.store.tell_names({"Country": [("country:ES", "España")]})  # type: ignore[attr-defined]

    assert networks.snapshot().names.name("country:ES") == "España"
    assert networks.projection("participation").nodes[0].name == "España"


def test_the_cache_is_bounded_and_forgets_the_one_least_used() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    first = networks.projection("countries")
    for number in range(CACHED_PROJECTIONS):
        networks.store.graph_version = f"v{number + 2}"  # type: ignore[attr-defined]
        networks.projection("countries")

    assert len(networks._made) == CACHED_PROJECTIONS
    networks.store.graph_version = "v1"  # type: ignore[attr-defined]
    assert networks.projection("countries") is not first


def test_what_is_read_while_a_load_runs_is_not_kept() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    networks.store.tell("lookups", "unfinished-loads", [{"id": "load:1", "started": "2026"}])  # type: ignore[attr-defined]
    during = networks.projection("participation")
    networks.store.tell("lookups", "unfinished-loads", [])  # type: ignore[attr-defined]
    after = networks.projection("participation")

    assert after is not during
    assert networks.projection("participation") is after


def test_threads_that_ask_at_once_share_one_projection() -> None:
    networks = networks_of(*one_mode_rows())
    reads = counting(networks.store, "views", "participation")  # type: ignore[arg-type]
    found: list[object] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(networks.projection("countries"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(map(id, found))) == 1
    assert reads() == 1
