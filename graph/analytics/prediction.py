"""Link prediction: absent pairs that are likely, by the ties around them. Likely is not useful, nor complementary."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import at_least, checked
from graph.analytics.contacts import Contacts, contacts_of, two_paths
from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.kernels.prediction import (
    best_by_common_neighbours,
    best_by_degree,
    best_in_dense,
)
from graph.analytics.results import Method
from graph.analytics.running import Run, choose
from graph.errors import InvalidInput
from graph.projection import Float64, Int64, Projection
from graph.wording import plural

Predictor: TypeAlias = Literal["common-neighbours", "adamic-adar", "resource-allocation", "preferential-attachment"]
PREDICTORS: tuple[Predictor, ...] = (
    "adamic-adar",
    "common-neighbours",
    "preferential-attachment",
    "resource-allocation",
)
FORMULAS: dict[Predictor, str] = {
    "common-neighbours": "s(u, v) = |N(u) ∩ N(v)|",
    "adamic-adar": "s(u, v) = Σ_{z ∈ N(u) ∩ N(v)} 1 / ln |N(z)|",
    "resource-allocation": "s(u, v) = Σ_{z ∈ N(u) ∩ N(v)} 1 / |N(z)|",
    "preferential-attachment": "s(u, v) = |N(u)| · |N(v)|",
}
REFERENCES: dict[Predictor, str] = {
    "common-neighbours": "Liben-Nowell & Kleinberg (2007), Journal of the American Society for Information Science and "
    "Technology 58(7): 1019–1031; Newman (2001), Physical Review E 64: 025102",
    "adamic-adar": "Adamic & Adar (2003), Social Networks 25(3): 211–230",
    "resource-allocation": "Zhou, Lü & Zhang (2009), European Physical Journal B 71: 623–630",
    "preferential-attachment": "Liben-Nowell & Kleinberg (2007), Journal of the American Society for Information "
    "Science and Technology 58(7): 1019–1031; Barabási & Albert (1999), Science 286: 509–512",
}
NOT_USEFUL = (
    "A likely link is not a useful one: the score only says that the two have the surroundings of pairs that are tied. "
    "Whether they complement each other is another question, which this does not answer."
)


@dataclass(frozen=True, slots=True)
class PredictedLink:
    """An absent pair, `source` < `target`, or `source` the node asked about. `common`: places of common neighbours."""

    source: str
    target: str
    score: float
    rank: int
    common: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PredictedLinks:
    """Absent pairs, most likely first, equal ones by their ids. `total` counts those that have a score above 0."""

    method: Method
    items: tuple[PredictedLink, ...]
    total: int
    warnings: tuple[str, ...] = ()


@checked
def predict_links(
    projection: Projection,
    *,
    method: Predictor = "adamic-adar",
    limit: int = 100,
    node: str | None = None,
    progress: Progress | None = None,
) -> PredictedLinks:
    """The absent pairs with the highest scores, of the whole network or of one node; pairs of score 0 are not listed.

    common-neighbours |N(u) ∩ N(v)|; adamic-adar Σ_z 1/ln |N(z)| and resource-allocation Σ_z 1/|N(z)| over the common
    neighbours z; preferential-attachment |N(u)|·|N(v)|. Direction and strength are not used: N are the contacts in
    either direction. Scores closer than 2⁻⁴⁰ share a rank. In a two-mode network only preferential attachment has a
    meaning, for pairs of different kind; for the others raises `InvalidInput`. Raises `UnknownName`, `NotFound`.
    Liben-Nowell & Kleinberg (2007), *JASIST* 58(7); Adamic & Adar (2003), *Social Networks* 25(3); Zhou, Lü & Zhang
    (2009), *European Physical Journal B* 71.
    """
    at_least("limit", limit, 1)
    two_mode = len(projection.modes) > 1
    if two_mode and method != "preferential-attachment":
        raise InvalidInput(
            f"The network '{projection.view}' is two-mode: an absent pair of {' and '.join(projection.modes)} has no "
            f"common neighbours, so that {method} is 0 for all.",
            next_step="Ask a one-mode view (countries, regions), or method=preferential-attachment.",
            field="method",
        )
    place = None if node is None else projection.place(node)
    contacts = contacts_of(projection, weighted=False)
    values, pairs, total = predicted_pairs(
        projection, method=method, limit=limit, node=place, contacts=contacts, progress=progress
    )
    ids = projection.ids
    gives = None if method == "preferential-attachment" else _gives(contacts, method)
    items = []
    rank, before = 0, math.nan
    for number, (value, (u, v)) in enumerate(zip(values.tolist(), pairs.tolist(), strict=True), start=1):
        if value != before:
            rank, before = number, value
        common = np.intersect1d(_row(contacts, u), _row(contacts, v), assume_unique=True)
        score = value if gives is None else math.fsum(gives[common].tolist())  # not rounded, whatever the order
        items.append(PredictedLink(ids[u], ids[v], score, rank, tuple(common.tolist())))
    return PredictedLinks(_method(projection, method), tuple(items), total, said_of(total, len(items)))


def said_of(total: int, listed: int) -> tuple[str, ...]:
    """The warnings where `listed` of `total` pairs with a score above 0 are listed."""
    if not total:
        return NOT_USEFUL, "No absent pair has a score above 0."
    if total > listed:
        which = f"the {plural(listed, 'highest is', 'highest are')} listed"
        return NOT_USEFUL, f"{plural(total, 'pair has', 'pairs have')} a score above 0; {which}."
    return (NOT_USEFUL,)


def predicted_pairs(
    projection: Projection,
    *,
    method: Predictor,
    limit: int,
    node: int | None = None,
    contacts: Contacts | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> tuple[Float64, Int64, int]:
    """Scores (k,) and places (k, 2) of the best `limit` absent pairs, best first, and how many have a score above 0.

    Scores over common neighbours are rounded to 2⁻⁴⁰. The same bits whatever the threads and the way to run.
    """
    contacts = contacts_of(projection, weighted=False) if contacts is None else contacts
    if method == "preferential-attachment":
        sides = projection.actors.astype(np.int64) if len(projection.modes) > 1 else np.full(contacts.n, -1)
        if node is not None:
            return _of_node_by_degree(contacts, sides, node, limit)
        return _by_degree(contacts, sides, limit, run)
    gives = _gives(contacts, method)
    n, every = contacts.n, int(node is not None)
    dense = (
        int(np.dot(contacts.degree, contacts.degree)) >= n * n
    )  # most nodes are at two hops: no list of them is kept
    kernel = best_in_dense if dense else best_by_common_neighbours
    run = run or choose(kernel, steps=8 * _steps(contacts, node))
    compute = run.kernel(kernel)
    unsigned = contacts.indices.view(np.uint32)  # compiled, it spares the question whether a place counts from the end
    arrays = [run.given(array) for array in (contacts.indptr, unsigned, contacts.opposite, gives)]

    def work(part: range) -> tuple[Float64, Int64, int]:
        space = [run.space(n, 0.0, np.float64), run.space(n, -1, np.int64)]
        if not dense:
            space.append(run.space(n, 0, np.int64))
        heap = run.space(limit, 0.0, np.float64), run.space(limit, 0, np.int64)
        size, count = compute(*arrays, part.start, part.stop, every, *space, *heap)
        return np.asarray(heap[0][:size], dtype=np.float64), np.asarray(heap[1][:size], dtype=np.int64), count

    parts = chunks(n) if node is None else [range(node, node + 1)]
    best, pairs, total = np.zeros(0), np.zeros(0, dtype=np.int64), 0
    for scores, found, count in in_order(work, parts, threads=1 if run.plain else threads, progress=progress):
        best, pairs = _best(np.concatenate([best, scores]), np.concatenate([pairs, found]), limit)
        total += count
    return best, np.column_stack([pairs // max(n, 1), pairs % max(n, 1)]), total


def prediction_steps(projection: Projection, *, method: Predictor, node: str | None = None) -> int:
    """About how many ties are looked at: what decides whether it is worth a job of its own."""
    if node is not None or method == "preferential-attachment":
        return projection.n + 2 * projection.m
    return two_paths(projection)


def _steps(contacts: Contacts, node: int | None) -> int:
    """Ties of the nodes' contacts: all two-paths, or those from one node."""
    if node is None:
        return int(np.dot(contacts.degree, contacts.degree)) + contacts.n
    return int(contacts.degree[_row(contacts, node)].sum()) + contacts.n


