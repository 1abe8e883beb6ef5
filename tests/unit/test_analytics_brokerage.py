"""Brokerage roles against the published table, counting by definition, and every possible network; ties by group."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from networks import network

from graph.analytics import brokerage_roles as subject
from graph.analytics import contacts
from graph.analytics.brokerage_roles import ROLES, brokerage_moments, brokerage_role_counts, brokerage_roles
from graph.analytics.embeddedness import embeddedness
from graph.analytics.grouping import Grouping, groups_from
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import UnknownName
from graph.projection import Projection

Group = tuple[str | None, ...]


def by_definition(n: int, ties: set[tuple[int, int]], groups: Group) -> list[list[int]]:
    """Open two-paths a → v → b by the groups of the three: the five roles and all, for each v."""
    counts = [[0] * 6 for _ in range(n)]
    for a, v, b in itertools.permutations(range(n), 3):
        if None in (groups[a], groups[v], groups[b]) or (a, v) not in ties or (v, b) not in ties or (a, b) in ties:
            continue
        if groups[a] == groups[v] == groups[b]:
            role = 0
        elif groups[a] == groups[b]:
            role = 1
        elif groups[a] == groups[v]:
            role = 2
        elif groups[v] == groups[b]:
            role = 3
        else:
            role = 4
        counts[v][role] += 1
        counts[v][5] += 1
    return counts


def of(n: int, ties: set[tuple[int, int]], *, directed: bool) -> Projection:
    names = [f"n{i:02d}" for i in range(n)]
    return network([(names[a], names[b]) for a, b in ties if directed or a < b], names, directed=directed)


def test_the_published_four_nodes() -> None:
    rows = [[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [1, 0, 0, 0]]
    four = of(4, {(a, b) for a in range(4) for b in range(4) if rows[a][b]}, directed=True)
    found = brokerage_roles(four, groups=Grouping("team", ("1", "1", "2", "2")))
    assert ROLES == ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
    assert found.counts[:, :5].tolist() == [[0, 1, 0, 1, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 1, 1, 0, 0]]
    assert found.counts[:, 5].tolist() == [2, 1, 1, 2]
    assert found.density == 0.5
    assert found.expected[0].tolist() == [0, 0.25, 0.25, 0.25, 0, 0.75]  # d²(1 − d) = 1/8, of 0, 2, 2, 2, 0, 6 pairs
    assert np.isnan(found.z[0]).tolist() == [True, False, False, False, True, False]  # no pair could have the role
    assert found.group_counts.tolist() == [[0, 1, 1, 1, 0, 3], [0, 1, 1, 1, 0, 3]]
    assert found.group_expected[0].tolist() == [0, 0.5, 0.5, 0.5, 0, 1.5]


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_roles_are_counted_as_defined(directed: bool, seed: int) -> None:
    generator = np.random.default_rng(seed)
    n = 14
    ties = {(a, b) for a, b in itertools.permutations(range(n), 2) if generator.random() < 0.3}
    if not directed:
        ties |= {(b, a) for a, b in ties}
    groups: Group = tuple([None, "x", "y", "z"][generator.integers(0, 4)] for _ in range(n))
    projection = of(n, ties, directed=directed)
    expected = by_definition(n, ties, groups)
    for run in (PLAIN, COMPILED):
        assert brokerage_role_counts(projection, groups=Grouping("g", groups), run=run).tolist() == expected
    found = brokerage_roles(projection, groups=Grouping("g", groups))
    for place, group in enumerate(groups):
        assert np.isnan(found.counts[place]).all() == (group is None)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("groups", [(0, 0, 0, 0), (0, 0, 0, 1), (0, 0, 1, 1), (0, 0, 1, 2), (0, 1, 1, 1), (0, 1, 2, 2)])
def test_moments_equal_those_over_every_network_of_four_nodes(directed: bool, groups: tuple[int, ...]) -> None:
    """All 4,096 directed (64 undirected) networks, each with its probability: no formula is trusted here."""
    density = 0.3
    pairs = list(itertools.permutations(range(4), 2) if directed else itertools.combinations(range(4), 2))
    names: Group = tuple("abc"[group] for group in groups)
    first = second = np.zeros(6)
    for there in itertools.product([False, True], repeat=len(pairs)):
        ties = {pair for pair, one in zip(pairs, there, strict=True) if one}
        if not directed:
            ties |= {(b, a) for a, b in ties}
        chance = density ** sum(there) * (1 - density) ** (len(pairs) - sum(there))
        counts = np.array(by_definition(4, ties, names)[0], dtype=float)
        first = first + chance * counts
        second = second + chance * counts**2
    expectation, deviation = brokerage_moments(np.bincount(groups), density, directed=directed)
    assert expectation[0] == pytest.approx(first, abs=1e-12)
    assert deviation[0] ** 2 == pytest.approx(second - first**2, abs=1e-12)


@pytest.mark.parametrize("directed", [True, False])
def test_moments_equal_a_simulation_of_larger_networks(directed: bool) -> None:
    groups = np.array([0] * 4 + [1] * 3 + [2] * 2 + [3])
    names: Group = tuple("abcd"[group] for group in groups)
    generator = np.random.default_rng(11)
    n, density, draws = len(groups), 0.35, 4000
    found = np.zeros((draws, 6))
    for draw in range(draws):
        there = generator.random((n, n)) < density
        if not directed:
            there = np.triu(there, 1) | np.triu(there, 1).T
        ties = there & ~np.eye(n, dtype=bool)
        out, came = np.flatnonzero(ties[0]), np.flatnonzero(ties[:, 0])
        for a in came:
            for b in out:
                if a != b and not ties[a, b]:
                    kind = by_definition(3, {(0, 1), (1, 2)}, (names[a], names[0], names[b]))[1]
                    found[draw] += kind
    expectation, deviation = brokerage_moments(np.bincount(groups), density, directed=directed)
    error = deviation[0] / np.sqrt(draws)
    assert (np.abs(found.mean(axis=0) - expectation[0]) < 4 * error + 1e-12).all()
    assert found.std(axis=0) == pytest.approx(deviation[0], rel=0.06)


def test_an_undirected_broker_is_counted_in_both_orders_and_says_so() -> None:
    """One pair stood between: R's sna::brokerage on the symmetric matrix counts w_I = 2 and t = 2."""
    teams = Grouping("team", ("x", "x", "x"))
    undirected = brokerage_roles(network([("a", "b"), ("b", "c")]), groups=teams)
    directed = brokerage_roles(network([("a", "b"), ("b", "c")], directed=True), groups=teams)
    assert undirected.counts[1].tolist() == [2, 0, 0, 0, 0, 2]
    assert directed.counts[1].tolist() == [1, 0, 0, 0, 0, 1]
    assert "twice the pairs" in undirected.method.definitions["normalisation"]
    assert "twice" not in directed.method.definitions["normalisation"]


