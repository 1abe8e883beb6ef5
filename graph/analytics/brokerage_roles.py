"""Gould and Fernandez's brokerage: who stands between whom, by the groups of the three, with expectation and z."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.contacts import OUT, Contacts, contacts_of
from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.grouping import Grouping
from graph.analytics.kernels.brokerage import brokerage_roles as kernel
from graph.analytics.results import Method
from graph.analytics.running import Run, choose
from graph.analytics.structural_holes import no_triads
from graph.projection import Float64, Int64, Projection

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
SYMBOLS = {
    "coordinator": "A→A→A (w_I)",
    "itinerant": "A→B→A (w_O)",
    "representative": "A→A→B (b_IO)",
    "gatekeeper": "A→B→B (b_OI)",
    "liaison": "A→B→C (b_O)",
}


@dataclass(frozen=True)
class BrokerageRoles:
    """Counts of open two-paths by role, their expectations and z; columns as `ROLES`, then the total.

    `counts`, `expected` and `z` have the shape (n, 6): NaN for a node of unknown group, and z NaN where the count
    cannot vary. `group_counts` and `group_expected` (groups, 6) are the sums over the brokers of each group.
    """

    method: Method
    groups: Grouping
    density: float
    counts: Float64
    expected: Float64
    z: Float64
    group_counts: Float64
    group_expected: Float64
    warnings: tuple[str, ...] = ()


@checked
def brokerage_roles(
    projection: Projection,
    *,
    groups: Grouping,
    contacts: Contacts | None = None,
    progress: Progress | None = None,
) -> BrokerageRoles:
    """The five brokerage roles of each node v: ordered pairs a → v → b without a → b, by the groups of a, v and b.

    coordinator A-A-A, itinerant (consultant) A-B-A, representative A-A-B, gatekeeper A-B-B, liaison A-B-C, where the
    middle letter is the broker's group; together all open two-paths through v. Undirected: on the symmetrised network,
    both orders of a pair count, so that gatekeeper and representative are equal.
    Expectation and z are conditional on the groups and on density d: each tie is there with probability d, independent
    of the others. E = K d²(1 − d), K the ordered pairs that could have the role; the variance is
    K π(1 − π) + 2 S d³(1 − d)³ with π = d²(1 − d) and 2 S the couples of such pairs with one end in common; undirected,
    the two orders of a pair are one event, which doubles it for all but gatekeeper and representative.
    z = (count − E) / sd, NaN where sd = 0.
    In a two-mode network, where not every pair could be tied, both are NaN.
    Nodes of unknown group are left out, with their ties. Gould & Fernandez (1989), *Sociological Methodology* 19.
    """
    groups.check(projection)
    contacts = contacts_of(projection, weighted=False) if contacts is None else contacts
    known = groups.codes >= 0
    counts = brokerage_role_counts(projection, groups=groups, contacts=contacts, progress=progress).astype(np.float64)
    size = int(known.sum())
    inside = known[projection.edge_source] & known[projection.edge_target]
    pairs = size * (size - 1) / (1 if projection.directed else 2)
    density = float(inside.sum()) / pairs if pairs else np.nan
    expectation, deviation = brokerage_moments(groups.sizes, density, directed=projection.directed)
    two_mode = len(projection.modes) > 1
    if two_mode:
        expectation, deviation = np.full_like(expectation, np.nan), np.full_like(deviation, np.nan)
    counts[~known] = np.nan
    expected, sd = np.full((projection.n, 6), np.nan), np.full((projection.n, 6), np.nan)
    expected[known], sd[known] = expectation[groups.codes[known]], deviation[groups.codes[known]]
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(sd > 0, (counts - expected) / sd, np.nan)
    group_counts = np.zeros((len(groups.names), 6))
    np.add.at(group_counts, groups.codes[known], counts[known])
    warnings = [*groups.said(), *no_triads(projection)]
    if size < 3:
        warnings.append("Fewer than three nodes of known group: nobody can broker.")
    elif two_mode:
        warnings.append("Expectation and z are undefined: they suppose that any two nodes could be tied to each other.")
    elif not 0 < density < 1:
        warnings.append(f"Density is {density:g}: the counts cannot vary, and z is undefined.")
    return BrokerageRoles(
        _method(projection, groups, density),
        groups,
        density,
        counts,
        expected,
        z,
        group_counts,
        expectation * groups.sizes[:, None],
        tuple(warnings),
    )


def brokerage_role_counts(
    projection: Projection,
    *,
    groups: Grouping,
    contacts: Contacts | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Int64:
    """The counts (n, 6) of the five roles and their sum; 0 for nodes of unknown group. Whole numbers, exact."""
    contacts = contacts_of(projection, weighted=False) if contacts is None else contacts
    if run is None and contacts.dense:
        return _by_products(contacts, groups)
    run = run or choose(kernel, steps=4 * contacts.steps)
    compute = run.kernel(kernel)
    up_indptr, up = contacts.upward
    arrays = [
        run.given(array)
        for array in (
            contacts.indptr,
            contacts.indices,
            contacts.way,
            up_indptr,
            contacts.indices[up],
            contacts.way[up],
            groups.codes,
        )
    ]

    def work(part: range) -> tuple[range, Int64]:
        sizes = (contacts.n, *(len(groups.names),) * 3, 5 * len(part))
        space = [run.space(size, -1 if at == 0 else 0, np.int64) for at, size in enumerate(sizes)]
        compute(*arrays, part.start, part.stop, *space)
        return part, np.asarray(space[-1], dtype=np.int64).reshape(-1, 5)

    counts = np.zeros((contacts.n, 6), dtype=np.int64)
    for part, found in in_order(work, chunks(contacts.n), threads=1 if run.plain else threads, progress=progress):
        counts[part.start : part.stop, :5] = found
    counts[:, 5] = counts[:, :5].sum(axis=1)
    return counts


def _by_products(contacts: Contacts, groups: Grouping) -> Int64:
    """The counts by matrix products, for dense networks: each entry is below 2²⁴, so that single precision is exact.

    Σ_a X_av (Z Yᵀ)_av, with X and Y the ties into and out of v, Z the pairs a, b without a tie: of one group or of two.
    """
    codes, n = groups.codes, contacts.n
    alike = (codes[:, None] == codes) & (codes >= 0)
    apart = (codes[:, None] != codes) & (codes >= 0) & (codes >= 0)[:, None]
    tied = np.zeros((n, n), dtype=np.bool_)
    out = (contacts.way & OUT) > 0
    tied[contacts.row[out], contacts.indices[out]] = True
    inside, across = (alike & tied).astype(np.float32), (apart & tied).astype(np.float32)
    np.fill_diagonal(alike, val=False)
    open_inside, open_across = (alike & ~tied).astype(np.float32), (apart & ~tied).astype(np.float32)
    counts = np.zeros((n, 6), dtype=np.int64)
    for role, (came, absent, went) in enumerate(
        (
            (inside, open_inside, inside),
            (across, open_inside, across),
            (inside, open_across, across),
            (across, open_across, inside),
            (across, open_across, across),
        )
    ):
        counts[:, role] = (came * (absent @ went.T)).sum(axis=0, dtype=np.float64).astype(np.int64)
    counts[:, 5] = counts[:, :5].sum(axis=1)
    return counts


def brokerage_moments(sizes: npt.ArrayLike, density: float, *, directed: bool) -> tuple[Float64, Float64]:
    """Expectation and standard deviation (groups, 6) of a broker's counts, by the broker's group, roles then total.

    For K ordered pairs (a, b) that could have a role, each X_ab = y_av y_vb (1 − y_ab) has mean π = d²(1 − d) and
    variance π(1 − π). Two pairs with the same a (or the same b) share one tie of the broker: their covariance is
    d³(1 − d)² − π² = d³(1 − d)³. Directed, no other two share a tie. `K` and `S`, half the number of such ordered
    couples, are counted from the sizes of the groups. Undirected, X_ab = X_ba: roles that hold both orders of a pair
    have twice the variance of the same count directed. (The R package sna gives the directed variance for both.)
    """
    size = np.asarray(sizes, dtype=np.float64)[:, None]
    total = size.sum()
    others = size - 1  # of the broker's group, without the broker
    away = total - size
    square, cube = (size**2).sum(), (size**3).sum()
    within = size * (size - 1)
    triples = within * (size - 2)
    other_square, other_cube = square - size**2, cube - size**3  # Σ over the groups that are not the broker's
    # a of group g, two b of further groups: Σ_g n_g (away − n_g)(away − n_g − 1)
    apart = away**3 - 2 * away * other_square + other_cube - away**2 + other_square
    between = others * away * (away - 1) / 2 + away * others * (others - 1) / 2
    pairs = np.hstack(
        [
            others * (others - 1),
            within.sum() - within,
            others * away,
            others * away,
            away**2 - other_square,
            np.full_like(size, (total - 1) * (total - 2)),
        ]
    )
    couples = np.hstack(
        [
            others * (others - 1) * (others - 2),
            triples.sum() - triples,
            between,
            between,
            apart,
            np.full_like(size, (total - 1) * (total - 2) * (total - 3)),
        ]
    )
    chance = density**2 * (1 - density)
    variance = pairs * chance * (1 - chance) + 2 * couples * density**3 * (1 - density) ** 3
    if not directed:
        variance *= np.array([2.0, 2.0, 1.0, 1.0, 2.0, 2.0])
    return pairs * chance + 0.0, np.sqrt(np.maximum(variance, 0.0))  # + 0.0: no −0 where a group has one node


def _method(projection: Projection, groups: Grouping, density: float) -> Method:
    undirected = (
        "undirected: on the symmetrised network, both orders of a pair count; gatekeeper and representative are equal"
    )
    counted = "none: counts of ordered pairs" + (
        ""
        if projection.directed
        else "; each pair of others that the broker stands between counts twice, as brokerage() of R's sna counts it: "
        "coordinator, itinerant, liaison and total are twice the pairs, gatekeeper and representative once each"
    )
    known = "(undefined: fewer than two)" if np.isnan(density) else f"= {density:.6g}"
    doubled = "" if projection.directed else ", doubled where a role holds both orders of a pair, which are one event"
    return Method(
        name="Gould–Fernandez brokerage roles",
        formula="ordered pairs a → v → b without a → b, by the groups of a, v and b; E = K d²(1 − d); "
        "Var = K π(1 − π) + 2 S d³(1 − d)³, π = d²(1 − d); z = (count − E)/sd",
        reference="Gould & Fernandez (1989), Sociological Methodology 19: 89–126",
        definitions={
            "direction": "directed: along the edges" if projection.directed else undirected,
            "normalisation": counted,
            "strength": "not used: an edge is there or not",
            "group": groups.name,
            "roles": "; ".join(f"{role} {symbol}" for role, symbol in SYMBOLS.items())
            + ": the middle letter is the broker's group",
            "expectation": f"conditional on the groups and the density d {known} of the nodes of known group, "
            f"each tie independent{doubled}",
            "unknown group": "left out, with its ties",
        },
    )
