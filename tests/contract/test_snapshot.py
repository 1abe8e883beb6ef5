"""What a first answer reads: no more than it needs, on both stores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edge_lists import KITE, edge_list, lines

from graph import catalog
from graph.ontology import Ontology
from graph.stores import Batch, NodeRecord, Store
from graph.views import Networks
from loaders.network import load_network


def queries_of(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the store is asked from now on."""
    asked: list[str] = []
    for name in ("read", "columns", "collected"):
        original = getattr(store, name)

        def told(query: str, /, *, original: Any = original, **given: Any) -> Any:
            asked.append(query)
            return original(query, **given)

        monkeypatch.setattr(store, name, told)
    return asked


def test_a_network_with_ids_of_its_own_needs_no_name_of_the_graph(
    empty_store: Store, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_network(edge_list(tmp_path, KITE, name="kite"), empty_store, ontology)
    asked = queries_of(empty_store, monkeypatch)

    assert Networks(empty_store, ontology).projection("kite").n == 10

    read = {catalog.query("lookups", name).text for name in ("places", "sources")} | {
        catalog.query("lookups", "names").filled(label=label) for label in ontology.nodes
    }
    assert asked
    assert not read & set(asked)
    assert len(asked) <= 8


def test_a_network_among_entities_has_their_names(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    countries = [NodeRecord(f"country:{code}", "Country", {"name": name, "source_ids": []}) for code, name in NAMES]
    empty_store.write(Batch(nodes=countries))
    load_network(
        edge_list(tmp_path, lines(["source,target", "country:ES,country:PT"]), name="two"), empty_store, ontology
    )

    nodes = Networks(empty_store, ontology).projection("two").nodes

    assert [(node.id, node.name, node.label, node.country) for node in nodes] == [
        ("country:ES", "Spain", "Country", "ES"),
        ("country:PT", "Portugal", "Country", "PT"),
    ]


NAMES = (("ES", "Spain"), ("PT", "Portugal"))


def test_counts_of_all_labels_come_with_one_question(
    empty_store: Store, ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_network(edge_list(tmp_path, KITE, name="kite"), empty_store, ontology)
    asked = queries_of(empty_store, monkeypatch)

    held = empty_store.schema()

    assert (held.labels["Vertex"], held.labels["Network"], held.relations) == (10, 1, {"TIED_TO": 18})
    assert "Country" not in held.labels
    if empty_store.name == "neo4j":
        assert len(asked) == 2  # labels, relations: a query each would be 80 round trips
