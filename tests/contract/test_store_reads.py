"""What both engines must do alike when they read: refuse writes, keep time, and name the columns of an empty answer."""

import threading
import time
from collections.abc import Callable

import pytest
from records import COUNTRIES, country

from graph.errors import QueryFailed, QueryTimeout, WriteRefused
from graph.stores import Batch, Store

ENDLESS = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a * b AS c RETURN sum(c) AS total"  # minutes

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
    before = empty_store.read(COUNTRIES)
    ways: dict[str, Callable[[], object]] = {
        "read": lambda: empty_store.read(query),
        "columns": lambda: empty_store.columns(query),
        "stream": lambda: list(empty_store.stream(query, {}, timeout_s=5, max_rows=10)[1]),
    }
    with pytest.raises(WriteRefused, match="would write"):
        ways[way]()
    assert empty_store.read(COUNTRIES) == before


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
