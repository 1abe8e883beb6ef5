"""Structural holes: how far a node's contacts know each other, and what that leaves the node to broker (Burt)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.contacts import Contacts, contacts_of, two_paths
from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.kernels.structural_holes import structural_holes as kernel
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run, choose
from graph.projection import Float64, Projection
from graph.wording import plural

# Of a hierarchy, which lies between 0 and 1. Its terms r ln r are around r = 1 and are known to some 1e-15; where all
# contacts constrain alike they cancel, and what is left below this is rounding, which would rank equal nodes apart.
NO_HIERARCHY = 1e-12

HoleMeasure: TypeAlias = Literal["constraint", "effective-size", "efficiency", "hierarchy"]

FORMULAS: dict[HoleMeasure, str] = {
    "constraint": "C_i = Σ_{j∈N(i)} c_ij, c_ij = (p_ij + Σ_{q≠i,j} p_iq p_qj)²",
    "effective-size": "ES_i = Σ_{j∈N(i)} [1 − Σ_{q≠i,j} p_iq m_jq]",
    "efficiency": "ES_i / |N(i)|",
    "hierarchy": "H_i = Σ_j r_j ln r_j / (N ln N), r_j = c_ij / (C_i/N), N = |N(i)|",
}
REFERENCES: dict[HoleMeasure, str] = {
    "constraint": "Burt (1992), Structural Holes, Harvard University Press, eq. 2.4",
    "effective-size": "Burt (1992), Structural Holes, Harvard University Press, eq. 2.2; "
    "Borgatti (1997), Connections 20(1): 35–38",
    "efficiency": "Burt (1992), Structural Holes, Harvard University Press, p. 53",
    "hierarchy": "Burt (1992), Structural Holes, Harvard University Press, eq. 2.9; the Coleman–Theil disorder index",
}


@dataclass(frozen=True, slots=True)
class StructuralHoles:
    """Burt's measures of every node, each of shape (n,), NaN where undefined; `contacts` is |N(i)|."""

    contacts: Float64
    constraint: Float64
    effective_size: Float64
    efficiency: Float64
    hierarchy: Float64

    def of(self, measure: HoleMeasure) -> Float64:
        """The values of a measure by its name."""
        found: Float64 = getattr(self, measure.replace("-", "_"))
        return found


@dataclass(frozen=True, slots=True)
class Dyad:
    """What one contact constrains: `constraint` = (`direct` + `indirect`)², `share` of the node's constraint."""

    id: str
    name: str
    label: str
    direct: float  # p_ij
    indirect: float  # Σ_q p_iq p_qj
    constraint: float  # c_ij
    share: float


@dataclass(frozen=True, slots=True)
class Dyads:
    """The dyadic constraints c_ij of one node, largest first, equal ones by id; empty where they are undefined."""

    method: Method
    items: tuple[Dyad, ...]
    warnings: tuple[str, ...] = ()


@checked
def constraint(projection: Projection, *, weighted: bool = True, progress: Progress | None = None) -> NodeScores:
    """Burt's constraint of each node: how much its contacts already know each other.

    C_i = Σ_{j∈N(i)} (p_ij + Σ_{q≠i,j} p_iq p_qj)², with p_ij = (a_ij + a_ji) / Σ_k (a_ik + a_ki) and N(i) the contacts
    in either direction. Unit-less, can exceed 1 (a triad: 1.125). NaN for a node without contacts and for one whose
    ties all have strength 0. `weighted=False`: a is 0 or 1. Burt (1992), *Structural Holes*, eq. 2.4.
    """
    return _scored(projection, "constraint", weighted=weighted, progress=progress)


@checked
def effective_size(projection: Projection, *, weighted: bool = True, progress: Progress | None = None) -> NodeScores:
    """Burt's effective size of each node's network: its contacts less what is redundant among them.

    ES_i = Σ_{j∈N(i)} [1 − Σ_{q≠i,j} p_iq m_jq], m_jq = (a_jq + a_qj) / max_k (a_jk + a_kj), the general formula for
    weighted and directed networks. Undirected without strengths it is Borgatti's n − 2t/n, t the ties among n contacts.
    Unit: contacts. NaN as for `constraint`. Burt (1992), *Structural Holes*, eq. 2.2.
    """
    return _scored(projection, "effective-size", weighted=weighted, progress=progress)


@checked
def efficiency(projection: Projection, *, weighted: bool = True, progress: Progress | None = None) -> NodeScores:
    """Effective size divided by the number of contacts, at most 1. NaN as for `constraint`. Burt (1992), p. 53."""
    return _scored(projection, "efficiency", weighted=weighted, progress=progress)


