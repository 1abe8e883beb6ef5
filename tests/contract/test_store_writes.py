"""What both engines must do alike when they write: all or nothing, twice is once, readers and writers side by side."""

import threading

import pytest
from records import COUNTRIES, count, country, project, takes_part

from graph.errors import WriteFailed
from graph.ontology import Ontology
from graph.stores import Batch, NodeRecord, Store, content_hash
from graph.stores.batches import ROWS_A_STATEMENT


def test_the_same_batch_twice_changes_nothing(empty_store: Store, ontology: Ontology) -> None:
    batch = Batch(nodes=[country("NO"), project("a")], relations=[takes_part("country:NO", "project:a")])
    empty_store.write(batch)
    before, hashed = empty_store.schema(), content_hash(empty_store, ontology)
    empty_store.write(batch)
    assert empty_store.schema() == before
    assert content_hash(empty_store, ontology) == hashed


def test_a_record_replaces_the_whole_of_what_stood_there(empty_store: Store) -> None:
    nodes = [country("NO", note="old", iso2="NO"), project("a")]
    empty_store.write(Batch(nodes=nodes, relations=[takes_part("country:NO", "project:a", role="lead")]))
    empty_store.write(Batch(nodes=[country("NO", iso2="NO")], relations=[takes_part("country:NO", "project:a")]))
    assert "note" not in empty_store.read(COUNTRIES)[0]["properties"]
    rows = empty_store.read("MATCH ()-[r:PARTICIPATES_IN]->() RETURN r.role AS role")
    assert rows == [{"role": None}]


def test_a_pilot_is_found_as_a_partnership_and_stays_one_node(empty_store: Store) -> None:
    pilot = NodeRecord("pilot:v:esm", "Pilot", {"name": "ESM", "source_ids": []})
    for _ in range(2):
        empty_store.write(Batch(nodes=[pilot]))
    assert (count(empty_store, "Pilot"), count(empty_store, "Partnership")) == (1, 1)


def test_what_is_removed_takes_its_relations_with_it(empty_store: Store) -> None:
    tie = takes_part("country:NO", "project:a")
    empty_store.write(Batch(nodes=[country("NO"), country("SE"), project("a")], relations=[tie]))
    empty_store.write(Batch(remove_relations=[tie]))
    assert empty_store.schema().relations == {}
    empty_store.write(Batch(relations=[tie]))
    empty_store.write(Batch(remove_nodes=[country("NO"), country("XX")]))
    assert empty_store.schema().relations == {}
    assert count(empty_store) == 1


def test_a_batch_longer_than_a_statement_is_written_whole(empty_store: Store) -> None:
    many = [country(f"{number:05}") for number in range(ROWS_A_STATEMENT + 1)]
    empty_store.write(Batch(nodes=many))
    assert count(empty_store) == len(many)


@pytest.mark.parametrize(
    "broken",
    [
        Batch(nodes=[country("SE"), project("a")], relations=[takes_part("country:SE", "project:missing")]),
        Batch(nodes=[country("SE"), *(country(f"{n:04}") for n in range(ROWS_A_STATEMENT)), country("SE")]),
        Batch(nodes=[country("NO", note="new"), country("SE"), country("SE")]),
        Batch(nodes=[country("SE")], remove_nodes=[country("NO")], relations=[takes_part("country:NO", "project:a")]),
    ],
    ids=["a relation without an end", "an id twice, far apart", "an id twice, after a change", "after a removal"],
)
def test_a_batch_that_fails_in_its_last_row_leaves_nothing(empty_store: Store, broken: Batch) -> None:
    empty_store.write(Batch(nodes=[country("NO", note="old")]))
    with pytest.raises(WriteFailed):
        empty_store.write(broken)
    assert [row["properties"].get("note") for row in empty_store.read(COUNTRIES)] == ["old"]
    assert empty_store.schema().labels == {"Country": 1}
    empty_store.write(Batch(nodes=[country("SE")]))  # and the store goes on
    assert count(empty_store) == 2


def test_readers_and_a_writer_go_on_side_by_side(empty_store: Store) -> None:
    empty_store.write(Batch(nodes=[country("NO")]))
    done = threading.Event()
    faults: list[BaseException] = []
    seen: list[int] = []

    def reader() -> None:
        try:
            while not done.is_set():
                seen.append(count(empty_store))
                columns = empty_store.columns("MATCH (n:Country) RETURN n.id AS id, n.name AS name")
                assert len(columns["id"]) == len(columns["name"])
        except BaseException as fault:
            faults.append(fault)

    readers = [threading.Thread(target=reader) for _ in range(3)]
    for thread in readers:
        thread.start()
    for number in range(10):
        nodes = [country(f"{number:02}{inner:02}") for inner in range(25)]
        ties = [takes_part(node.id, f"project:{number}") for node in nodes]
        empty_store.write(Batch(nodes=[*nodes, project(str(number))], relations=ties))
    done.set()
    for thread in readers:
        thread.join()
    assert not faults
    assert seen
    assert empty_store.schema().labels == {"Country": 251, "Project": 10}
    assert empty_store.schema().relations == {"PARTICIPATES_IN": 250}


def test_many_writers_wait_for_each_other(empty_store: Store) -> None:
    faults: list[BaseException] = []

    def writer(name: int) -> None:
        try:
            for number in range(5):
                empty_store.write(Batch(nodes=[country("NO", note=f"{name}.{number}"), country(f"{name}{number:02}")]))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=writer, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert count(empty_store) == 21
