"""Eigenvector, Katz, PageRank and HITS against networkx and numpy's own eigenvalues; what is undefined says so."""

from __future__ import annotations

import math
from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from networks import deck, florentine_families, from_graph, krackhardt_kite, network
from networkx.algorithms.link_analysis.hits_alg import _hits_python
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from graph.analytics.eigenvector import eigenvector, eigenvector_values
from graph.analytics.gradients import smaller_side
from graph.analytics.hits import authority, hits_values, hub
from graph.analytics.katz import katz, katz_values
from graph.analytics.pagerank import pagerank, pagerank_values
from graph.analytics.products import Rows
from graph.analytics.results import NodeScores
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import InvalidInput
from graph.projection import Projection

Spectral = Callable[..., NodeScores]
ALL: tuple[Spectral, ...] = (eigenvector, katz, pagerank, hub, authority)


def adjacency(projection: Projection, *, weighted: bool = True) -> np.ndarray:
    """a_uv of u → v, as a dense matrix."""
    matrix = np.zeros((projection.n, projection.n))
    weight = projection.strength if weighted else np.ones(projection.m)
    matrix[projection.edge_source, projection.edge_target] = weight
    if not projection.directed:
        matrix[projection.edge_target, projection.edge_source] = weight
    return matrix


@pytest.fixture(params=["undirected", "directed"])
def busy(request: pytest.FixtureRequest) -> nx.Graph:
    """150 nodes in one (strong) piece, with strengths."""
    graph = nx.gnp_random_graph(150, 0.05, seed=7, directed=request.param == "directed")
    random = np.random.default_rng(7)
    for _, _, data in graph.edges(data=True):
        data["weight"] = random.uniform(0.1, 3.0)
    return graph


def exact(graph: nx.Graph, weighted: bool) -> np.ndarray:
    """The left principal eigenvector, by numpy."""
    matrix = nx.to_numpy_array(graph, weight="weight" if weighted else None)
    values, vectors = np.linalg.eig(matrix.T)
    vector = np.abs(vectors[:, np.argmax(values.real)].real)
    return np.asarray(vector / np.linalg.norm(vector))


@pytest.mark.parametrize("weighted", [True, False])
def test_eigenvector_equals_networkx_and_numpy(busy: nx.Graph, weighted: bool) -> None:
    ours = eigenvector(from_graph(busy, strength="weight"), weighted=weighted)
    theirs = nx.eigenvector_centrality(busy, tol=1e-13, max_iter=5000, weight="weight" if weighted else None)

    assert ours.array == pytest.approx(exact(busy, weighted), abs=1e-12)
    assert ours.array == pytest.approx(list(theirs.values()), abs=1e-9)
    matrix = nx.to_numpy_array(busy, weight="weight" if weighted else None)
    assert ours.summary["eigenvalue"] == pytest.approx(max(np.linalg.eigvals(matrix).real), rel=1e-12)


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("share", [0.1, 0.85, 0.998])
def test_katz_equals_networkx(busy: nx.Graph, weighted: bool, share: float) -> None:
    projection = from_graph(busy, strength="weight")
    alpha = share / katz_values(projection, weighted=weighted).eigenvalue
    ours = katz(projection, alpha=alpha, beta=2.5, weighted=weighted)
    raw = np.linalg.solve(np.eye(projection.n) - alpha * adjacency(projection, weighted=weighted).T, np.ones(150))

    assert ours.array == pytest.approx(raw / np.linalg.norm(raw), abs=1e-11)
    assert ours.summary["alpha"] == alpha
    if share < 0.9:
        weight = "weight" if weighted else None
        theirs = nx.katz_centrality(busy, alpha=alpha, beta=2.5, tol=1e-13, max_iter=5_000, weight=weight)
        assert ours.array == pytest.approx(list(theirs.values()), abs=1e-9)


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("alpha", [0.0, 0.5, 0.85, 0.99])
def test_pagerank_equals_networkx(busy: nx.Graph, weighted: bool, alpha: float) -> None:
    ours = pagerank(from_graph(busy, strength="weight"), alpha=alpha, weighted=weighted)
    weight = "weight" if weighted else None
    theirs = _pagerank_python(busy, alpha=alpha, tol=1e-15, max_iter=10_000, weight=weight)

    assert ours.array == pytest.approx(list(theirs.values()), abs=1e-12)
    assert ours.array.sum() == pytest.approx(1.0, abs=1e-14)


