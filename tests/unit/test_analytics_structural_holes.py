"""Burt's measures against published numbers, networkx and the formulas written out; what is undefined says so."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from networks import from_graph, krackhardt_kite, network

from graph.analytics import contacts
from graph.analytics import structural_holes as subject
from graph.analytics.running import COMPILED, PLAIN
from graph.analytics.structural_holes import (
    constraint,
    dyadic_constraint,
    effective_size,
    efficiency,
    hierarchy,
    structural_holes_values,
)
from graph.errors import NotFound
from graph.projection import Projection

KITE = "Andre Beverly Carol Diane Ed Fernando Garth Heather Ike Jane".split()


def random_network(n: int, chance: float, *, directed: bool, seed: int) -> tuple[nx.Graph, Projection]:
    generator = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(n, chance, seed=seed, directed=directed)
    for _, _, data in graph.edges(data=True):
        data["strength"] = float(generator.uniform(0.1, 5))
    return graph, from_graph(graph, strength="strength")


def by_the_book(graph: nx.Graph) -> dict[object, tuple[float, float, float]]:
    """Constraint, effective size and hierarchy by Burt's formulas, term by term; contacts in either direction."""

    def mutual(a: object, b: object) -> float:
        ways = [(a, b), (b, a)] if graph.is_directed() else [(a, b), (a, b)]
        return sum(graph.edges[way]["strength"] for way in ways if graph.has_edge(*way))

    contacts = {node: set(nx.all_neighbors(graph, node)) for node in graph}
    total = {node: sum(mutual(node, other) for other in contacts[node]) for node in graph}
    most = {node: max((mutual(node, other) for other in contacts[node]), default=0.0) for node in graph}
    found = {}
    for i in graph:
        c, size = [], 0.0
        for j in contacts[i]:
            paths = sum(mutual(i, q) / total[i] * mutual(q, j) / total[q] for q in contacts[i] - {j})
            c.append((mutual(i, j) / total[i] + paths) ** 2)
            size += 1 - sum(mutual(i, q) / total[i] * mutual(j, q) / most[j] for q in contacts[i] - {j})
        mean = sum(c) / len(c) if c else math.nan
        spread = sum(one / mean * math.log(one / mean) for one in c)
        disorder = spread / (len(c) * math.log(len(c))) if len(c) > 1 else 1.0
        found[i] = (sum(c), size, disorder) if c else (math.nan,) * 3
    return found


def test_krackhardts_kite_has_the_published_numbers() -> None:
    published = [0.541198, 0.541198, 0.664136, 0.470170, 0.664136, 0.445089, 0.445089, 0.431111, 0.5, 1]
    sizes = [2, 2, 1, 3.3333, 1, 3, 3, 2.3333, 2, 1]
    assert constraint(krackhardt_kite()).values == pytest.approx(dict(zip(KITE, published, strict=True)), abs=1e-6)
    assert effective_size(krackhardt_kite()).values == pytest.approx(dict(zip(KITE, sizes, strict=True)), abs=1e-4)
    assert constraint(krackhardt_kite()).items[0].id == "Jane"


