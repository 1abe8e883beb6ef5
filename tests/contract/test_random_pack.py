"""A second, random pack through the public loader into both stores: nothing in the loader knows the seed pack."""

import random
from collections import Counter
from pathlib import Path

import pytest
from random_pack import RandomPack, write_random_pack

from graph.ontology import Ontology
from graph.stores import Batch, EmbeddedStore, Store, content_hash
from loaders.pack import read_pack
from loaders.planning import plan_load
from loaders.run import load_pack


@pytest.fixture
def pack(tmp_path: Path, ontology: Ontology) -> RandomPack:
    """A pack nobody curated."""
    return write_random_pack(tmp_path / "pack", ontology, seed=7)


def test_all_it_states_is_in_the_graph_and_nothing_else(
    empty_store: Store, ontology: Ontology, pack: RandomPack
) -> None:
    report = load_pack(pack.folder, empty_store, ontology)
    assert (report.state, report.rejects) == ("finished", ())
    expected = Counter(pack.nodes.values())
    expected["Partnership"] += expected["Pilot"]  # a pilot is a partnership too
    held = dict(empty_store.schema().labels)
    assert held.pop("Load") == 1
    assert held.pop("Claim") == 2 * len(pack.disputed) + 2
    assert held == expected
    ties = dict(empty_store.schema().relations)
    assert ties.pop("EVIDENCED_BY") == 2 * len(pack.disputed) + 2
    assert ties == Counter(relation for relation, _, _ in pack.relations)
    rows = empty_store.read("MATCH (a)-[r:PARTICIPATES_IN]->(b) RETURN a.id AS a, b.id AS b, r.role AS role")
    assert {(row["a"], row["b"]) for row in rows} == pack.ties("PARTICIPATES_IN")
    for row in rows:
        assert row["role"] == pack.relations["PARTICIPATES_IN", row["a"], row["b"]]["role"]


def test_every_fact_names_its_sources(empty_store: Store, ontology: Ontology, pack: RandomPack) -> None:
    load_pack(pack.folder, empty_store, ontology)
    sources = set(pack.of("Source"))
    for row in empty_store.read("MATCH (a)-[r]->(b) RETURN r.source_ids AS ids, r.quotes AS quotes"):
        assert row["ids"] == sorted(row["ids"])
        assert set(row["ids"]) <= sources
        assert len(row["ids"]) == len(row["quotes"]) >= 1
    for row in empty_store.read("MATCH (n) WHERE NOT n:Load AND NOT n:Source RETURN n.id AS id, n.source_ids AS ids"):
        assert row["ids"], row["id"]


def test_what_its_sources_dispute_is_claimed(empty_store: Store, ontology: Ontology, pack: RandomPack) -> None:
    load_pack(pack.folder, empty_store, ontology)
    stated: dict[str, set[str]] = {}
    query = "MATCH (c:Claim {predicate: 'budget_eur'}) RETURN c.subject_id AS id, c.value AS value"
    for row in empty_store.read(query):
        stated.setdefault(row["id"], set()).add(row["value"])
    assert stated == pack.disputed


def test_both_stores_have_the_same_version_in_whatever_order_it_was_written(
    empty_store: Store, ontology: Ontology, pack: RandomPack, tmp_path: Path
) -> None:
    version = load_pack(pack.folder, empty_store, ontology).graph_version
    other = EmbeddedStore(tmp_path / "other", ontology)
    other.prepare(ontology)
    try:
        units = plan_load(read_pack(pack.folder, ontology), other, ontology).units
        nodes = [node for unit in units for node in unit.nodes]
        relations = [relation for unit in units for relation in unit.relations]
        for records in (nodes, relations):
            random.Random(3).shuffle(records)
        other.write(Batch(nodes=nodes))
        other.write(Batch(relations=relations))
        assert content_hash(other, ontology) == version
    finally:
        other.close()


def test_loading_it_again_changes_nothing(empty_store: Store, ontology: Ontology, pack: RandomPack) -> None:
    first = load_pack(pack.folder, empty_store, ontology)
    before = empty_store.schema()
    again = load_pack(pack.folder, empty_store, ontology, again=True)
    assert (again.state, again.written, again.claims, again.unchanged) == ("unchanged", 0, 0, first.written)
    assert again.graph_version == first.graph_version
    assert empty_store.schema() == before


def test_another_pack_beside_it_leaves_it_alone(
    empty_store: Store, ontology: Ontology, pack: RandomPack, tmp_path: Path
) -> None:
    first = load_pack(pack.folder, empty_store, ontology)
    other = write_random_pack(tmp_path / "other", ontology, seed=99)
    second = load_pack(other.folder, empty_store, ontology)
    assert second.graph_version != first.graph_version
    assert load_pack(pack.folder, empty_store, ontology, again=True).unchanged == first.written