def test_hits_equals_networkx_and_numpy(busy: nx.Graph) -> None:
    projection = from_graph(busy, strength="weight")
    hubs, authorities = _hits_python(busy, tol=1e-14, max_iter=10_000)
    matrix = nx.to_numpy_array(busy)
    left, _, right = np.linalg.svd(matrix)

    assert hub(projection).array == pytest.approx(list(hubs.values()), abs=1e-9)
    assert authority(projection).array == pytest.approx(list(authorities.values()), abs=1e-9)
    assert hub(projection).array == pytest.approx(np.abs(left[:, 0]) / np.abs(left[:, 0]).sum(), abs=1e-12)
    assert authority(projection).array == pytest.approx(np.abs(right[0]) / np.abs(right[0]).sum(), abs=1e-12)


def test_undirected_hubs_and_authorities_are_the_same() -> None:
    for projection in (deck(), florentine_families(), krackhardt_kite()):
        values = eigenvector(projection).array
        assert hub(projection).array.tobytes() == authority(projection).array.tobytes()
        assert hub(projection).array == pytest.approx(values / values.sum(), abs=1e-14)


def test_pagerank_solves_its_equation_with_dangling_nodes_and_strengths_of_zero() -> None:
    edges = [("a", "b", 2), ("b", "c", 1), ("c", "a", 3), ("c", "d", 0), ("e", "d", 1)]
    for directed in (True, False):
        projection = network(edges, ["f"], directed=directed)
        matrix = adjacency(projection)
        out = matrix.sum(axis=1)
        n = projection.n
        walk = np.where(out[:, None] > 0, matrix / np.where(out > 0, out, 1)[:, None], 1 / n)
        expected = np.linalg.solve(np.eye(n) - 0.85 * walk.T, np.full(n, 0.15 / n))
        assert pagerank(projection).array == pytest.approx(expected, abs=1e-13)


def test_a_star_has_the_known_values() -> None:
    star = from_graph(nx.star_graph(9))  # the centre 1/√2, each of nine leaves 1/√18
    assert eigenvector(star).array == pytest.approx([math.sqrt(0.5)] + [1 / math.sqrt(18)] * 9, abs=1e-14)
    assert eigenvector(star).summary["eigenvalue"] == pytest.approx(3.0, abs=1e-13)
    assert [item.rank for item in eigenvector(star).items] == [1] + [2] * 9


@pytest.mark.parametrize("n", [2, 5, 60, 400])
def test_a_path_has_the_known_eigenvector(n: int) -> None:
    """The eigenvalues of a path lie close: λ = 2 cos(π/(n + 1)), x_i ~ sin(πi/(n + 1))."""
    found = eigenvector_values(from_graph(nx.path_graph(n)))
    expected = np.sin(np.pi * np.arange(1, n + 1) / (n + 1))
    assert found.value == pytest.approx(2 * math.cos(math.pi / (n + 1)), rel=1e-12)
    assert found.vector == pytest.approx(expected / np.linalg.norm(expected), abs=1e-9)


def test_equal_nodes_far_from_the_centre_share_a_rank() -> None:
    """Values of 1e-20 beside 0.3 are exact to their own digits, not only to those of the largest."""
    clique = [(f"c{i:02d}", f"c{j:02d}") for i in range(14) for j in range(i)]
    tails = [
        (f"t{tail}{step:02d}" if step else f"c{tail:02d}", f"t{tail}{step + 1:02d}")
        for tail in range(3)
        for step in range(15)
    ]
    values = eigenvector(network([*clique, *tails])).values
    ranks = {item.id: item.rank for item in eigenvector(network([*clique, *tails])).items}
    assert 0 < (values["t015"] or 0) < 1e-15
    for step in range(1, 16):
        assert len({ranks[f"t{tail}{step:02d}"] for tail in range(3)}) == 1


def test_two_equal_parts_share_the_eigenvector_and_it_is_said_that_it_is_not_unique() -> None:
    parts = eigenvector(network([("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f")]))
    assert parts.array == pytest.approx([1 / math.sqrt(6)] * 6, abs=1e-15)
    assert "2 parts" in parts.warnings[0]
    assert "not unique" in parts.warnings[0]


