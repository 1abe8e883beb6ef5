"""Directed eigenvectors where several parts share the largest eigenvalue: by hand and by a dense method."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from graph import eigenvector, katz, network_of
from graph.analytics import leading_parts as module
from graph.analytics.eigenvector import eigenvector_values
from graph.analytics.running import COMPILED, PLAIN
from graph.projection import Projection

PAIRS = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]


def ring(name: str, size: int) -> list[tuple[str, str]]:
    return [(f"{name}{at}", f"{name}{(at + 1) % size}") for at in range(size)]


def test_of_two_equal_parts_one_behind_the_other_the_last_has_the_vector() -> None:
    found = eigenvector(network_of([*PAIRS, ("b", "c")], directed=True))

    half = 1 / math.sqrt(2)
    assert found.values == pytest.approx({"a": 0.0, "b": 0.0, "c": half, "d": half}, abs=1e-14)
    assert found.values["a"] == 0.0
    assert [item.rank for item in found.items] == [1, 1, 3, 3]
    assert found.summary["eigenvalue"] == pytest.approx(1.0, rel=1e-13)
    assert any("to another part with it" in warning for warning in found.warnings)


@pytest.mark.parametrize("size", [3, 7, 40])
def test_of_two_rings_the_one_led_to_has_the_vector(size: int) -> None:
    network = network_of([*ring("a", size), *ring("b", size), ("a0", "b0")], directed=True)
    found = eigenvector(network)

    assert found.array == pytest.approx(np.repeat([0.0, size**-0.5], size), abs=1e-12)
    assert katz(network).summary["eigenvalue"] == pytest.approx(1.0, rel=1e-12)


def test_a_chain_of_many_equal_parts_ends_in_the_last() -> None:
    ties = [tie for at in range(12) for tie in ring(f"{at:02d}x", 2)]
    found = eigenvector(network_of([*ties, *((f"{at:02d}x0", f"{at + 1:02d}x1") for at in range(11))], directed=True))

    assert {node for node, value in found.values.items() if value} == {"11x0", "11x1"}


def test_two_parts_that_are_not_joined_have_no_unique_vector_and_it_is_said() -> None:
    found = eigenvector(network_of(PAIRS, directed=True))

    assert found.array == pytest.approx([0.5] * 4)
    assert any("the vector is not unique" in warning for warning in found.warnings)


def test_one_leading_part_has_no_such_warning() -> None:
    found = eigenvector(network_of([*ring("a", 3), ("a1", "a0"), *ring("b", 3), ("a0", "b0")], directed=True))

    assert not any("unique" in warning or "another part" in warning for warning in found.warnings)


def by_parts(projection: Projection) -> tuple[float, np.ndarray]:
    """The eigenvalue, and where an eigenvector without negative values can be other than 0: by networkx and numpy."""
    matrix = np.zeros((projection.n, projection.n))
    matrix[projection.edge_target, projection.edge_source] = projection.strength
    theirs = nx.DiGraph(zip(projection.edge_source.tolist(), projection.edge_target.tolist(), strict=True))
    parts = [sorted(part) for part in nx.strongly_connected_components(theirs)]
    values = [float(np.abs(np.linalg.eigvals(matrix[np.ix_(part, part)])).max()) for part in parts]
    best = [part for part, value in zip(parts, values, strict=True) if value > max(values) * (1 - 1e-9)]
    onward = [nx.descendants(theirs, part[0]) | set(part) for part in best]
    inside = np.zeros(projection.n, dtype=bool)
    for part, reached in zip(best, onward, strict=True):
        if not any(other[0] in reached for other in best if other is not part):
            inside[list(reached)] = True
    return max(values), inside


@pytest.mark.parametrize("run", [PLAIN, COMPILED])
@pytest.mark.parametrize("seed", range(12))
def test_parts_drawn_at_random_solve_the_equation_where_they_can(seed: int, run: object) -> None:
    random = np.random.default_rng(seed)
    sizes = random.integers(2, 5, size=6).tolist()
    ties = [tie for at, size in enumerate(sizes) for tie in ring(f"{at}r", size)]
    ties += [("0r0", "y"), ("y", "z")]
    for _ in range(4):
        one, other = sorted(random.choice(6, size=2, replace=False).tolist())
        ties.append((f"{one}r0", f"{other}r1"))
    if seed % 2:
        ties += [("0r1", "0r0"), ("3r1", "3r0")] if sizes[0] > 2 and sizes[3] > 2 else []
    network = network_of(dict.fromkeys(ties), directed=True)
    value, inside = by_parts(network)
    found = eigenvector_values(network, run=run)  # type: ignore[arg-type]

    assert found.found
    assert found.value == pytest.approx(value, rel=1e-11)
    assert ((found.vector > 0) == inside).all()
    image = np.bincount(network.edge_target, found.vector[network.edge_source], minlength=network.n)
    assert image[inside] == pytest.approx(found.value * found.vector[inside], abs=1e-11)


def test_parts_of_any_size_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALL", 2)
    found = eigenvector(network_of([*ring("a", 5), *ring("b", 5), *ring("c", 2), ("a0", "b0")], directed=True))

    assert {node[0] for node, value in found.values.items() if value} == {"b", "c"}
