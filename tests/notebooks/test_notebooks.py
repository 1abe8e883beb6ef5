"""Every notebook runs from its first cell to its last, and says what the documentation says it does."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import networkx as nx
import pytest
from nbclient import NotebookClient

from graph import Networks, Projection, to_networkx
from graph.ontology import Ontology
from graph.stores import EmbeddedStore

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS_A_CELL = 240  # loading the seed takes under 10 s; a loaded CI machine gets more

pytestmark = [
    pytest.mark.notebook,
    # The kernel's client warns of what its own libraries do; a notebook is judged by its cells.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def _executed(path: Path) -> Any:
    """The notebook after a run in this Python, with the clone on its path. Raises `CellExecutionError`."""
    client = NotebookClient(_read(path), timeout=SECONDS_A_CELL, resources={"metadata": {"path": str(ROOT)}})
    client.create_kernel_manager()
    assert client.km is not None
    assert client.km.kernel_spec is not None
    client.km.kernel_spec.argv[0] = sys.executable  # a kernelspec may name the Python of another environment
    return client.execute()


def _printed(notebook: Any) -> list[str]:
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in cells]


def _pictures(notebook: Any) -> list[str]:
    outputs = (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    return [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]


def _answers(notebook: Any) -> Mapping[str, Any]:
    """What the last answering cell prints as JSON."""
    printed = (text for text in reversed(_printed(notebook)) if text.startswith("{"))
    found: dict[str, Any] = json.loads(next(printed))
    return found


@pytest.fixture(scope="module")
def first_questions() -> Any:
    return _executed(ROOT / "notebooks" / "first-questions.ipynb")


@pytest.fixture(scope="module")
def answers(first_questions: Any) -> Mapping[str, Any]:
    return _answers(first_questions)


def test_four_countries_took_part_in_both_projects(answers: Mapping[str, Any]) -> None:
    assert answers["countries in both"] == ["country:DE", "country:ES", "country:HU", "country:PL"]


def test_spain_has_the_highest_betweenness(answers: Mapping[str, Any]) -> None:
    assert answers["highest betweenness"] == "country:ES"


def test_norway_falls_off_without_finland_and_no_country_without_spain(answers: Mapping[str, Any]) -> None:
    assert "country:NO" in answers["cut off without Finland"]
    assert not [node for node in answers["cut off without Spain"] if node.startswith("country:")]


def test_norway_is_four_hops_from_portugal_and_every_route_leads_over_finland(answers: Mapping[str, Any]) -> None:
    assert answers["hops from Portugal to Norway"] == 4
    assert answers["routes"]
    for route in answers["routes"]:
        assert (route[0], route[2], route[-1]) == ("country:PT", "country:FI", "country:NO")


def test_betweenness_agrees_with_networkx_in_the_notebook(first_questions: Any) -> None:
    said = next(text for text in _printed(first_questions) if text.startswith("largest difference"))
    assert float(said.rsplit(":", 1)[1]) < 1e-9


def test_pictures_and_tables_are_drawn(first_questions: Any) -> None:
    shown = _pictures(first_questions)
    assert sum("<svg" in one for one in shown) == 2
    assert sum("<table" in one for one in shown) == 4


# --- network-questions: held against networkx on the same seed, and against numbers worked out by hand


@pytest.fixture(scope="module")
def network_questions() -> Any:
    return _executed(ROOT / "notebooks" / "network-questions.ipynb")


@pytest.fixture(scope="module")
def found(network_questions: Any) -> Mapping[str, Any]:
    return _answers(network_questions)


@pytest.fixture(scope="module")
def views(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Mapping[str, Projection]:
    networks = Networks(seed_store_embedded, ontology)
    return {view: networks.projection(view) for view in ("participation", "countries", "regions")}


def test_without_spain_portugal_is_cut_off_on_the_five_activities_of_the_slides_alone(found: Mapping[str, Any]) -> None:
    assert found["slides: betweenness"] == pytest.approx({"country:ES": 39.25, "country:FI": 32.0})  # by hand
    assert "country:PT" in found["slides: cut off without Spain"]
    assert not [node for node in found["cut off without Spain"] if node.startswith("country:")]


def test_the_removal_of_spain_is_what_networkx_finds_without_it(
    found: Mapping[str, Any], views: Mapping[str, Projection]
) -> None:
    graph = to_networkx(views["participation"])
    scores = nx.betweenness_centrality(graph)
    countries = [node for node in graph if node.startswith("country:")]
    assert max(countries, key=lambda node: scores[node]) == found["highest betweenness"] == "country:ES"
    rest = graph.subgraph(set(graph) - {"country:ES"})
    largest = max(nx.connected_components(rest), key=len)
    assert set(found["cut off without Spain"]) == set(rest) - largest


def test_ways_from_portugal_to_norway_are_the_shortest_and_keep_their_conditions(
    found: Mapping[str, Any], views: Mapping[str, Projection]
) -> None:
    graph = to_networkx(views["participation"])
    ways = found["ways from Portugal to Norway"]
    shortest = itertools.islice(nx.shortest_simple_paths(graph, "country:PT", "country:NO"), 5)
    assert [len(way) for way in ways] == [len(way) for way in shortest]
    assert len({tuple(way) for way in ways}) == 5
    assert all(nx.is_simple_path(graph, way) for way in ways)
    under = found["under conditions"]
    assert under["without Finland"] == [None, 0]
    assert not nx.has_path(graph.subgraph(set(graph) - {"country:FI"}), "country:PT", "country:NO")
    avoided = {"project:s34growth", "democase:vanguard:de-and-remanufacturing"}
    rest = graph.subgraph(set(graph) - avoided)
    others = list(nx.all_shortest_paths(rest, "country:PT", "country:NO"))
    assert under["without S34Growth and De- and Remanufacturing"] == [len(others[0]) - 1, len(others)]
    over = [
        first + second[1:]
        for first in nx.all_shortest_paths(graph, "country:PT", "country:SE")
        for second in nx.all_shortest_paths(graph, "country:SE", "country:NO")
        if not set(first) & set(second[1:])
    ]
    assert under["over Sweden"] == [len(over[0]) - 1, len(over)]


def test_gatekeepers_are_those_counted_triple_by_triple(
    found: Mapping[str, Any], views: Mapping[str, Projection]
) -> None:
    graph = to_networkx(views["regions"])
    country = nx.get_node_attributes(graph, "country")
    counted = {
        broker: sum(
            country[a] != country[broker] == country[b] and not graph.has_edge(a, b)
            for a, b in itertools.permutations(graph[broker], 2)
        )
        for broker in graph
    }
    first = sorted(counted, key=lambda node: (-counted[node], node))[:8]
    assert found["gatekeepers"] == {node: counted[node] for node in first}
    own = list(country.values()).count(country["region:2021:ITH5"])
    d = nx.density(graph)
    expected = (own - 1) * (len(graph) - own) * d**2 * (1 - d)  # pairs of one from home and one from abroad
    assert found["expected gatekeepers"]["region:2021:ITH5"] == pytest.approx(expected)


def test_the_best_links_and_who_is_missed_are_what_networkx_finds_by_doing_it(
    found: Mapping[str, Any], views: Mapping[str, Projection]
) -> None:
    graph = to_networkx(views["countries"])
    now = nx.global_efficiency(graph)
    gains = {}
    for pair in nx.non_edges(graph):
        graph.add_edge(*pair)
        gains[frozenset(pair)] = nx.global_efficiency(graph) - now
        graph.remove_edge(*pair)
    best = sorted(gains.values(), reverse=True)[:6]
    assert [gain for _, _, gain in found["best links"]] == pytest.approx(best)
    for source, target, gain in found["best links"]:
        assert gains[frozenset((source, target))] == pytest.approx(gain)
    distances = dict(nx.all_pairs_shortest_path_length(graph))
    for node, loss in found["missed most"].items():
        others = set(graph) - {node}
        before = sum(1 / distances[s][t] for s, t in itertools.permutations(others, 2))
        after = nx.global_efficiency(graph.subgraph(others))
        assert loss == pytest.approx(before / len(others) / (len(others) - 1) - after, abs=1e-12)


def test_a_link_of_portugals_brings_it_as_near_as_networkx_says(
    found: Mapping[str, Any], views: Mapping[str, Projection]
) -> None:
    graph = to_networkx(views["participation"])

    def nearness() -> float:
        lengths = nx.single_source_shortest_path_length(graph, "country:PT")
        return sum(1 / length for length in lengths.values() if length)

    now = nearness()
    for source, target, gain in found["best links of Portugal"]:
        graph.add_edge(source, target)
        assert nearness() - now == pytest.approx(gain)
        graph.remove_edge(source, target)


def test_intervals_hold_a_rank_each_and_finlands_is_wide(found: Mapping[str, Any]) -> None:
    for low, _, high in found["rank intervals"].values():
        assert 1 <= low <= high <= 23
    low, rank, high = found["rank intervals"]["country:FI"]
    assert (low, rank) == (1, 1)
    assert high >= 8


def test_the_network_questions_are_drawn(network_questions: Any) -> None:
    shown = _pictures(network_questions)
    assert sum("<svg" in one for one in shown) == 1
    assert sum("<table" in one for one in shown) == 12


# --- compared-with-networkx


@pytest.fixture(scope="module")
def compared() -> Mapping[str, Any]:
    return _answers(_executed(ROOT / "notebooks" / "compared-with-networkx.ipynb"))


def test_every_measure_equals_networkxs(compared: Mapping[str, Any]) -> None:
    assert len(compared["measures"]) == 22
    assert {what: most for what, most in compared["measures"].items() if not most < 1e-9} == {}
    assert {what: most for what, most in compared["numbers"].items() if not most < 1e-9} == {}
    assert compared["equal"]
    assert all(compared["equal"].values())


def test_what_networkx_lacks_equals_the_number_written_out(compared: Mapping[str, Any]) -> None:
    assert {what.partition(",")[0] for what in compared["lacking"]} >= {
        "hierarchy",
        "efficiency",
        "brokerage roles",
        "their expectation",
        "current flow",
        "added links",
        "leaving",
    }
    assert {what: most for what, most in compared["lacking"].items() if not most < 1e-9} == {}


def test_the_traps_the_notebook_names_are_there(compared: Mapping[str, Any]) -> None:
    traps = compared["traps"]
    assert traps["constraint of b, ours"] == pytest.approx(traps["constraint of b, written out"]) == 1.125
    assert traps["constraint of b, networkx"] is None
    size = traps["effective size of a, written out"]
    assert traps["effective size of a, ours"] == pytest.approx(size)
    assert traps["effective size of a, networkx without weight"] != pytest.approx(size)
    assert traps["betweenness by distance, ours and networkx's by whole numbers"] < 1e-9
    assert traps["betweenness by distance, ours and networkx's by 1/strength"] > 1


def test_published_numbers_stand_in_the_comparison(compared: Mapping[str, Any]) -> None:
    assert compared["kite betweenness"]["7"] == 14  # Krackhardt (1990), Heather
    assert compared["florentine betweenness of Medici"] == pytest.approx(0.522, abs=5e-4)  # 47.5 of 91 pairs


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    """Outputs would show a graph that has changed since; and they make every change look large."""
    for cell in _read(path).cells:
        if cell.cell_type == "code":
            assert not cell.outputs, f"{path.name}: strip the outputs"
            assert cell.execution_count is None


def test_every_notebook_has_a_test_of_its_answers() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["compared-with-networkx", "first-questions", "network-questions"]