def test_outside_the_leading_part_the_value_is_zero_and_it_is_said_why() -> None:
    scores = eigenvector(network([("a", "b"), ("b", "c"), ("a", "c"), ("d", "e")], ["f"]))
    assert scores.values == pytest.approx(dict.fromkeys("abc", 1 / math.sqrt(3)) | dict.fromkeys("def", 0.0))
    assert [scores.values[node] for node in "def"] == [0.0] * 3
    assert "3 nodes have the value 0" in scores.warnings[0]
    assert eigenvector(krackhardt_kite()).warnings == ()


def test_directed_values_flow_out_of_the_leading_cycle_and_not_back() -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("z", "a")]
    scores = eigenvector(network(edges, directed=True))
    assert [scores.values[node] for node in "abcde"] == pytest.approx([1 / math.sqrt(5)] * 5)
    assert scores.values["z"] == 0.0
    assert "1 node has the value 0" in scores.warnings[0]


@pytest.mark.parametrize("edges", [[("a", "b"), ("b", "c"), ("a", "c")], []])
def test_without_a_cycle_the_eigenvector_of_a_directed_network_is_undefined(edges: list[tuple[str, str]]) -> None:
    scores = eigenvector(network(edges, ["a", "b"], directed=True))
    assert set(scores.values.values()) == {None}
    assert scores.summary == {"eigenvalue": None}
    assert scores.warnings[0].startswith("Undefined: ")
    assert ("no cycle" in scores.warnings[0]) is bool(edges)


def test_a_second_cycle_downstream_of_an_equal_one_has_all_of_the_vector() -> None:
    """The matrix has a Jordan block: iteration on all of it would tell its eigenvalue to 1e-8 only."""
    edges = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c")]
    found = eigenvector(network(edges, directed=True))
    assert found.array == pytest.approx([0.0, 0.0, math.sqrt(0.5), math.sqrt(0.5)], abs=1e-14)
    assert found.summary["eigenvalue"] == pytest.approx(1.0, rel=1e-13)


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("directed", [True, False])
def test_no_node_is_no_value_and_one_node_is_said_to_have_none_or_has_one(measure: Spectral, directed: bool) -> None:
    assert len(measure(network([], directed=directed)).items) == 0
    alone = measure(network([], ["a"], directed=directed))
    if measure in (katz, pagerank):
        assert alone.values == {"a": 1.0}
    else:
        assert alone.values == {"a": None}
        assert "Undefined" in alone.warnings[0]


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("strength", [-1.0, math.nan, math.inf])
def test_a_strength_that_no_walk_can_follow_is_refused_by_name(measure: Spectral, strength: float) -> None:
    projection = network([("a", "b", strength), ("b", "c", 1), ("c", "a", 1)])
    with pytest.raises(InvalidInput, match="a – b") as error:
        measure(projection)
    assert error.value.field == "weighted"
    assert measure(projection, weighted=False).array == pytest.approx(
        [measure(projection, weighted=False).array[0]] * 3
    )


def test_ties_of_strength_zero_are_none() -> None:
    with_zero = network([("a", "b", 1), ("b", "c", 1), ("c", "a", 1), ("c", "d", 0)])
    without = network([("a", "b"), ("b", "c"), ("c", "a")], ["d"])
    for measure in ALL:
        assert measure(with_zero).values == pytest.approx(measure(without).values)
    only_zero = network([("a", "b", 0)])
    assert set(eigenvector(only_zero).values.values()) == {None}
    assert pagerank(only_zero).array == pytest.approx([0.5, 0.5])


def test_an_alpha_at_or_above_the_bound_is_refused_with_the_largest_allowed() -> None:
    ring = from_graph(nx.cycle_graph(6))  # λ = 2
    with pytest.raises(InvalidInput, match=r"alpha is 0\.5;.*1/λ = 0\.5") as error:
        katz(ring, alpha=0.5)
    assert error.value.field == "alpha"
    assert "at most 0.4995" in error.value.next_step
    assert katz(ring, alpha=0.4995).array == pytest.approx([1 / math.sqrt(6)] * 6)
    for wrong in (-0.1, math.nan, math.inf):
        with pytest.raises(InvalidInput, match="alpha is"):
            katz(ring, alpha=wrong)
    for wrong in (0.0, -1.0, math.nan):
        with pytest.raises(InvalidInput, match="beta is"):
            katz(ring, beta=wrong)


