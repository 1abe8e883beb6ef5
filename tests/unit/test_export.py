"""Networks and tables as they leave: nothing lost, nothing run as a formula, nothing unreadable."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest
from networks import deck, network

from graph.errors import InvalidInput
from graph.export.graphml import write_graphml
from graph.export.networkx_graph import to_networkx
from graph.export.tables import to_csv
from graph.projection import Evidence, NetworkEdge, NetworkNode, Projection, build_projection

AWKWARD = "tab\there, line\nhere, return\rhere, <&>\"'], Łódź 東京 🚲, non\u00a0breaking"


def read(projection: Projection) -> nx.Graph:
    return nx.read_graphml(io.BytesIO("".join(write_graphml(projection)).encode()))


def awkward(directed: bool) -> Projection:
    proof = (Evidence("R", "a", "b", "source:two", "says <so> & \x00"), Evidence("R", "a", "b", "source:one"))
    return build_projection(
        view="odd <view>",
        parameters={"level": "country", 'odd "name"': AWKWARD},
        graph_version="v1",
        nodes=[NetworkNode("a<1>", AWKWARD, "Country", "NO"), NetworkNode("b&2", "", "Country")],
        edges=[NetworkEdge("a<1>", "b&2", "R", 0.0, proof)],
        directed=directed,
    )


def test_the_mode_and_the_columns_a_network_came_with_go_along() -> None:
    plain = deck()
    loaded = replace(plain, attributes={"sector": ["ships", "", *["wind"] * (plain.n - 2)], "name": ["x"] * plain.n})
    graph = to_networkx(loaded, nodes={"sector": [1] * plain.n})
    first, second = plain.ids[:2]

    assert {data["mode"] for _, data in graph.nodes(data=True)} == set(plain.modes) == {"actor", "activity"}
    assert [graph.nodes[one]["mode"] == "actor" for one in plain.ids] == plain.actors.tolist()
    assert (graph.nodes[first]["sector"], graph.nodes[first]["stated_sector"]) == (1, "ships")
    assert "stated_sector" not in graph.nodes[second]
    assert graph.nodes[first]["name"] == plain.nodes[0].name
    assert dict(read(loaded).nodes(data=True)) == dict(to_networkx(loaded).nodes(data=True))


@pytest.mark.parametrize("directed", [False, True])
def test_graphml_read_back_is_the_networkx_export(directed: bool) -> None:
    for projection in (awkward(directed), deck(), network([], directed=directed), network([], ["alone"])):
        ours, back = to_networkx(projection), read(projection)
        assert back.is_directed() == ours.is_directed()
        assert dict(back.nodes(data=True)) == dict(ours.nodes(data=True))
        assert list(back.edges(data=True)) == list(ours.edges(data=True))
        assert {key: value for key, value in back.graph.items() if key not in ("node_default", "edge_default")} == (
            ours.graph
        )


def test_what_an_analysis_found_goes_with_the_nodes_and_edges_and_keeps_its_type() -> None:
    projection = network([("a", "b"), ("b", "c")], ["alone"])
    nodes: dict[str, Any] = {
        "value": np.array([0.5, math.nan, 2.0, 1e-9]),
        "rank": [2, None, 1, 3],
        "cut": np.array([True, False, False, True]),
        "group": ["<x>", None, "y", "z"],
        "mixed": [1, 2.5, None, None],
    }
    edges: dict[str, Any] = {"passes": np.array([3, 4])}
    text = "".join(write_graphml(projection, nodes=nodes, edges=edges, about={"analysis": "a <test>"}))
    back = nx.read_graphml(io.BytesIO(text.encode()))

    assert back.graph["analysis"] == "a <test>"
    assert dict(back.nodes(data="value")) == {"a": 0.5, "alone": None, "b": 2.0, "c": 1e-9}
    assert dict(back.nodes(data="rank")) == {"a": 2, "alone": None, "b": 1, "c": 3}
    assert [back.nodes[one]["cut"] for one in back] == [True, False, False, True]
    assert [back.nodes[one].get("group") for one in back] == ["<x>", None, "y", "z"]
    assert [type(back.nodes["a"][name]) for name in ("value", "rank", "cut", "mixed")] == [float, int, bool, float]
    assert "value" not in back.nodes["alone"]
    assert [data["passes"] for _, _, data in back.edges(data=True)] == [3, 4]
    ours = to_networkx(projection, nodes=nodes, edges=edges)
    assert dict(back.nodes(data=True)) == dict(ours.nodes(data=True))
    assert list(back.edges(data=True)) == list(ours.edges(data=True))


@pytest.mark.parametrize(("columns", "says"), [({"name": ["x"]}, "of its own"), ({"value": [1.0, 2.0]}, "2 values")])
def test_a_column_that_does_not_fit_the_network_is_refused(columns: dict[str, list[Any]], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        list(write_graphml(network([], ["alone"]), nodes=columns))


def test_what_is_unknown_is_absent_from_the_export() -> None:
    graph = to_networkx(awkward(directed=False))
    assert graph.nodes["b&2"] == {"label": "Country"}
    assert graph.edges["a<1>", "b&2"] == {
        "relation": "R",
        "strength": 0.0,
        "distance": math.inf,
        "source_ids": "source:one|source:two",
    }
    unknown = to_networkx(network([("a", "b", math.nan)]))
    assert "strength" not in unknown.edges["a", "b"]


def test_characters_that_xml_cannot_carry_become_visible() -> None:
    name = "null \x00, bell \x07, half a pair \ud800, not a character \uffff"
    projection = build_projection(
        view="v", parameters={}, graph_version="1", nodes=[NetworkNode("a", name, "Country")], edges=[]
    )
    assert read(projection).nodes["a"]["name"] == (
        "null \\u0000, bell \\u0007, half a pair \\ud800, not a character \\uffff"
    )


def test_networkx_measures_the_export_as_we_do() -> None:
    assert nx.betweenness_centrality(to_networkx(deck()), normalized=False)["country:ES"] == pytest.approx(39.25)


def table(*rows: dict[str, object]) -> str:
    return "".join(to_csv(rows, ["name", "value"]))


def test_a_table_is_rfc_4180() -> None:
    assert table({"name": 'a "b", c\nd', "value": 1.5}, {"value": True}) == (
        'name,value\r\n"a ""b"", c\nd",1.5\r\n,true\r\n'
    )


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd", "@sum", "\tx", "\rx", "=", "-", "+49 30 1234", "-1-1"])
def test_a_text_that_would_run_as_a_formula_is_disarmed(text: str) -> None:
    ((_, value),) = list(csv.reader(io.StringIO(table({"name": "n", "value": text}), newline="")))[1:]
    assert value == "'" + text


@pytest.mark.parametrize("number", [-1, -1.5, 2.5e-300, 0, -1e22, "-5", "+3.5", "-.5e-3"])
def test_a_negative_number_stays_a_number(number: float | str) -> None:
    ((_, value),) = list(csv.reader(io.StringIO(table({"name": "n", "value": number}), newline="")))[1:]
    assert float(value) == float(number)


@pytest.mark.parametrize("value", [None, math.nan])
def test_the_unknown_is_an_empty_cell(value: object) -> None:
    assert table({"name": "n", "value": value}) == "name,value\r\nn,\r\n"


def test_lists_are_joined_and_guarded_and_columns_that_nobody_asked_for_are_left_out() -> None:
    assert table({"name": ["source:a", "source:b"], "value": ("=x", 1), "other": 3}) == (
        "name,value\r\nsource:a|source:b,'=x|1\r\n"
    )


def test_unicode_and_many_rows_come_through_in_pieces() -> None:
    rows = [{"name": f"Łódź {i} 🚲", "value": i} for i in range(1203)]
    pieces = list(to_csv(iter(rows), ["name", "value"]))
    assert len(pieces) == 3
    back = list(csv.DictReader(io.StringIO("".join(pieces), newline="")))
    assert [row["name"] for row in back] == [row["name"] for row in rows]
