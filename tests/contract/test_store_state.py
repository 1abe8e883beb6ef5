"""What both engines must say alike of themselves: whether they are empty, their version and their place."""

from records import count, country

from graph.ontology import Ontology
from graph.stores import EMPTY, Batch, NodeRecord, Store, content_hash


def test_an_empty_store_says_it_is(empty_store: Store, ontology: Ontology) -> None:
    assert empty_store.version() == EMPTY
    assert content_hash(empty_store, ontology) == EMPTY
    assert empty_store.schema().labels == {}
    empty_store.ping()


def test_the_version_is_that_of_the_last_load_that_finished(empty_store: Store) -> None:
    def run(day: int, state: str, version: str | None) -> NodeRecord:
        finished = f"2026-01-{day:02}T00:00:00.000000Z" if state == "finished" else None
        about = {"name": "Load", "loader": "test", "state": state, "finished": finished, "graph_version": version}
        return NodeRecord(f"load:{day}", "Load", about)

    empty_store.write(Batch(nodes=[run(2, "finished", "second"), run(1, "finished", "first"), run(3, "running", None)]))
    assert empty_store.version() == "second"
    empty_store.write(Batch(nodes=[run(3, "failed", None)]))
    assert empty_store.version() == "second"
    empty_store.write(Batch(nodes=[run(3, "finished", "third")]))
    assert empty_store.version() == "third"


def test_preparing_twice_changes_nothing(empty_store: Store, ontology: Ontology) -> None:
    empty_store.write(Batch(nodes=[country("NO")]))
    empty_store.prepare(ontology)
    assert count(empty_store) == 1


def test_the_place_shows_no_password(empty_store: Store) -> None:
    assert empty_store.place
    assert "password" not in repr(empty_store.place)
    assert "@" not in empty_store.place