def test_without_a_cycle_katz_takes_any_alpha_and_ends_exactly() -> None:
    chain = network([("a", "b"), ("b", "c")], directed=True)
    raw = np.array([1.0, 1.0 + 7.0, 1.0 + 7.0 + 49.0])
    assert katz(chain, alpha=7.0).array == pytest.approx(raw / np.linalg.norm(raw), rel=1e-15)
    assert "since λ = 0" in katz(chain).method.definitions["alpha"]


def test_what_was_chosen_is_said() -> None:
    scores = katz(from_graph(nx.cycle_graph(6)))
    assert scores.summary == pytest.approx({"alpha": 0.425, "eigenvalue": 2.0})
    assert "0.425, chosen here as 0.85/λ" in scores.method.definitions["alpha"]
    for measure in ALL:
        for projection in (deck(), network([("a", "b"), ("b", "a")], directed=True)):
            definitions = measure(projection).method.definitions
            assert {"direction", "normalisation", "strength", "computation"} <= set(definitions)
            assert ("two-mode" in definitions) is (len(projection.modes) > 1)
            assert "each edge counts 1" in measure(projection, weighted=False).method.definitions["strength"]


@pytest.mark.parametrize("weighted", [True, False])
def test_plain_and_compiled_kernels_give_the_same_bits(busy: nx.Graph, weighted: bool) -> None:
    projection = from_graph(busy, strength="weight")
    bits = [
        b"".join(
            values.tobytes()
            for values in (
                eigenvector_values(projection, weighted=weighted, run=run).vector,
                katz_values(projection, weighted=weighted, run=run).values,
                pagerank_values(projection, weighted=weighted, run=run),
                hits_values(projection, weighted=weighted, run=run).hub,
            )
        )
        for run in (PLAIN, COMPILED)
    ]
    assert bits[0] == bits[1]


def test_the_number_of_threads_does_not_change_a_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analytics.products.WORTH_THREADS", 100)
    projection = from_graph(nx.gnm_random_graph(500, 3000, seed=1))
    x = np.random.default_rng(1).random(500)
    answers = set()
    for threads in (1, 2, 3, 7):
        with Rows(projection, weighted=True, run=COMPILED, threads=threads) as rows:
            answers.add(rows.product(x).tobytes())
    assert len(answers) == 1
    assert np.frombuffer(answers.pop()) == pytest.approx(adjacency(projection).T @ x)


@pytest.mark.parametrize("values", [eigenvector_values, katz_values, pagerank_values, hits_values])
def test_what_the_progress_raises_stops_it(values: Callable[..., object]) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        raise Stopped

    for directed in (True, False):
        with pytest.raises(Stopped):
            values(from_graph(nx.gnp_random_graph(200, 0.03, seed=3, directed=directed)), progress=stop)


def test_two_sides_have_no_unique_hubs_and_the_answer_says_so() -> None:
    star = network([("c", leaf) for leaf in "abd"])
    triangle = network([("a", "b"), ("b", "c"), ("a", "c")])
    assert any("not unique" in warning for warning in hub(star).warnings)
    assert not any("not unique" in warning for warning in hub(triangle).warnings)


def two_sided(seed: int) -> Projection:
    """40 actors and 90 activities with strengths, some of them without a tie; ids of both kinds stand mixed."""
    random = np.random.default_rng(seed)
    pairs = {
        (int(a), int(b)) for a, b in zip(random.integers(38, size=300), random.integers(85, size=300), strict=True)
    }
    edges = [(f"n{7 * a % 131:03d}a", f"n{5 * b % 131:03d}b", float(random.integers(1, 5))) for a, b in sorted(pairs)]
    nodes = [f"n{7 * a % 131:03d}a" for a in range(40)] + [f"n{5 * b % 131:03d}b" for b in range(90)]
    return network(edges, nodes, modes=("actor", "activity"))


