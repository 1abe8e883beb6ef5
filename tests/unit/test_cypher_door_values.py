"""Engine values as plain JSON: what JSON has no form for says its kind, and the budget holds inside one value too."""

from __future__ import annotations

import datetime as dt
import json
import math
from decimal import Decimal
from typing import Any

import pytest
from neo4j.graph import Graph, Node, Path, Relationship
from neo4j.spatial import CartesianPoint, WGS84Point
from neo4j.time import Date, DateTime, Duration, Time

from api.door.values import Encoder, TooLarge


def encoded(value: object) -> Any:
    (result,) = Encoder(max_values=1_000, max_bytes=100_000).row([value])
    json.dumps(result, allow_nan=False)
    return result


@pytest.mark.parametrize("value", [None, True, False, 0, -1, 2**53, 1.5, "", "Åre 🙂", [1, [2]], {"a": {"b": None}}])
def test_plain_json_stays_as_it_is(value: object) -> None:
    assert encoded(value) == value
    assert type(encoded(value)) is type(value)


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        (math.nan, {"_kind": "float", "value": "NaN"}),
        (math.inf, {"_kind": "float", "value": "Infinity"}),
        (-math.inf, {"_kind": "float", "value": "-Infinity"}),
        (2**53 + 1, {"_kind": "integer", "value": "9007199254740993"}),
        (-(2**63), {"_kind": "integer", "value": "-9223372036854775808"}),
        (Decimal("1.5"), 1.5),
        (b"\xff\x00", {"_kind": "bytes", "base64": "/wA="}),
        ("half \ud800", "half ?"),
        ((1, 2), [1, 2]),
        ({"_kind": "node"}, {"_kind": "map", "value": {"_kind": "node"}}),
        (dt.date(2020, 1, 31), {"_kind": "date", "value": "2020-01-31"}),
        (dt.datetime(2020, 1, 31, 12), {"_kind": "localdatetime", "value": "2020-01-31T12:00:00"}),  # noqa: DTZ001
        (dt.datetime(2020, 1, 31, 12, tzinfo=dt.UTC), {"_kind": "datetime", "value": "2020-01-31T12:00:00Z"}),
        (dt.time(12, 0, 0, 500_000), {"_kind": "localtime", "value": "12:00:00.5"}),
        (Date(2020, 1, 31), {"_kind": "date", "value": "2020-01-31"}),
        (Time(12, 30, 15, 250_000_000), {"_kind": "localtime", "value": "12:30:15.25"}),
        (DateTime(2020, 1, 31, 12, 0, 0), {"_kind": "localdatetime", "value": "2020-01-31T12:00:00"}),
        (DateTime(2020, 1, 31, 12, 0, 0, tzinfo=dt.UTC), {"_kind": "datetime", "value": "2020-01-31T12:00:00Z"}),
        (CartesianPoint((1, 2)), {"_kind": "point", "srid": 7203, "x": 1.0, "y": 2.0}),
        (WGS84Point((18.1, 59.3, 5)), {"_kind": "point", "srid": 4979, "x": 18.1, "y": 59.3, "z": 5.0}),
        ({"crs": "cartesian", "srid": 7203, "x": 1.0, "y": 2.0}, {"_kind": "point", "srid": 7203, "x": 1.0, "y": 2.0}),
        (object(), {"_kind": "unknown"}),
    ],
)
def test_what_json_has_no_form_for_says_its_kind(value: object, becomes: object) -> None:
    assert encoded(value) == becomes


def test_a_duration_keeps_its_parts() -> None:
    assert encoded(Duration(months=14, days=3, seconds=3_600, nanoseconds=5)) == {
        "_kind": "duration",
        "value": "P14M3DT3600.000000005S",
        "months": 14,
        "days": 3,
        "seconds": 3600,
        "nanoseconds": 5,
    }
    assert encoded(Duration())["value"] == "PT0S"


def test_nodes_relations_and_paths_carry_our_ids_and_not_the_engine_s() -> None:
    graph = Graph()
    a = Node(graph, "4:uuid:1", 1, ["Pilot", "Partnership"], {"name": "A", "id": "pilot:a"})
    b = Node(graph, "4:uuid:2", 2, ["Country"], {"id": "country:NO"})
    relation = graph.relationship_type("MEMBER_OF")(graph, "5:uuid:3", 3, {"id": "r", "source_ids": ["s"]})
    relation._start_node, relation._end_node = b, a
    assert isinstance(relation, Relationship)
    assert encoded(a) == {
        "_kind": "node",
        "id": "pilot:a",
        "labels": ["Partnership", "Pilot"],
        "properties": {"id": "pilot:a", "name": "A"},
    }
    bare = {"_kind": "relation", "id": "r", "relation": "MEMBER_OF", "properties": {"id": "r", "source_ids": ["s"]}}
    assert encoded(relation) == bare
    assert encoded(Path(b, relation)) == {
        "_kind": "path",
        "length": 1,
        "nodes": [encoded(b), encoded(a)],
        "relations": [{**bare, "source": "country:NO", "target": "pilot:a"}],
    }
    assert "uuid" not in json.dumps(encoded([a, b, relation, Path(b, relation)]))


def test_maps_come_in_the_order_of_their_keys() -> None:
    assert list(encoded({"b": 1, "a": 2})) == ["a", "b"]


def test_the_budget_holds_inside_one_value() -> None:
    with pytest.raises(TooLarge, match="10 values"):
        Encoder(max_values=10, max_bytes=10**6).row([list(range(20))])
    with pytest.raises(TooLarge, match="100 bytes"):
        Encoder(max_values=10, max_bytes=100).row(["x" * 200])
    deep: list[Any] = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(TooLarge, match="inside each other"):
        Encoder(max_values=1_000, max_bytes=10**6).row([deep])


def test_a_list_that_holds_itself_many_times_ends() -> None:
    """2⁵⁰ values in 50 lists: shared in memory, not on paper."""
    value: list[Any] = [1]
    for _ in range(50):
        value = [value, value]
    with pytest.raises(TooLarge):
        Encoder(max_values=1_000, max_bytes=10**6).row([value])
