"""What both engines must do alike: keep values, write all or nothing, refuse writes on the read path, keep time."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import catalog
from graph.errors import QueryFailed, QueryTimeout, WriteFailed, WriteRefused
from graph.ontology import Ontology
from graph.stores import EMPTY, Batch, NodeRecord, RelationRecord, Store, content_hash
from graph.stores.batches import ROWS_A_STATEMENT

ENDLESS = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a * b AS c RETURN sum(c) AS total"  # minutes
ALL = "MATCH (n:Country) RETURN properties(n) AS properties ORDER BY n.id"


def country(code: str, **properties: Any) -> NodeRecord:
    return NodeRecord(f"country:{code}", "Country", {"name": code, "source_ids": ["source:a"], **properties})


def project(slug: str, **properties: Any) -> NodeRecord:
    return NodeRecord(f"project:{slug}", "Project", {"name": slug, "source_ids": ["source:a"], **properties})


def takes_part(source: str, target: str, **properties: Any) -> RelationRecord:
    relation_id = f"PARTICIPATES_IN:{source}>{target}"
    about = {"source_ids": ["source:a"], "quotes": ["a quote"], **properties}
    return RelationRecord(relation_id, "PARTICIPATES_IN", source, target, about)


def kept(store: Store, **properties: Any) -> dict[str, Any]:
    """The properties of a node as they come back."""
    store.write(Batch(nodes=[country("NO", **properties)]))
    return dict(store.read(ALL)[0]["properties"])


def count(store: Store, label: str = "Country") -> int:
    return int(store.read(catalog.query("schema", "count-nodes").filled(label=label))[0]["count"])


VALUES: dict[str, Any] = {
    "empty_text": "",
    "spaces": "  a  ",
    "lines": "one\r\ntwo\tthree",
    "quotes": """it's "quoted" with \\ and `ticks` and $money""",
    "norwegian": "Ærøskøbing, Łódź, Ελλάδα, Ђ",
    "composed": "Å is not A\N{COMBINING RING ABOVE}",
    "right_to_left": "שלום مرحبا",
    "emoji": "🇳🇴 👩‍🔬 𝔘",
    "nul": "a\0b",
    "digits": "0012",
    "date_text": "2012-01-31",
    "time_text": "2012-01-31T10:00:00.123456Z",
    "long_text": "ø" * 100_000,
    "zero": 0,
    "largest": 2**63 - 1,
    "smallest": -(2**63),
    "beyond_float": 2**53 + 1,
    "whole_float": 2000.0,
    "fraction": 1674108.05,
    "huge": 1.7976931348623157e308,
    "tiny": 5e-324,
    "third": 1 / 3,
    "minus_zero": -0.0,
    "yes": True,
    "no": False,
    "texts": ["b", "a", "", "ø"],
    "one_text": ["only"],
    "no_texts": [],
    "number_texts": ["1", "2"],
}