@pytest.mark.parametrize("alpha", [0.0, 0.5, 0.85, 0.99])
def test_pagerank_and_katz_of_two_sides_solve_their_equations(alpha: float) -> None:
    """They are solved for the smaller side alone."""
    for projection in (two_sided(1), two_sided(2), deck()):
        matrix, n = adjacency(projection), projection.n
        assert 0 < smaller_side(projection).sum() <= n / 2
        out = matrix.sum(axis=1)
        walk = np.where(out[:, None] > 0, matrix / np.where(out > 0, out, 1)[:, None], 1 / n)
        expected = np.linalg.solve(np.eye(n) - alpha * walk.T, np.full(n, (1 - alpha) / n))
        assert pagerank(projection, alpha=alpha).array == pytest.approx(expected, abs=1e-12)
        damped = alpha / max(np.linalg.eigvalsh(matrix))
        raw = np.linalg.solve(np.eye(n) - damped * matrix, np.ones(n))
        assert katz(projection, alpha=damped).array == pytest.approx(raw / np.linalg.norm(raw), abs=1e-12)
        values = {pagerank_values(projection, run=run).tobytes() for run in (PLAIN, COMPILED)}
        values |= {katz_values(projection, run=run).values.tobytes() for run in (PLAIN, COMPILED)}
        assert len(values) == 2


def test_two_kinds_with_ties_within_one_are_solved_as_a_whole() -> None:
    projection = network([("a", "x"), ("b", "x"), ("a", "b")], modes=("actor", "activity"))
    assert smaller_side(projection).all()
    assert pagerank(projection).array == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("share", [0.5, 0.99, 0.999])
def test_directed_katz_is_as_exact_by_biconjugate_gradients_as_by_walks(
    monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    graph = nx.gnp_random_graph(150, 0.05, seed=9, directed=True)
    projection = from_graph(graph)
    alpha = share / katz_values(projection).eigenvalue
    found = katz_values(projection, alpha=alpha)
    raw = np.linalg.solve(np.eye(150) - alpha * adjacency(projection).T, np.ones(150))
    assert found.values == pytest.approx(raw / np.linalg.norm(raw), rel=1e-11)
    assert found.iterations < 200
    monkeypatch.setattr("graph.analytics.katz.RESTARTS", 0)  # as where they come to a halt
    walks = katz_values(projection, alpha=alpha)
    assert walks.values == pytest.approx(found.values, rel=1e-11)
    assert walks.iterations > found.iterations


def test_katz_asks_for_the_eigenvalue_only_where_alpha_may_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(*given: object, **named: object) -> object:
        asked.append(1)
        return eigenvector_values(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("graph.analytics.katz.eigenvector_values", counted)
    star = from_graph(nx.star_graph(9))  # λ = 3, the largest sum of strengths is 9
    low = katz_values(star, alpha=0.1)
    assert not asked
    assert low.eigenvalue == pytest.approx(3.0, rel=1e-12)
    assert katz_values(star, alpha=0.3).values[0] > low.values[0]
    assert len(asked) == 2


@pytest.mark.parametrize(
    "edges",
    [
        [("a", "c", 1), ("a", "d", 1), ("a", "f", 4), ("b", "e", 3)],
        [("e", "f", 1), ("b", "h", 3), ("e", "k", 3), ("g", "h", 1), ("c", "j", 3)],
        [("a", "b", 2), ("c", "d", 2), ("d", "e", 1)],
    ],
)
def test_small_parts_with_no_further_direction_to_go_find_their_eigenvector(
    edges: list[tuple[str, str, float]],
) -> None:
    """In a part of two nodes every step after the second is along what rounding left."""
    projection = network(edges)
    found = eigenvector_values(projection)
    matrix = adjacency(projection)
    assert found.found
    assert found.value == pytest.approx(max(np.linalg.eigvalsh(matrix)), rel=1e-12)
    assert matrix @ found.vector == pytest.approx(found.value * found.vector, abs=1e-12)


@pytest.mark.parametrize("directed", [True, False])
def test_no_measure_depends_on_the_number_of_threads(monkeypatch: pytest.MonkeyPatch, directed: bool) -> None:
    monkeypatch.setattr("graph.analytics.products.WORTH_THREADS", 100)
    monkeypatch.setattr("graph.analytics.products.LONG", 100)
    one_mode = from_graph(nx.gnm_random_graph(300, 2000, seed=1, directed=directed))
    for projection in (one_mode, two_sided(3)):
        answers = set()
        for run, threads in ((PLAIN, 1), (COMPILED, 1), (COMPILED, 2), (COMPILED, 5)):
            found = (
                pagerank_values(projection, run=run, threads=threads),
                katz_values(projection, run=run, threads=threads).values,
                eigenvector_values(projection, run=run, threads=threads).vector,
                hits_values(projection, run=run, threads=threads).hub,
            )
            answers.add(b"".join(values.tobytes() for values in found))
        assert len(answers) == 1
