"""On any network: the equations of the spectral measures hold, and neither names nor rows nor the way to run matter."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_cases import Case, networks_of
from networks import network

from graph.analytics.eigenvector import eigenvector, eigenvector_values
from graph.analytics.hits import authority, hits_values, hub
from graph.analytics.katz import katz, katz_values
from graph.analytics.pagerank import pagerank, pagerank_values
from graph.analytics.running import COMPILED, PLAIN

many = settings(deadline=None, max_examples=100)
ALL = (eigenvector, katz, pagerank, hub, authority)


def cases() -> st.SearchStrategy[Case]:
    """Any network of 1 to 12 nodes: scattered, sparse, dense, two-mode, one-way or not; strengths may be 0."""
    return networks_of(nodes=(1, 12), strengths=st.integers(0, 4).map(float), two_mode=True)


@many
@given(cases())
def test_the_eigenvector_is_one_of_the_largest_eigenvalue_or_undefined(case: Case) -> None:
    found = eigenvector(case.ours)
    largest = max(np.linalg.eigvals(case.matrix).real)
    if np.isnan(found.array).any():
        assert found.warnings[0].startswith("Undefined")
        return
    assert found.summary["eigenvalue"] == pytest.approx(largest, rel=1e-6)  # numpy's own is no better in Jordan blocks
    assert case.matrix.T @ found.array == pytest.approx(found.summary["eigenvalue"] * found.array, abs=1e-9)
    assert np.linalg.norm(found.array) == pytest.approx(1.0, abs=1e-12)
    assert (found.array >= 0).all()


@many
@given(cases(), st.floats(0, 0.99))
def test_pagerank_solves_its_equation(case: Case, alpha: float) -> None:
    matrix, n = case.matrix, len(case.nodes)
    out = matrix.sum(axis=1)
    walk = np.where(out[:, None] > 0, matrix / np.where(out > 0, out, 1)[:, None], 1 / n)
    expected = np.linalg.solve(np.eye(n) - alpha * walk.T, np.full(n, (1 - alpha) / n))
    assert pagerank(case.ours, alpha=alpha).array == pytest.approx(expected, abs=1e-11)


@many
@given(cases(), st.floats(0.01, 0.99))
def test_katz_solves_its_equation(case: Case, share: float) -> None:
    eigenvalue = katz_values(case.ours).eigenvalue
    alpha = share / eigenvalue if eigenvalue else share
    expected = np.linalg.solve(np.eye(len(case.nodes)) - alpha * case.matrix.T, np.ones(len(case.nodes)))
    assert katz(case.ours, alpha=alpha).array == pytest.approx(expected / np.linalg.norm(expected), abs=1e-9)


@many
@given(cases())
def test_hubs_and_authorities_belong_to_the_largest_singular_value(case: Case) -> None:
    found = hits_values(case.ours)
    if not case.matrix.any():
        assert np.isnan(found.hub).all()
        return
    if not found.principal.found:
        return
    largest = np.linalg.svd(case.matrix, compute_uv=False)[0]
    assert found.principal.value == pytest.approx(largest, rel=1e-9)
    for vector, square in (
        (found.authority, case.matrix.T @ case.matrix),
        (found.hub, case.matrix @ case.matrix.T),
    ):
        assert square @ vector == pytest.approx(largest**2 * vector, abs=1e-8)
        assert vector.sum() == pytest.approx(1.0, abs=1e-12)
        assert (vector >= 0).all()


@many
@given(cases(), st.randoms(use_true_random=False))
def test_new_names_and_another_order_of_rows_change_nothing(case: Case, shuffle: random.Random) -> None:
    names = [f"m{i:02d}" for i in range(len(case.nodes))]
    shuffle.shuffle(names)
    renamed = dict(zip(case.nodes, names, strict=True))
    rows = [(renamed[a], renamed[b], strength) for a, b, strength in case.edges]
    shuffle.shuffle(rows)
    other = network(rows, names, directed=case.directed, modes=case.modes)
    shuffled = list(case.edges)
    shuffle.shuffle(shuffled)
    for measure in ALL:
        before, after = measure(case.ours), measure(other)
        again = measure(network(shuffled, case.nodes, directed=case.directed, modes=case.modes))
        assert again.array.tobytes() == before.array.tobytes()
        for node, value in before.values.items():
            assert after.values[renamed[node]] == (value if value is None else pytest.approx(value, abs=1e-10))


@many
@given(cases())
def test_plain_and_compiled_kernels_give_the_same_bits(case: Case) -> None:
    projection = case.ours
    bits = {
        b"".join(
            values.tobytes()
            for values in (
                eigenvector_values(projection, run=run).vector,
                katz_values(projection, run=run).values,
                pagerank_values(projection, run=run),
                hits_values(projection, run=run).hub,
            )
        )
        for run in (PLAIN, COMPILED)
    }
    assert len(bits) == 1
