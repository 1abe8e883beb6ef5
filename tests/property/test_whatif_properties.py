"""What a missing link is said to add is what it adds, and what a leaving node is said to cost is what it costs."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import network

from graph.analytics.added_links import added_links
from graph.analytics.distance_matrix import distance_matrix
from graph.analytics.efficiency import efficiency_of, global_efficiency, pair_counts
from graph.analytics.leaving import leaving, leaving_values
from graph.analytics.link_gains import absent_links, best_links, gains_by_hops
from graph.analytics.running import COMPILED, PLAIN
from graph.projection import Projection

many = settings(max_examples=40, deadline=None)


def a_network(seed: int, n: int, degree: float, directed: bool, names: list[int] | None = None) -> Projection:
    """A random network; `names` gives its nodes other ids."""
    graph = nx.gnp_random_graph(n, min(1.0, degree / n), seed=seed, directed=directed)
    name = [f"n{one:04d}" for one in names or range(n)]
    return network([(name[a], name[b]) for a, b in graph.edges], name, directed=directed)


networks = {
    "seed": st.integers(0, 10**6), "n": st.integers(3, 24), "degree": st.floats(0.5, 4), "directed": st.booleans()
}  # fmt: skip


@many
@given(**networks)
def test_the_committed_link_gives_exactly_the_efficiency_foretold(
    seed: int, n: int, degree: float, directed: bool
) -> None:
    projection = a_network(seed, n, degree, directed)
    found = added_links(projection)
    assert all(one.gain is not None and one.gain >= 0 for one in found.items)
    for one in (*found.items[:2], *found.items[-1:]):
        edges = [(edge.source, edge.target) for edge in projection.edges]
        after = network([*edges, (one.source, one.target)], projection.ids, directed=directed)
        assert global_efficiency(after).value == pytest.approx((found.efficiency or 0) + (one.gain or 0), abs=1e-12)


@many
@given(shuffle=st.randoms(use_true_random=False), **networks)
def test_other_names_change_no_gain_and_no_loss(
    shuffle: object, seed: int, n: int, degree: float, directed: bool
) -> None:
    names = list(range(n))
    shuffle.shuffle(names)  # type: ignore[attr-defined]
    one, other = a_network(seed, n, degree, directed), a_network(seed, n, degree, directed, names)
    renamed = {f"n{at:04d}": f"n{name:04d}" for at, name in enumerate(names)}

    def gains(of: Projection, name: dict[str, str]) -> dict[object, float | None]:
        ends = [((name[link.source], name[link.target]), link.gain) for link in added_links(of).items]
        return {pair if directed else frozenset(pair): gain for pair, gain in ends}

    same = {node_id: node_id for node_id in other.ids}
    assert gains(one, renamed) == pytest.approx(gains(other, same), abs=1e-12)
    losses = {renamed[node.id]: node.loss for node in leaving(one).items}
    assert losses == pytest.approx({node.id: node.loss for node in leaving(other).items}, abs=1e-12)


@many
@given(**networks)
def test_a_removal_is_the_network_counted_anew_without_the_node(
    seed: int, n: int, degree: float, directed: bool
) -> None:
    projection = a_network(seed, n, degree, directed)
    pairs = (n - 1) * (n - 2)
    everyone = leaving_values(projection)
    for v in range(n):
        gone = np.zeros(n, dtype=np.bool_)
        gone[v] = True
        counts = pair_counts(projection, blocked=gone)
        assert everyone.after[v] / pairs == pytest.approx(efficiency_of(counts, n - 1) or 0.0, abs=1e-12)
        assert everyone.before[v] >= everyone.after[v] - 1e-9
        assert everyone.pairs_lost[v] >= 0


@many
@given(**networks)
def test_plain_and_compiled_are_the_same_bits(seed: int, n: int, degree: float, directed: bool) -> None:
    projection = a_network(seed, n, degree, directed)
    matrix = distance_matrix(projection)
    plain, compiled = (best_links(projection, matrix, run=run) for run in (PLAIN, COMPILED))
    assert plain.gain.tobytes() == compiled.gain.tobytes()
    assert plain.closer.tobytes() == compiled.closer.tobytes()
    one_by_one = gains_by_hops(matrix, *absent_links(projection))
    assert plain.gain == pytest.approx(one_by_one.gain, abs=1e-12)
    assert plain.closer.tolist() == one_by_one.closer.tolist()
    left, again = (leaving_values(projection, run=run) for run in (PLAIN, COMPILED))
    assert left.before.tobytes() == again.before.tobytes()
    assert left.after.tobytes() == again.after.tobytes()
    assert left.pairs_lost.tobytes() == again.pairs_lost.tobytes()