def test_a_triad_constrains_more_than_one() -> None:
    triad = network([("a", "b"), ("b", "c"), ("a", "c")])
    assert set(constraint(triad).values.values()) == {1.125}


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_strengths_and_directions_follow_the_formulas(directed: bool, seed: int) -> None:
    graph, projection = random_network(25, 0.2, directed=directed, seed=seed)
    values = structural_holes_values(projection)
    for place, expected in enumerate(by_the_book(graph).values()):
        ours = values.constraint[place], values.effective_size[place], values.hierarchy[place]
        assert ours == pytest.approx(expected, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("directed", [False, True])
def test_constraint_and_effective_size_equal_networkx(directed: bool) -> None:
    """networkx calls a node without outgoing ties undefined, though it has contacts: there ours has a value."""
    graph, projection = random_network(40, 0.15, directed=directed, seed=5)
    values = structural_holes_values(projection)
    nodes = list(graph)
    theirs = nx.constraint(graph, nodes, weight="strength"), nx.effective_size(graph, nodes, weight="strength")
    for ours, expected in zip((values.constraint, values.effective_size), theirs, strict=True):
        compared = [node for node in nodes if not math.isnan(expected[node])]
        assert len(compared) > 30
        assert [ours[node] for node in compared] == pytest.approx([expected[node] for node in compared], rel=1e-9)


def test_borgattis_shorter_formula_holds_without_strengths() -> None:
    graph, projection = random_network(40, 0.2, directed=False, seed=7)
    sizes = structural_holes_values(projection, weighted=False).effective_size
    for node in graph:
        contacts = list(graph[node])
        ties = graph.subgraph(contacts).number_of_edges()
        assert sizes[node] == pytest.approx(len(contacts) - 2 * ties / len(contacts))


def test_networkx_short_form_is_wrong_on_strengths_and_ours_is_not_it() -> None:
    graph = nx.Graph([("a", "b", {"strength": 9.0}), ("a", "c", {"strength": 1.0}), ("b", "c", {"strength": 1.0})])
    ours = effective_size(from_graph(graph, strength="strength")).values
    assert ours == pytest.approx(nx.effective_size(graph, nodes=list(graph), weight="strength"))
    assert ours["a"] != pytest.approx(1.0)  # n − 2t/n


def test_isolates_are_undefined_and_one_contact_is_all_hierarchy() -> None:
    pair = network([("a", "b")], ["c"])
    assert constraint(pair).values == {"a": 1.0, "b": 1.0, "c": None}
    assert hierarchy(pair).values == {"a": 1.0, "b": 1.0, "c": None}
    assert efficiency(pair).values == {"a": 1.0, "b": 1.0, "c": None}
    assert constraint(pair).warnings == ("Undefined for 1 node without contacts.",)
    assert "one contact" in hierarchy(pair).method.definitions


def test_equal_contacts_make_no_hierarchy_and_a_closed_one_does() -> None:
    star = network([("hub", other) for other in "abcd"])
    assert hierarchy(star).values["hub"] == pytest.approx(0.0, abs=1e-12)
    tied = network([("hub", other) for other in "abcd"] + [("a", other) for other in "bcd"])
    assert (hierarchy(tied).values["hub"] or 0) > 0.01


def test_ties_of_strength_0_alone_leave_it_undefined() -> None:
    weak = network([("a", "b", 0.0), ("b", "c", 2.0)])
    assert constraint(weak).values["a"] is None
    assert constraint(weak).values["c"] == 1.0
    assert "positive strength" in constraint(weak).warnings[0]
    assert constraint(weak, weighted=False).values["a"] == 1.0


@pytest.mark.parametrize("nodes", [0, 1])
def test_networks_without_a_tie(nodes: int) -> None:
    empty = network([], [f"n{i}" for i in range(nodes)])
    for measure in (constraint, effective_size, efficiency, hierarchy):
        assert [item.value for item in measure(empty).items] == [None] * nodes


def test_dyads_add_up_to_the_constraint() -> None:
    found = dyadic_constraint(krackhardt_kite(), node="Diane")
    assert sum(dyad.constraint for dyad in found.items) == pytest.approx(0.470170, abs=1e-6)
    assert sum(dyad.share for dyad in found.items) == pytest.approx(1.0)
    assert [dyad.constraint for dyad in found.items] == sorted((d.constraint for d in found.items), reverse=True)
    for dyad in found.items:
        assert (dyad.direct + dyad.indirect) ** 2 == pytest.approx(dyad.constraint)
        assert dyad.direct == pytest.approx(1 / 6)
    assert dyadic_constraint(network([], ["a"]), node="a").items == ()
    with pytest.raises(NotFound):
        dyadic_constraint(krackhardt_kite(), node="Nobody")


@pytest.mark.parametrize("directed", [False, True])
def test_matrix_products_and_the_search_agree_on_a_dense_network(
    directed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, projection = random_network(80, 0.6, directed=directed, seed=3)
    searched = structural_holes_values(projection, run=PLAIN)
    monkeypatch.setattr(contacts, "DENSE_FROM", 0)  # so small a network would be searched
    asked: list[int] = []
    products = subject._products
    monkeypatch.setattr(subject, "_products", lambda given: (asked.append(given.n), products(given))[1])
    multiplied = structural_holes_values(projection)
    assert asked == [80]
    for name in ("constraint", "effective_size", "efficiency", "hierarchy"):
        np.testing.assert_allclose(getattr(multiplied, name), getattr(searched, name), rtol=1e-11)


def test_threads_and_compilation_change_no_bit() -> None:
    _, projection = random_network(150, 0.05, directed=True, seed=9)
    runs = [
        structural_holes_values(projection, run=run, threads=threads)
        for run, threads in ((PLAIN, 1), (COMPILED, 1), (COMPILED, 3))
    ]
    assert len({one.constraint.tobytes() + one.hierarchy.tobytes() for one in runs}) == 1


def test_a_two_mode_network_says_that_it_has_no_triads() -> None:
    answer = constraint(network([("a", "p"), ("b", "p")], modes=("actor", "activity")))
    assert "two-mode" in answer.warnings[0]
    assert answer.values["p"] == 0.5


@pytest.mark.parametrize(
    "graph", [nx.davis_southern_women_graph(), *(nx.complete_graph(n) for n in (4, 5, 7)), nx.cycle_graph(9)]
)
def test_where_all_contacts_constrain_alike_there_is_no_hierarchy_at_all(graph: nx.Graph) -> None:
    found = hierarchy(from_graph(nx.Graph(graph.edges)))

    assert {item.value for item in found.items} == {0.0}
    assert {item.rank for item in found.items} == {1}


def test_the_hierarchy_of_a_stars_centre_is_zero() -> None:
    values = hierarchy(from_graph(nx.star_graph(6))).array

    assert sorted(values.tolist()) == [0.0] + [1.0] * 6
