"""The graph version with loaded networks: that of the whole content, though only what a run touches is read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edge_lists import FLORENCE, KITE, edge_list

from graph.errors import StoreUnavailable
from graph.ontology import Ontology
from graph.stores import Batch, Store, content_hash
from loaders.network import load_network, remove_network


def test_only_the_network_of_the_load_is_read_and_the_version_is_that_of_everything(
    empty_store: Store, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_network(edge_list(tmp_path / "a", FLORENCE, name="florence"), empty_store, ontology)
    columns, left_out = empty_store.columns, []

    def spied(query: str, /, **parameters: Any) -> dict[str, list[Any]]:
        if "known" in parameters:
            left_out.append(parameters["known"])
        return columns(query, **parameters)

    with monkeypatch.context() as patched:
        patched.setattr(empty_store, "columns", spied)
        kite = load_network(edge_list(tmp_path / "b", KITE, name="kite"), empty_store, ontology)
        less = "\n".join(KITE.splitlines()[:-1]) + "\n"
        shorter = load_network(edge_list(tmp_path / "c", less, name="kite"), empty_store, ontology)

    assert left_out == [["florence"]] * 4  # nodes and ties, twice
    assert shorter.graph_version == content_hash(empty_store, ontology) != kite.graph_version
    whole = load_network(edge_list(tmp_path / "b", KITE, name="kite"), empty_store, ontology)
    assert whole.graph_version == content_hash(empty_store, ontology) == kite.graph_version


@pytest.mark.parametrize("breaks_at", [2, 3])
def test_a_network_that_is_half_removed_counts_as_it_stands(
    empty_store: Store, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breaks_at: int
) -> None:
    load_network(edge_list(tmp_path / "a", KITE, name="kite"), empty_store, ontology)
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
    report = load_network(edge_list(tmp_path / "b", FLORENCE, name="florence"), empty_store, ontology)

    assert report.graph_version == empty_store.version() == content_hash(empty_store, ontology)
