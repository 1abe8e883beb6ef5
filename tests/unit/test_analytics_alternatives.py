"""Constrained, alternative and widest paths: each equal to all loopless paths written out, filtered and sorted."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace
from fractions import Fraction

import networkx as nx
import pytest
from networks import deck, from_graph, krackhardt_kite, network, node_id
from routes_brute import Walk, keeps_to, loopless_paths, random_network, random_stages

from graph.analytics import routing
from graph.analytics.alternatives import k_shortest_paths
from graph.analytics.constraints import NONE, Constraints, allowed
from graph.analytics.lengths import Length
from graph.analytics.paths import measured, shortest_path, shortest_paths, what_stands_in_the_way
from graph.analytics.question import Question
from graph.analytics.ranked_by_distance import _FreeDetours, ranked_by_distance
from graph.analytics.ranked_by_hops import ranked_by_hops
from graph.analytics.remaining import rest_of
from graph.analytics.results import Paths
from graph.analytics.running import COMPILED, PLAIN, Run
from graph.analytics.staged import Stages
from graph.analytics.widest import widest_paths
from graph.errors import InvalidInput, NotFound, UnknownName
from graph.projection import Projection

SEEDS = range(60)
KINDS = (
    "none", "avoid", "via", "via two", "relations", "without_relations", "types", "countries", "without_countries",
    "stages", "stages via", "much",
)  # fmt: skip


def constraints_of(kind: str, seed: int, projection: Projection) -> Constraints:
    """Constraints of a kind that name neither of the ends n0 and n6."""
    draw = random.Random(seed)
    middle = draw.sample(projection.ids[1:-1], 3)
    stages = random_stages(seed, projection)
    made = {
        "none": NONE,
        "avoid": Constraints(avoid=tuple(middle[:2])),
        "via": Constraints(via=tuple(middle[:1])),
        "via two": Constraints(via=tuple(middle[:2])),
        "relations": Constraints(relations=("SUPPLIES",)),
        "without_relations": Constraints(without_relations=("SUPPLIES",)),
        "types": Constraints(types=("Region",)),
        "countries": Constraints(countries=("PT", "ES")),
        "without_countries": Constraints(without_countries=("ES",)),
        "stages": Constraints(stages=stages),
        "stages via": Constraints(stages=stages, via=tuple(middle[:1])),
        "much": Constraints(avoid=(middle[2],), via=(middle[0],), without_relations=("KNOWS",), stages=stages),
    }
    return made[kind]


def possible(projection: Projection, constraints: Constraints, max_hops: int | None) -> list[Walk]:
    return [
        walk
        for walk in loopless_paths(projection, "n0", "n6")
        if keeps_to(projection, walk[0], constraints) and (max_hops is None or len(walk[0]) - 1 <= max_hops)
    ]


def nodes_of(answer: Paths) -> list[tuple[str, ...]]:
    return [path.nodes for path in answer.paths]


def cases(kind: str) -> list[tuple[Projection, Constraints, int | None, Length]]:
    found: list[tuple[Projection, Constraints, int | None, Length]] = []
    for seed in SEEDS:
        projection = random_network(seed, directed=seed % 2 == 1)
        constraints = constraints_of(kind, seed, projection)
        names = {name for edge in projection.edges for name in edge.relation.split()}
        codes = {node.country for node in projection.nodes}
        ends = {projection.nodes[0].country, projection.nodes[-1].country}
        if not set(constraints.relations + constraints.without_relations) <= names:
            continue
        if not set(constraints.countries + constraints.without_countries) <= codes:
            continue
        if set(constraints.without_countries) & ends or not {node.label for node in projection.nodes} >= {"Region"}:
            continue
        bounds: tuple[int | None, ...] = (None, 1 + seed % 5)
        lengths: tuple[Length, ...] = ("hops", "distance")
        found += [(projection, constraints, most, by) for most, by in itertools.product(bounds, lengths)]
    assert len(found) > 40
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_shortest_paths_are_those_of_all_paths_written_out(kind: str) -> None:
    several = 0
    for projection, constraints, most, by in cases(kind):
        walks = [
            (Fraction(len(w[0]) - 1) if by == "hops" else w[1], w[0]) for w in possible(projection, constraints, most)
        ]
        expected = sorted(nodes for length, nodes in walks if length == min(walks)[0])

        answer = shortest_paths(
            projection, source="n0", target="n6", limit=200, by=by, max_hops=most, constraints=constraints
        )

        assert nodes_of(answer) == expected
        assert answer.total == len(expected)
        assert not answer.truncated
        assert (answer.length is None) == (not expected)
        several += len(expected) > 1
        if len(expected) > 1:
            some = shortest_paths(
                projection, source="n0", target="n6", limit=1, by=by, max_hops=most, constraints=constraints
            )
            assert (nodes_of(some), some.truncated) == (expected[:1], True)
    assert several > 0


@pytest.mark.parametrize("kind", KINDS)
def test_k_shortest_paths_are_those_of_all_paths_written_out(kind: str) -> None:
    for projection, constraints, most, by in cases(kind):
        walks = [(len(w[0]) - 1 if by == "hops" else w[1], w[0]) for w in possible(projection, constraints, most)]
        expected = [nodes for _, nodes in sorted(walks)]

        for k in (1, 4, 1000):
            answer = k_shortest_paths(
                projection, source="n0", target="n6", k=k, by=by, max_hops=most, constraints=constraints
            )
            assert nodes_of(answer) == expected[:k]
            assert answer.total == (len(expected) if len(expected) <= k else None)
            assert answer.truncated == (len(expected) > k)


@pytest.mark.parametrize("kind", KINDS)
def test_widest_paths_are_those_of_all_paths_written_out(kind: str) -> None:
    for projection, constraints, most, by in cases(kind):
        if by == "distance":
            continue
        walks = sorted((-w[2], len(w[0]), w[0]) for w in possible(projection, constraints, most))
        expected = [nodes for width, hops, nodes in walks if (width, hops) == walks[0][:2]]

        answer = widest_paths(projection, source="n0", target="n6", limit=200, max_hops=most, constraints=constraints)

        assert nodes_of(answer) == expected
        assert answer.total == len(expected)
        if expected:
            assert measured(projection, answer.paths[0])[1] == -walks[0][0]


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("strength", [None, "strength"])
def test_yen_equals_networkx(directed: bool, strength: str | None) -> None:
    draw = random.Random(3)
    graph = nx.gnp_random_graph(60, 0.08, seed=8, directed=directed)
    for _, _, data in graph.edges(data=True):
        data["strength"] = draw.uniform(0.1, 3)  # no two routes tie
        data["distance"] = 1 / data["strength"]
    by: Length = "distance" if strength else "hops"
    weight = "distance" if strength else None
    projection = from_graph(graph, strength="strength")
    for target in (17, 33, 59):
        theirs = list(itertools.islice(nx.shortest_simple_paths(graph, 0, target, weight=weight), 40))
        ours = nodes_of(k_shortest_paths(projection, source="n0000", target=f"n{target:04d}", k=40, by=by))
        if strength:
            assert ours == [tuple(f"n{one:04d}" for one in path) for path in theirs]
        else:
            assert [len(path) for path in ours] == [len(path) for path in theirs]
            assert ours == sorted(ours, key=lambda path: (len(path), path))


def test_the_first_of_three_routes_is_yens() -> None:
    # the network of the English Wikipedia's article on Yen's algorithm: C-E-F-H 5, C-E-G-H 7, C-D-F-H 8
    distances = {"CD": 3, "CE": 2, "DF": 4, "ED": 1, "EF": 2, "EG": 3, "FG": 2, "FH": 1, "GH": 2}
    projection = network([(a, b, 1 / far) for (a, b), far in distances.items()], directed=True)

    answer = k_shortest_paths(projection, source="C", target="H", k=3, by="distance")

    assert ["".join(nodes) for nodes in nodes_of(answer)] == ["CEFH", "CEGH", "CDFH"]
    assert [round(measured(projection, path)[0], 9) for path in answer.paths] == [5, 7, 8]


def test_a_bound_on_hops_may_cost_distance() -> None:
    chain = network([("a", "b", 4), ("b", "c", 4), ("c", "d", 4), ("a", "d", 1)])

    free = shortest_paths(chain, source="a", target="d", by="distance")
    bound = shortest_paths(chain, source="a", target="d", by="distance", max_hops=2)

    assert (nodes_of(free), measured(chain, free.paths[0])) == ([("a", "b", "c", "d")], (0.75, 4.0))
    assert (nodes_of(bound), measured(chain, bound.paths[0])) == ([("a", "d")], (1.0, 1.0))
    assert nodes_of(widest_paths(chain, source="a", target="d")) == [("a", "b", "c", "d")]
    assert nodes_of(widest_paths(chain, source="a", target="d", max_hops=2)) == [("a", "d")]


def test_sums_of_reciprocals_in_another_order_are_one_length() -> None:
    ends = [("s", "a", 1), ("a", "b", 1), ("b", "t", 3), ("s", "c", 3), ("c", "d", 1), ("d", "t", 1)]

    answer = shortest_paths(network(ends), source="s", target="t", by="distance")

    assert nodes_of(answer) == [("s", "a", "b", "t"), ("s", "c", "d", "t")]


def test_an_edge_of_no_strength_is_passed_by_hops_and_not_by_distance() -> None:
    projection = network([("a", "b", 0), ("b", "c", 1)])

    assert shortest_paths(projection, source="a", target="c").length == 2
    assert shortest_paths(projection, source="a", target="c", by="distance").length is None
    assert k_shortest_paths(projection, source="a", target="c", by="distance", max_hops=3).length is None
    widest = widest_paths(projection, source="a", target="c")
    assert measured(projection, widest.paths[0]) == (math.inf, 0.0)


def test_a_way_through_a_dead_end_is_no_path_and_a_longer_one_is_found() -> None:
    # the nearest way to v and on to t passes h twice; without loops it takes the long way round
    ties = [("s", "h"), ("h", "v"), ("h", "t"), ("v", "w"), ("w", "x"), ("x", "t")]
    projection = network(ties)

    answer = shortest_paths(projection, source="s", target="t", constraints=Constraints(via=("v",)))
    assert nodes_of(answer) == [("s", "h", "v", "w", "x", "t")]
    without = Constraints(via=("v",), avoid=("w",))
    none = shortest_paths(projection, source="s", target="t", constraints=without)
    assert none.length is None
    assert "under avoid, via" in none.warnings[0]
    assert what_stands_in_the_way(projection, "s", "t", without) == {"": 2, "avoid": 5, "via": 2}


def test_a_staged_path_neither_falls_nor_skips() -> None:
    ties = [("s", "a"), ("a", "t"), ("s", "b"), ("b", "c"), ("c", "t"), ("s", "t")]
    projection = network(ties)
    order = (10, 20, 30)

    def path(**held: set[int]) -> list[tuple[str, ...]]:
        stages = Stages("chain:x", order, {one: frozenset(some) for one, some in held.items()})
        return nodes_of(shortest_path(projection, source="s", target="t", constraints=Constraints(stages=stages)))

    assert path(s={10}, t={30}, a={20}, b={10}, c={20}) == [("s", "a", "t")]
    assert path(s={10}, t={30}, a={30}, b={10}, c={20}) == [("s", "b", "c", "t")]
    assert path(s={10}, t={30}, a={10, 30}, b={10}, c={20, 30}) == [("s", "b", "c", "t")]
    assert path(s={30}, t={10}) == []
    assert path(t={30}) == [("s", "t")]  # who holds no stage may come before any
    assert path(s={10}, t={30}, b={20}) == [("s", "b", "c", "t")]  # c holds none and changes nothing


def test_stages_that_do_not_fit_their_order_are_refused() -> None:
    with pytest.raises(InvalidInput, match="no order"):
        Stages("chain:x", (2, 1), {})
    with pytest.raises(InvalidInput, match="no order"):
        Stages("chain:x", (1, 2), {"a": frozenset({3})})
    with pytest.raises(InvalidInput, match="63 stages, more than 62"):
        Stages("chain:x", tuple(range(63)), {})


def test_what_a_network_does_not_have_is_named_with_what_is_near() -> None:
    projection = random_network(1)
    for field, value, kind in (
        ("relations", "SUPPLYS", "SUPPLIES"),
        ("types", "Regoin", "Region"),
        ("countries", "P", "PT"),
    ):
        with pytest.raises(UnknownName, match=f"'{value}'") as error:
            allowed(projection, "n0", "n6", replace(NONE, **{field: (value,)}))
        assert error.value.field == field
        assert error.value.suggestion == kind
    with pytest.raises(NotFound, match="'nobody'"):
        allowed(projection, "n0", "n6", Constraints(avoid=("nobody",)))


@pytest.mark.parametrize(
    ("constraints", "says"),
    [
        (Constraints(avoid=("n0",)), "avoid = n0 takes away the source 'n0'"),
        (Constraints(avoid=("n6",)), "the target 'n6'"),
        (Constraints(avoid=("n2",), via=("n2",)), "the via 'n2'"),
        (Constraints(via=("n0",)), "repeats a node"),
        (Constraints(via=("n2", "n2")), "repeats a node"),
    ],
)
def test_a_constraint_that_takes_away_what_is_asked_for_is_refused(constraints: Constraints, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        allowed(random_network(1), "n0", "n6", constraints)


def test_a_country_that_takes_away_an_end_is_refused_and_only_lists_spare_the_ends() -> None:
    projection = random_network(1)
    country = projection.nodes[0].country or projection.nodes[-1].country
    with pytest.raises(InvalidInput, match="takes away the"):
        allowed(projection, "n0", "n6", Constraints(without_countries=(country,)))
    given = allowed(projection, "n0", "n6", Constraints(types=("Region",)))
    assert (given.closed[0], given.closed[6]) == (0, 0)


def test_a_search_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "MOST_STEPS", 3)
    # the nearest way to v and back passes h twice, and so do all others
    projection = network([("s", "h"), ("h", "v"), ("h", "t"), ("h", "x"), ("x", "v")])
    by_way = Constraints(via=("v",))

    short = shortest_paths(projection, source="s", target="t", constraints=by_way)
    assert (short.length, short.total, short.truncated) == (None, None, True)
    assert "The search ended after" in short.warnings[0]
    some = k_shortest_paths(projection, source="s", target="t", constraints=by_way)
    assert (some.paths, some.total, some.truncated) == ((), None, True)
    wide = widest_paths(projection, source="s", target="t", constraints=by_way)
    assert (wide.paths, wide.total, wide.truncated) == ((), None, True)


def test_a_node_reaches_itself_by_every_method() -> None:
    kite = krackhardt_kite()
    for answer in (
        shortest_paths(kite, source="Jane", target="Jane", by="distance"),
        k_shortest_paths(kite, source="Jane", target="Jane"),
        widest_paths(kite, source="Jane", target="Jane"),
    ):
        assert (answer.length, answer.total, nodes_of(answer)) == (0, 1, [("Jane",)])
        assert measured(kite, answer.paths[0]) == (0.0, None)


def test_alternatives_on_the_deck_come_shortest_first() -> None:
    answer = k_shortest_paths(deck(), source="country:PT", target="country:NO", k=3)

    assert answer.length == 6
    assert [len(path.edges) for path in answer.paths] == sorted(len(path.edges) for path in answer.paths)
    assert all(len(set(path.nodes)) == len(path.nodes) for path in answer.paths)
    assert answer.method.reference.startswith("Yen (1971)")


@pytest.mark.parametrize("directed", [False, True])
def test_plain_and_compiled_kernels_find_the_same(directed: bool) -> None:
    for seed in range(4):
        projection = random_network(seed, directed=directed, n=12, density=0.3)
        stages = random_stages(seed, projection)
        given = allowed(projection, "n0", "n6", Constraints(stages=stages, via=("n3",)))
        questions = [Question(projection, given, "hops"), Question(projection, given, "distance")]
        questions.append(Question(projection, given, "distance", 5))
        for question in questions:
            plain, compiled = rest_of(question, run=PLAIN), rest_of(question, run=COMPILED)
            assert [[list(row) for row in leg] for leg in plain.rows] == [
                [list(row) for row in leg] for leg in compiled.rows
            ]
        free = Question(projection, allowed(projection, "n0", "n6"), "distance")
        assert ranked_by_distance(free, k=30, run=PLAIN) == ranked_by_distance(free, k=30, run=COMPILED)
        short = Question(projection, allowed(projection, "n0", "n6", Constraints(avoid=("n3",))))
        for k in (1, 4, 30):
            assert ranked_by_hops(short, k=k, run=PLAIN) == ranked_by_hops(short, k=k, run=COMPILED)
        assert len(_FreeDetours(free, 3, COMPILED).path) == projection.n + 1


@pytest.mark.parametrize("run", [PLAIN, COMPILED], ids=["plain", "compiled"])
def test_questions_after_one_another_leave_nothing_behind(run: Run) -> None:
    graph = nx.gnm_random_graph(60, 150, seed=7)
    projection = from_graph(graph)
    for source, target in itertools.pairwise(range(0, 60, 3)):
        ends = node_id(source), node_id(target)
        if not nx.has_path(graph, source, target):
            continue
        for closed in (range(0), range(1, 60, 9)):
            constraints = Constraints(avoid=tuple(node_id(node) for node in closed))
            question = Question(projection, allowed(projection, *ends, constraints))
            found = ranked_by_hops(question, k=40, run=run)

            open_ = graph.subgraph(set(graph) - set(closed))
            theirs = itertools.islice(nx.shortest_simple_paths(open_, source, target), 40)
            expected = [len(path) - 1 for path in theirs] if nx.has_path(open_, source, target) else []
            assert [one.length for one in found] == expected
            assert len({one.path.nodes for one in found}) == len(found)


def test_on_a_long_ring_both_ways_round_are_found() -> None:
    ring = from_graph(nx.cycle_graph(3001))

    answer = k_shortest_paths(ring, source=node_id(0), target=node_id(1000), k=5)

    assert [len(path.edges) for path in answer.paths] == [1000, 2001]
    assert answer.total == 2
