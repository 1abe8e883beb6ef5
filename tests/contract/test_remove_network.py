"""Removing a loaded network leaves the graph as it was before the load: on both stores, whatever stood there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edge_lists import FLORENCE, KITE, edge_list
from mini_pack import write_mini_pack
from service import asked, service

from graph import catalog
from graph.errors import InvalidInput, NotFound, StoreUnavailable, UnknownName
from graph.ontology import Ontology
from graph.stores import Batch, Store, content_hash
from graph.views import Networks
from loaders.network import load_network, remove_network
from loaders.run import load_pack


def everything(store: Store, ontology: Ontology) -> dict[str, list[Any]]:
    """All nodes and relations with all their properties, but the runs, which tell of loads and removals."""
    present = store.schema()
    found: dict[str, list[Any]] = {}
    for label in set(ontology.nodes) - {"Load"}:
        if present.labels.get(label):
            rows = store.read(catalog.query("schema", "all-nodes").filled(label=label))
            found[label] = sorted(([row["id"], row["properties"]] for row in rows), key=lambda one: str(one[0]))
    for relation in ontology.relations:
        if present.relations.get(relation):
            rows = store.read(catalog.query("schema", "all-relations").filled(relation=relation))
            found[relation] = sorted((list(row.values()) for row in rows), key=lambda one: str(one[2]["id"]))
    return found


def test_the_graph_is_afterwards_what_it_was_before(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    load_pack(write_mini_pack(tmp_path / "pack"), empty_store, ontology)
    load_network(edge_list(tmp_path / "a", FLORENCE, name="florence"), empty_store, ontology)
    before, version = everything(empty_store, ontology), empty_store.version()
    files = edge_list(tmp_path / "b", KITE, "id\n" + "".join(f"{one}\n" for one in "xyz") + _ids(KITE), name="kite")
    loaded = load_network(files, empty_store, ontology)
    with_kite = everything(empty_store, ontology)
    report = remove_network("kite", empty_store, ontology)

    assert with_kite != before
    assert everything(empty_store, ontology) == before
    assert report.graph_version == empty_store.version() == version == content_hash(empty_store, ontology)
    assert (report.network, report.nodes, report.ties, report.source_id) == ("kite", 13, 18, "dataset:network-kite")
    assert "kite: removed with 13 nodes, 18 ties and its data set dataset:network-kite" in report.headline()
    networks = Networks(empty_store, ontology)
    assert networks.projection("florence").m == 20
    with pytest.raises(UnknownName, match="kite"):
        networks.projection("kite")
    again = load_network(files, empty_store, ontology)
    assert (again.state, again.graph_version) == ("finished", loaded.graph_version)


def _ids(edges: str) -> str:
    return "".join(f"{one}\n" for one in sorted({end for row in edges.split()[1:] for end in row.split(",")}))


def test_an_empty_store_is_empty_again_and_the_runs_tell_of_both(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    before = empty_store.version()
    load_network(edge_list(tmp_path, KITE, name="kite", title="Kite"), empty_store, ontology)
    with service(empty_store, ontology) as client:
        asked(client, "/networks/kite")
        remove_network("kite", empty_store, ontology)
        assert client.get("/api/v1/networks/kite").status_code == 404
        runs = asked(client, "/datasets")["loads"]

    assert empty_store.version() == before
    assert {label: many for label, many in empty_store.schema().labels.items() if many} == {"Load": 2}
    assert [run["name"] for run in runs] == ["Removal of Kite", "Load of Kite"]
    assert {run["state"] for run in runs} == {"finished"}


def test_a_name_that_is_not_loaded_is_said_with_the_nearest_and_nothing_changes(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    with pytest.raises(UnknownName, match="'kite'"):
        remove_network("kite", empty_store, ontology)
    load_network(edge_list(tmp_path, KITE, name="kite"), empty_store, ontology)
    before = everything(empty_store, ontology)
    with pytest.raises(UnknownName, match="Did you mean 'kite'"):
        remove_network("kites", empty_store, ontology)
    with pytest.raises(InvalidInput, match="built in"):
        remove_network("policy", empty_store, ontology)

    assert everything(empty_store, ontology) == before


@pytest.mark.parametrize("breaks_at", [1, 2, 3, 4])
def test_a_removal_that_was_broken_off_is_taken_up_again(
    empty_store: Store, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breaks_at: int
) -> None:
    """Writes of a removal: its run begins, the nodes go, the network goes, its run is finished."""
    before = everything(empty_store, ontology)
    load_network(edge_list(tmp_path, KITE, name="kite"), empty_store, ontology)
    write, written = empty_store.write, [0]

    def broken(batch: Batch) -> None:
        written[0] += 1
        if written[0] >= breaks_at:
            raise StoreUnavailable("The store went away.")
        write(batch)

    with monkeypatch.context() as patched:
        patched.setattr(empty_store, "write", broken)
        with pytest.raises(StoreUnavailable):
            remove_network("kite", empty_store, ontology)
    remove_network("kite", empty_store, ontology)

    assert everything(empty_store, ontology) == before
    assert empty_store.version() == content_hash(empty_store, ontology)
    assert Networks(empty_store, ontology).unfinished_loads() == []
    with pytest.raises((UnknownName, NotFound)):
        remove_network("kite", empty_store, ontology)