def test_nodes_of_unknown_group_are_left_out_and_never_one_group() -> None:
    path = network([("a", "b"), ("b", "c"), ("c", "d")], directed=True)
    found = brokerage_roles(path, groups=Grouping("team", ("x", "x", None, None)))
    assert found.groups.names == ("x",)
    assert np.nansum(found.counts) == 0  # b stands between a and c, whose team is not known
    assert any(warning.startswith("2 nodes are of unknown team") for warning in found.warnings)
    assert any("Fewer than three" in warning for warning in found.warnings)


def test_a_full_network_has_nobody_to_broker_between_and_no_z() -> None:
    ties = {(a, b) for a, b in itertools.permutations(range(5), 2)}
    found = brokerage_roles(of(5, ties, directed=True), groups=Grouping("g", ("x", "x", "y", "y", "z")))
    assert not found.counts.any()
    assert np.isnan(found.z).all()
    assert any("Density is 1" in warning for warning in found.warnings)


def test_without_known_groups_there_is_no_density_and_the_definition_says_so() -> None:
    found = brokerage_roles(network([("a", "b"), ("b", "c")]), groups=Grouping("team", (None, None, None)))

    assert "(undefined: fewer than two)" in found.method.definitions["expectation"]
    assert "nan" not in str(found.method.definitions)