@pytest.mark.parametrize("name", VALUES)
def test_every_value_comes_back_as_it_was(empty_store: Store, name: str) -> None:
    back = kept(empty_store, **{name: VALUES[name]})[name]
    assert back == VALUES[name]
    assert type(back) is type(VALUES[name])
    assert repr(back) == repr(VALUES[name])  # tells -0.0 from 0.0


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
values = st.one_of(
    texts, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.lists(texts, max_size=5),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(properties=st.dictionaries(st.sampled_from(["start", "summary", "v1", "v2"]), values, max_size=4))
def test_any_values_come_back_as_they_were(empty_store: Store, properties: dict[str, Any]) -> None:
    expected = {"id": "country:NO", "name": "NO", "source_ids": ["source:a"], **properties}
    assert kept(empty_store, **properties) == expected


def test_unknown_is_absent_and_never_zero(empty_store: Store) -> None:
    assert "budget" not in kept(empty_store, budget=None)


def test_values_come_back_from_relations_too(empty_store: Store) -> None:
    tie = takes_part("country:NO", "project:a", amount_eur=2000.0, quotes=["", "«ja»"], role=None, **{"from": "2012"})
    empty_store.write(Batch(nodes=[country("NO"), project("a")], relations=[tie]))
    rows = empty_store.read("MATCH (:Country)-[r:PARTICIPATES_IN]->(:Project) RETURN properties(r) AS properties")
    expected = {"id": tie.id, **{name: value for name, value in tie.properties.items() if value is not None}}
    assert rows == [{"properties": expected}]


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
    assert "note" not in empty_store.read(ALL)[0]["properties"]
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
    assert [row["properties"].get("note") for row in empty_store.read(ALL)] == ["old"]
    assert empty_store.schema().labels == {"Country": 1}
    empty_store.write(Batch(nodes=[country("SE")]))  # and the store goes on
    assert count(empty_store) == 2


WRITES = {
    "create": "CREATE (n:Country {id: 'country:XX'}) RETURN n.id AS id",
    "merge": "MERGE (n:Country {id: 'country:XX'}) RETURN n.id AS id",
    "set": "MATCH (n:Country) SET n.name = 'x' RETURN n.id AS id",
    "remove": "MATCH (n:Country) REMOVE n.name RETURN n.id AS id",
    "delete": "MATCH (n:Country) DETACH DELETE n",
    "in a subquery": "CALL { CREATE (n:Country {id: 'country:XX'}) RETURN n.id AS id } RETURN id",
    "in a loop": "MATCH (n:Country) WITH collect(n) AS all FOREACH (n IN all | SET n.name = 'x')",
    "behind a read": "MATCH (n:Country) WITH n.id AS id CREATE (m:Country {id: id + 'x'}) RETURN id",
}


@pytest.mark.parametrize("query", WRITES.values(), ids=WRITES.keys())
@pytest.mark.parametrize("way", ["read", "columns", "stream"])
def test_no_write_passes_the_read_path(empty_store: Store, query: str, way: str) -> None:
    empty_store.write(Batch(nodes=[country("NO")]))
    before = empty_store.read(ALL)
    ways: dict[str, Callable[[], object]] = {
        "read": lambda: empty_store.read(query),
        "columns": lambda: empty_store.columns(query),
        "stream": lambda: list(empty_store.stream(query, {}, timeout_s=5, max_rows=10)[1]),
    }
    with pytest.raises(WriteRefused, match="would write"):
        ways[way]()
    assert empty_store.read(ALL) == before


@pytest.mark.parametrize(
    "query", ["MATCH (n RETURN n", "RETURN $missing AS x", "RETURN nosuchfunction(1) AS x", "RETURN 1 / 0 AS x", ""]
)
def test_a_query_that_cannot_run_says_so(empty_store: Store, query: str) -> None:
    with pytest.raises(QueryFailed) as caught:
        empty_store.read(query)
    assert "java" not in str(caught.value).casefold()
    assert "com.arcadedb" not in str(caught.value)


def test_a_query_that_runs_too_long_is_ended(empty_store: Store) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeout, match="longer than it may"):
        empty_store.read(ENDLESS, timeout_s=1)
    with pytest.raises(QueryTimeout):
        list(empty_store.stream(ENDLESS, {}, timeout_s=1, max_rows=10)[1])
    assert time.monotonic() - started < 20  # Neo4j looks every two seconds
    assert empty_store.read("RETURN 1 AS one") == [{"one": 1}]


def test_the_short_limit_of_one_query_does_not_cut_another(empty_store: Store) -> None:
    answers: list[object] = []

    def long_enough() -> None:
        query = "UNWIND range(1, 2000) AS a UNWIND range(1, $n) AS b WITH a * b AS c RETURN sum(c) AS total"
        try:
            answers.extend(len(empty_store.read(query, n=600)) for _ in range(2))
        except QueryTimeout as error:
            answers.append(error)

    def short() -> None:
        with pytest.raises(QueryTimeout):
            empty_store.read(ENDLESS, timeout_s=0.2)

    threads = [threading.Thread(target=target) for target in (short, long_enough, short)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [1, 1]


def test_columns_are_the_rows_turned(empty_store: Store) -> None:
    empty_store.write(Batch(nodes=[country("NO", note="a"), country("SE"), country("DK", note="")]))
    query = "MATCH (n:Country) RETURN n.id AS id, n.note AS note, n.no AS no, n.source_ids AS source_ids ORDER BY id"
    rows, columns = empty_store.read(query), empty_store.columns(query)
    assert list(columns) == ["id", "note", "no", "source_ids"]
    assert [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)] == rows


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("MATCH (n:Country) RETURN n.id AS id, n.name AS `the name`", ["id", "the name"]),
        ("MATCH (n:Country) RETURN DISTINCT n.id, n.name AS return_name ORDER BY n.id", ["n.id", "return_name"]),
        ("MATCH (n:Country) WHERE n.name = 'RETURN x' RETURN n.id AS id // RETURN nothing", ["id"]),
        ("MATCH (n:Country) RETURN {a: n.id, b: [1, 2]} AS m, [x IN [1] WHERE x > 1 | x] AS l", ["m", "l"]),
        ("MATCH (n:Country) RETURN n.id AS a UNION MATCH (n:Project) RETURN n.id AS a", ["a"]),
        ("MATCH (n:Country) CALL (n) { WITH n RETURN n.name AS name } RETURN name, n.id AS id;", ["name", "id"]),
    ],
)
def test_an_empty_answer_keeps_the_names_of_its_columns(empty_store: Store, query: str, names: list[str]) -> None:
    assert empty_store.columns(query) == {name: [] for name in names}
    got, rows = empty_store.stream(query, {}, timeout_s=5, max_rows=5)
    assert (list(got), list(rows)) == (names, [])


def test_a_stream_ends_where_it_was_told_to(empty_store: Store) -> None:
    names, rows = empty_store.stream("UNWIND range(1, $n) AS i RETURN i, -i AS j", {"n": 100}, timeout_s=5, max_rows=3)
    assert (list(names), [list(row) for row in rows]) == (["i", "j"], [[1, -1], [2, -2], [3, -3]])


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