@checked
def hierarchy(projection: Projection, *, weighted: bool = True, progress: Progress | None = None) -> NodeScores:
    """How far a node's constraint comes from one contact: 0 when all constrain alike, 1 when one does it all.

    H_i = Σ_j r_j ln r_j / (N ln N), r_j = c_ij / (C_i/N): the Coleman–Theil disorder index. A node with one contact has
    1 by convention (the formula is 0/0). NaN as for `constraint`. Burt (1992), *Structural Holes*, eq. 2.9.
    """
    return _scored(projection, "hierarchy", weighted=weighted, progress=progress)


def structural_holes_values(
    projection: Projection,
    *,
    weighted: bool = True,
    contacts: Contacts | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> StructuralHoles:
    """All four measures at once; the same bits whatever the number of threads and the way to run the kernel.

    Time: Σ over ties of the ties among contacts, bounded by (ties)^1.5 as hubs are searched from their smaller ends.
    Dense networks (`Contacts.dense`: the network alone decides) are two matrix products instead, whose last bits are
    those of the machine's linear algebra. `run` asks for the kernel, whatever the network.
    """
    contacts = contacts_of(projection, weighted=weighted) if contacts is None else contacts
    n = contacts.n
    if run is None and contacts.dense:
        dyadic, total, redundancy = _products(contacts)
    else:
        dyadic, total, redundancy = np.zeros(len(contacts.indices)), np.zeros(n), np.zeros(n)
        for part, (c, sums, redundant) in _parts(contacts, chunks(n), progress=progress, threads=threads, run=run):
            dyadic[contacts.indptr[part.start] : contacts.indptr[part.stop]] = c
            total[part.start : part.stop] = sums
            redundancy[part.start : part.stop] = redundant
    degree = contacts.degree.astype(np.float64)
    undefined = ~(contacts.total > 0)
    total[undefined] = redundancy[undefined] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        efficient = (degree - redundancy) / degree
        relative = dyadic * (degree / total)[contacts.row]
        terms = np.where(relative > 0, relative * np.log(np.where(relative > 0, relative, 1.0)), 0.0)
        disorder = np.bincount(contacts.row, terms, minlength=n) / (degree * np.log(degree))
    disorder = np.where(degree == 1, 1.0, np.where(disorder < NO_HIERARCHY, 0.0, np.minimum(disorder, 1.0)))
    disorder[undefined] = np.nan
    return StructuralHoles(degree, total, degree - redundancy, efficient, disorder)


def hole_steps(projection: Projection, _: Mapping[str, Any] | None = None) -> int:
    """About how many ties are looked at, at most: what decides whether it is worth a job of its own."""
    return 20 * projection.m + two_paths(projection)


@checked
def dyadic_constraint(projection: Projection, *, node: str, weighted: bool = True) -> Dyads:
    """What each contact of one node adds to its constraint: c_ij = (p_ij + Σ_{q≠i,j} p_iq p_qj)².

    Raises `NotFound` for an id that is no node of the network. Burt (1992), *Structural Holes*, eq. 2.4.
    """
    place = projection.place(node)
    method = _method(projection, "constraint", weighted=weighted)
    contacts = contacts_of(projection, weighted=weighted)
    warnings = _undefined(contacts)
    if not contacts.total[place] > 0:
        return Dyads(method, (), warnings)
    ((_, (found, _, _)),) = _parts(contacts, [range(place, place + 1)])
    row = slice(int(contacts.indptr[place]), int(contacts.indptr[place + 1]))
    direct = contacts.weight[row] / contacts.total[place]
    items = []
    for at, other in enumerate(contacts.indices[row].tolist()):
        one, c = projection.nodes[other], float(found[at])
        indirect = max(float(np.sqrt(c)) - float(direct[at]), 0.0)
        items.append(Dyad(one.id, one.name, one.label, float(direct[at]), indirect, c, c / float(found.sum())))
    return Dyads(method, tuple(sorted(items, key=lambda dyad: (-dyad.constraint, dyad.id))), warnings)


def _parts(
    contacts: Contacts,
    parts: list[range],
    *,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Any:
    """(part, (dyadic, constraint, redundancy)) of each part, in order."""
    run = run or choose(kernel, steps=4 * contacts.steps)
    compute = run.kernel(kernel)
    up_indptr, up = contacts.upward
    arrays = [
        run.given(array)
        for array in (
            contacts.indptr,
            contacts.indices,
            contacts.weight,
            _one_over(contacts.total),
            _one_over(contacts.largest),
            up_indptr,
            contacts.indices[up],
            contacts.weight[up],
        )
    ]

    def work(part: range) -> tuple[range, tuple[Float64, Float64, Float64]]:
        place_of = run.space(contacts.n, -1, np.int64)
        places = int(contacts.indptr[part.stop] - contacts.indptr[part.start])
        out = [run.space(size, 0.0, np.float64) for size in (places, len(part), len(part))]
        compute(*arrays, part.start, part.stop, place_of, *out)
        dyadic, total, redundancy = (np.asarray(one, dtype=np.float64) for one in out)
        return part, (dyadic, total, redundancy)

    return in_order(work, parts, threads=1 if run.plain else threads, progress=progress)


def _products(contacts: Contacts) -> tuple[Float64, Float64, Float64]:
    """Dyadic constraints at the places of `indices`, constraint and redundancy (n), by matrices.

    With Q the mutual strengths (symmetric) and t, x their sums and maxima a row,
    Σ_q p_iq p_qj = (Q diag(1/t) Q)_ij / t_i and Σ_j Σ_q p_iq m_jq = Σ_{j∈N(i)} (Q Q)_ij / (t_i x_j).
    Both products are a matrix with its own transpose, which costs half.
    """
    row, column = contacts.row, contacts.indices
    per_total = _one_over(contacts.total)
    matrix = np.zeros((contacts.n, contacts.n))
    matrix[row, column] = contacts.weight
    paths = (matrix @ matrix.T)[row, column]
    redundancy = np.bincount(row, paths * _one_over(contacts.largest)[column], minlength=contacts.n) * per_total
    matrix *= np.sqrt(per_total)
    paths = (matrix @ matrix.T)[row, column]
    dyadic = ((contacts.weight + paths) * per_total[row]) ** 2
    return dyadic, np.bincount(row, dyadic, minlength=contacts.n).astype(np.float64), redundancy


def _one_over(values: Float64) -> Float64:
    """1/x, and 0 where x is 0: such a node has only ties of strength 0, and no share of them counts."""
    return np.divide(1.0, values, out=np.zeros(len(values)), where=values != 0)


def _scored(projection: Projection, measure: HoleMeasure, *, weighted: bool, progress: Progress | None) -> NodeScores:
    contacts = contacts_of(projection, weighted=weighted)
    values = structural_holes_values(projection, contacts=contacts, progress=progress).of(measure)
    warnings = (*_undefined(contacts), *no_triads(projection))
    return scores(projection, values, method=_method(projection, measure, weighted=weighted), warnings=warnings)


def _undefined(contacts: Contacts) -> tuple[str, ...]:
    warnings = []
    alone = int((contacts.degree == 0).sum())
    if alone:
        warnings.append(f"Undefined for {plural(alone, 'node')} without contacts.")
    weak = int(((contacts.degree > 0) & ~(contacts.total > 0)).sum())
    if weak:
        warnings.append(
            f"Undefined for {plural(weak, 'node')} without a tie of positive strength, or with an unknown one."
        )
    return tuple(warnings)


def no_triads(projection: Projection) -> tuple[str, ...]:
    """The warning that a two-mode network has no closed triads; empty for a one-mode network."""
    if len(projection.modes) < 2:
        return ()
    said = f"A two-mode network: a tie joins {' and '.join(projection.modes)}, so no two contacts of a node are tied."
    return (f"{said} Ask a one-mode view for who of the contacts know each other.",)


def _method(projection: Projection, measure: HoleMeasure, *, weighted: bool) -> Method:
    strength = projection.strength_means or "as the view gives it"
    definitions = {
        "direction": "N(i): contacts in either direction; a_ij + a_ji"
        + ("" if projection.directed else " (undirected: both are the edge)"),
        "normalisation": "p_ij = (a_ij + a_ji) / Σ_k (a_ik + a_ki), m_jq = (a_jq + a_qj) / max_k (a_jk + a_kj)",
        "strength": f"a is the strength: {strength}" if weighted else "not used: a is 1 for an edge",
        "undefined": "for a node without contacts, or with ties of strength 0 only",
    }
    if measure == "hierarchy":
        definitions["one contact"] = "1 by convention: all the constraint is in it"
        definitions["rounding"] = f"below {NO_HIERARCHY:g} it is 0: the rounding of terms that cancel"
    return Method(measure, FORMULAS[measure], REFERENCES[measure], definitions)