@pytest.mark.parametrize("nodes", [0, 1])
def test_networks_too_small_to_broker(nodes: int) -> None:
    groups = Grouping("g", ("x",) * nodes)
    found = brokerage_roles(network([], ["a"][:nodes]), groups=groups)
    assert found.counts.shape == (nodes, 6)
    assert np.isnan(found.z).all()
    assert embeddedness(network([], ["a"][:nodes]), groups=groups).network_ei is None


def test_one_node_a_group_leaves_liaisons_only_and_says_so() -> None:
    path = network([("a", "b"), ("b", "c")])
    found = brokerage_roles(path, groups=Grouping("name", ("a", "b", "c")))
    assert found.counts[1].tolist() == [0, 0, 0, 0, 2, 2]  # both orders
    assert any("every tie is external" in warning for warning in found.warnings)


@pytest.fixture
def two_teams() -> tuple[Projection, Grouping]:
    """a1–a2 2, a1–b1 1, a1–c1 3, a2–b1 4, b1–b2 1; z has no ties, u is of unknown team."""
    edges = [("a1", "a2", 2), ("a1", "b1", 1), ("a1", "c1", 3), ("a2", "b1", 4), ("b1", "b2", 1), ("a1", "u", 7)]
    projection = network(edges, ["z"])
    of = {"a1": "A", "a2": "A", "b1": "B", "b2": "B", "c1": "C", "u": None, "z": "A"}
    return projection, Grouping("team", tuple(of[node] for node in projection.ids))


def test_ties_inside_and_outside_by_hand(two_teams: tuple[Projection, Grouping]) -> None:
    projection, groups = two_teams
    found = embeddedness(projection, groups=groups)
    at = projection.position
    ties = found.nodes
    assert (ties.internal[at["a1"]], ties.external[at["a1"]]) == (2, 4)
    assert ties.ei[at["a1"]] == pytest.approx((4 - 2) / 6)
    assert ties.participation_coefficient[at["a1"]] == pytest.approx(1 - (2**2 + 1**2 + 3**2) / 6**2)
    assert ties.bridging[at["a1"]] == pytest.approx((2 * 1 * 3) / 6)  # Σ over ordered pairs g_ij g_ik / n_i
    assert ties.bridging[at["a1"]] == pytest.approx(4 * ties.outward[at["a1"]] * ties.diversification[at["a1"]])
    assert ties.ei[at["b2"]] == -1
    assert ties.bridging[at["b2"]] == 0  # no external tie, and the formula's sum is empty
    assert np.isnan(ties.diversification[at["b2"]])
    assert np.isnan(ties.ei[at["z"]])
    assert np.isnan(ties.ei[at["u"]])
    assert np.isnan(ties.internal[at["u"]])


def test_one_dominant_tie_leaves_the_digits_of_the_others() -> None:
    """Fractions of whole numbers give the same: 1 − Σ s² of shares near 1 would lose seven digits here."""
    strong, weak, inside = Fraction(2132078622.1), Fraction(0.7), Fraction(5000)
    projection = network([("a", "y", float(strong)), ("a", "z", float(weak)), ("a", "b", 5000), ("b", "y", 1)])
    ties = embeddedness(projection, groups=Grouping("g", ("x", "x", "y", "z"))).nodes
    diversification = 1 - (strong**2 + weak**2) / (strong + weak) ** 2
    all_of_it = strong + weak + inside
    assert projection.ids == ("a", "b", "y", "z")
    assert ties.diversification[0] == pytest.approx(float(diversification), rel=1e-14)
    assert ties.bridging[0] == pytest.approx(float((strong + weak) ** 2 / all_of_it * diversification), rel=1e-14)
    participation = 1 - (strong**2 + weak**2 + inside**2) / all_of_it**2
    assert ties.participation_coefficient[0] == pytest.approx(float(participation), rel=1e-14)


