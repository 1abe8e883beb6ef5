"""Every loopless path of a small network written out, and the constraints checked on each: the oracle of the paths."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction

from graph.analytics.constraints import Constraints
from graph.analytics.staged import Stages
from graph.projection import Evidence, NetworkEdge, NetworkNode, Projection, build_projection

LABELS, COUNTRIES, RELATIONS = ("Region", "Project"), ("", "PT", "ES", "NO"), ("KNOWS", "SUPPLIES", "KNOWS SUPPLIES")


def random_network(seed: int, *, directed: bool = False, n: int = 7, density: float = 0.45) -> Projection:
    """Nodes of two labels and three countries or none, edges of two relations and strengths 1 to 3."""
    draw = random.Random(seed)
    ids = [f"n{place}" for place in range(n)]
    pairs = itertools.permutations(ids, 2) if directed else itertools.combinations(ids, 2)
    edges = [
        NetworkEdge(a, b, draw.choice(RELATIONS), float(draw.choice((1, 2, 3))), (Evidence("KNOWS", a, b, "s"),))
        for a, b in pairs
        if draw.random() < density
    ]
    nodes = [NetworkNode(one, one, draw.choice(LABELS), draw.choice(COUNTRIES)) for one in ids]
    return build_projection(view="test", parameters={}, graph_version="v", nodes=nodes, edges=edges, directed=directed)


def random_stages(seed: int, projection: Projection) -> Stages:
    """A chain of three stages (2, 3 and 7) that some of the nodes hold, some of them several."""
    draw = random.Random(seed)
    held = {one: frozenset(draw.sample((2, 3, 7), draw.choice((0, 0, 1, 1, 2)))) for one in projection.ids}
    return Stages("chain:test", (2, 3, 7), {one: stages for one, stages in held.items() if stages})


Walk = tuple[tuple[str, ...], Fraction, Fraction]  # nodes, distance, width


def loopless_paths(projection: Projection, source: str, target: str) -> Iterator[Walk]:
    """Every path without loops, with its exact distance and its width (0 for the path of no edge)."""
    ties: dict[str, dict[str, Fraction]] = {one: {} for one in projection.ids}
    for edge in projection.edges:
        ties[edge.source][edge.target] = Fraction(edge.strength)
        if not projection.directed:
            ties[edge.target][edge.source] = Fraction(edge.strength)

    def onward(nodes: tuple[str, ...], far: Fraction, width: Fraction | None) -> Iterator[Walk]:
        if nodes[-1] == target:
            yield nodes, far, width or Fraction(0)
            return
        for other, strength in sorted(ties[nodes[-1]].items()):
            if other not in nodes:
                yield from onward((*nodes, other), far + 1 / strength, min(strength, width or strength))

    return onward((source,), Fraction(0), None)


def keeps_to(projection: Projection, nodes: tuple[str, ...], constraints: Constraints) -> bool:
    """Whether a path keeps to the constraints, each written as it is said in words."""
    of = {node.id: node for node in projection.nodes}
    relation: dict[frozenset[str] | tuple[str, str], set[str]] = {}
    for edge in projection.edges:
        key = (edge.source, edge.target) if projection.directed else frozenset((edge.source, edge.target))
        relation[key] = set(edge.relation.split())
    named = {nodes[0], nodes[-1], *constraints.via}
    for one in nodes[1:-1]:
        if one in constraints.avoid:
            return False
        if of[one].country in constraints.without_countries:
            return False
        if one in named:
            continue
        if constraints.types and of[one].label not in constraints.types:
            return False
        if constraints.countries and of[one].country and of[one].country not in constraints.countries:
            return False
    if tuple(one for one in nodes if one in constraints.via) != constraints.via:
        return False
    for a, b in itertools.pairwise(nodes):
        names = relation[(a, b) if projection.directed else frozenset((a, b))]
        passed = names - set(constraints.without_relations)
        if constraints.relations:
            passed &= set(constraints.relations)
        if not passed:
            return False
    return constraints.stages is None or _staged(nodes, constraints.stages.order, constraints.stages.positions)


def _staged(nodes: tuple[str, ...], order: tuple[int, ...], held: Mapping[str, frozenset[int]]) -> bool:
    """Some choice of one stage for each node that holds any never falls and rises by one at most."""
    choices = [[order.index(one) for one in sorted(held[node])] for node in nodes if node in held]
    return any(
        all(0 <= later - earlier <= 1 for earlier, later in itertools.pairwise(choice))
        for choice in itertools.product(*choices)
    )