def _gives(contacts: Contacts, method: Predictor) -> Float64:
    """What each node (n) adds to the score of two that it is a common neighbour of."""
    degree = contacts.degree.astype(np.float64)
    gives = np.ones(contacts.n)
    between = degree > 1  # a node with one contact is nobody's common neighbour
    if method == "adamic-adar":
        gives[between] = 1.0 / np.log(degree[between])
    elif method == "resource-allocation":
        gives[between] = 1.0 / degree[between]
    return gives


def _row(contacts: Contacts, place: int) -> npt.NDArray[np.int32]:
    return contacts.indices[int(contacts.indptr[place]) : int(contacts.indptr[place + 1])]


def _best(scores: Float64, pairs: Int64, limit: int) -> tuple[Float64, Int64]:
    """The highest scores, equal ones in the order of their pairs."""
    order = np.lexsort((pairs, -scores))[:limit]
    return scores[order], pairs[order]


def _by_degree(contacts: Contacts, sides: Int64, limit: int, run: Run | None) -> tuple[Float64, Int64, int]:
    run = run or choose(best_by_degree, steps=2 * (contacts.n + len(contacts.indices) + limit))
    degree, n = contacts.degree, max(contacts.n, 1)
    order = np.argsort(-degree, kind="stable")[: int((degree > 0).sum())]
    apart = len(sides) > 0 and int(sides[0]) >= 0
    rows, others = (order[sides[order] == 1], order[sides[order] == 0]) if apart else (order, order)
    mark = run.space(contacts.n, -1, np.int64)
    heap = run.space(limit, 0.0, np.float64), run.space(limit, 0, np.int64)
    given = [run.given(array) for array in (contacts.indptr, contacts.indices, degree, rows, others)]
    size = run.kernel(best_by_degree)(*given, int(apart), mark, *heap)
    found = np.asarray(heap[0][:size], dtype=np.float64), np.asarray(heap[1][:size], dtype=np.int64)
    best, pairs = _best(*found, limit)
    possible = len(rows) * len(others) if apart else len(order) * (len(order) - 1) // 2
    return best, np.column_stack([pairs // n, pairs % n]), possible - len(contacts.indices) // 2


def _of_node_by_degree(contacts: Contacts, sides: Int64, node: int, limit: int) -> tuple[Float64, Int64, int]:
    absent = (contacts.degree > 0) & ((sides < 0) | (sides != sides[node]))
    absent[node] = False
    absent[_row(contacts, node)] = False
    others = np.flatnonzero(absent) if contacts.degree[node] else np.zeros(0, dtype=np.int64)
    scores = (contacts.degree[others] * contacts.degree[node]).astype(np.float64)
    best, places = _best(scores, others, limit)
    return best, np.column_stack([np.full(len(places), node), places]), len(others)


def _method(projection: Projection, method: Predictor) -> Method:
    definitions = {
        "direction": "ignored: contacts in either direction" if projection.directed else "undirected",
        "normalisation": "none",
        "strength": "not used: an edge is there or not",
        "pairs": "all absent pairs of nodes with ties, also in different components"
        if method == "preferential-attachment"
        else "absent pairs with at least one common neighbour",
        "meaning": "likeliness from structure alone; not usefulness, and not complementarity",
    }
    if len(projection.modes) > 1:
        definitions["two-mode"] = "only pairs of different kind"
    return Method(method, FORMULAS[method], REFERENCES[method], definitions)