def test_groups_and_the_network_by_hand(two_teams: tuple[Projection, Grouping]) -> None:
    projection, groups = two_teams
    found = embeddedness(projection, groups=groups)
    assert groups.names == ("A", "B", "C")
    assert found.groupwise.internal.tolist() == [2, 1, 0]  # an internal tie counts once
    assert found.groupwise.external.tolist() == [8, 5, 3]
    assert found.groupwise.bridging[0] == pytest.approx(2 * 5 * 3 / 10)
    assert found.groupwise.bridging[1] == 0  # all to one other region: no diversification
    assert found.gatekeepers.tolist() == [2, 1, 0]
    assert found.gatekeeper_share.tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert found.network_ei == pytest.approx((8 - 3) / 11)
    counted = embeddedness(projection, groups=groups, weighted=False)
    assert counted.network_ei == pytest.approx((3 - 2) / 5)
    assert counted.nodes.participation_coefficient[projection.position["a1"]] == pytest.approx(1 - 3 / 9)


def test_the_expected_ei_is_the_mean_over_all_ways_to_deal_the_groups(
    two_teams: tuple[Projection, Grouping],
) -> None:
    edges = [("a", "b", 2), ("b", "c", 1), ("c", "d", 5), ("d", "e", 1)]
    projection = network(edges)
    values = [
        embeddedness(projection, groups=Grouping("g", dealt)).network_ei
        for dealt in itertools.permutations(("x", "x", "x", "y", "y"))
    ]
    assert embeddedness(projection, groups=Grouping("g", ("x", "y", "x", "y", "x"))).expected_ei == pytest.approx(
        np.mean([value for value in values if value is not None])
    )


def test_arcs_in_both_directions_are_two_ties() -> None:
    arcs = network([("a", "b", 1), ("b", "a", 2), ("a", "c", 4)], directed=True)
    ties = embeddedness(arcs, groups=Grouping("g", ("x", "x", "y"))).nodes
    assert (ties.internal[0], ties.external[0]) == (3, 4)
    assert embeddedness(arcs, groups=Grouping("g", ("x", "x", "y"))).groupwise.internal.tolist() == [3, 0]


def test_groups_come_from_a_column_and_its_gaps_are_unknown() -> None:
    projection = network([("a", "b")], ["c"])
    object.__setattr__(projection, "attributes", {"team": ("x", "", "x")})
    found = groups_from(projection, "team")
    assert found.of == ("x", None, "x")
    assert found.codes.tolist() == [0, -1, 0]
    with pytest.raises(UnknownName, match="Did you mean 'team'"):
        groups_from(projection, "teams")


def test_a_two_mode_network_has_counts_and_no_expectation() -> None:
    star = network([("a", "p"), ("b", "p"), ("c", "p")], modes=("actor", "activity"))
    found = brokerage_roles(star, groups=Grouping("g", ("x", "x", "y", "y")))
    assert found.counts[3].tolist() == [0, 2, 2, 2, 0, 6]
    assert np.isnan(found.expected).all()
    assert np.isnan(found.z).all()
    assert any("any two nodes could be tied" in warning for warning in found.warnings)


@pytest.mark.parametrize("directed", [False, True])
def test_dense_networks_are_counted_the_same_by_products(directed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(2)
    n = 40
    ties = {(a, b) for a, b in itertools.permutations(range(n), 2) if generator.random() < 0.6}
    if not directed:
        ties |= {(b, a) for a, b in ties}
    projection = of(n, ties, directed=directed)
    groups = Grouping("g", tuple([None, "x", "y", "z"][generator.integers(0, 4)] for _ in range(n)))
    searched = brokerage_role_counts(projection, groups=groups, run=PLAIN)
    monkeypatch.setattr(contacts, "DENSE_FROM", 0)
    asked: list[int] = []
    products = subject._by_products
    monkeypatch.setattr(subject, "_by_products", lambda *given: (asked.append(n), products(*given))[1])
    assert brokerage_role_counts(projection, groups=groups).tolist() == searched.tolist()
    assert asked == [n]
