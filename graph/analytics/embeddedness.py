"""How far nodes and groups are tied inside their group and beyond it: E–I index, participation, regional bridging."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.contacts import contacts_of
from graph.analytics.grouping import Grouping
from graph.analytics.results import Method
from graph.projection import Float64, Int64, Projection


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of nodes or of groups by the group they lead to, each of shape (nodes,) or (groups,).

    `internal`, `external`: strength of ties within the own group and to other groups. `ei`: E–I index (E − I)/(E + I).
    `participation_coefficient`: 1 − Σ_s (k_s/k)² over all groups. `bridging` = `external` × `outward` ×
    `diversification`, with outward = external/all and diversification = 1 − Σ over other groups of their shares of the
    external ties squared. NaN without ties; diversification NaN without external ones, where bridging is 0.
    """

    internal: Float64
    external: Float64
    ei: Float64
    participation_coefficient: Float64
    outward: Float64
    diversification: Float64
    bridging: Float64


@dataclass(frozen=True)
class Embeddedness:
    """`nodes` (n) and `groupwise` (groups, in the order of `groups.names`); `gatekeeper_share` (groups).

    `network_ei` is the E–I index of all ties, `expected_ei` its mean when the groups are dealt to the nodes at random;
    None where undefined.
    """

    method: Method
    groups: Grouping
    nodes: Ties
    groupwise: Ties
    gatekeepers: Int64
    gatekeeper_share: Float64
    network_ei: float | None
    expected_ei: float | None
    warnings: tuple[str, ...] = ()


@checked
def embeddedness(projection: Projection, *, groups: Grouping, weighted: bool = True) -> Embeddedness:
    """Ties inside the own group and to others, for each node and each group.

    E–I index (E − I)/(E + I): −1 all ties internal, 1 all external; Krackhardt & Stern (1988), *Social Psychology
    Quarterly* 51(2). Participation coefficient 1 − Σ_s (k_is/k_i)²; Guimerà & Amaral (2005), *Nature* 433. Bridging
    centrality BC_i = Σ_{j≠k} g_ij g_ik / n_i = g_i (g_i/n_i)(1 − Σ_j s_ij²), g_ij the ties of i to group j ≠ its own,
    g_i their sum, n_i all ties of i, s_ij = g_ij/g_i; Bergé, Wanzenböck & Scherngell (2017), *Regional Studies* 51(8),
    who take i as a region, here a group; per node it is the same on the node's ties. Gatekeeper share of a group: nodes
    with both internal and external ties, of all its nodes. Expected E–I of the network, over all ways to deal the
    groups to the nodes: 1 − 2 Σ_g n_g(n_g − 1)/(N(N − 1)), exact, whatever the ties.
    Ties count by strength, or as 1 each (`weighted=False`); internal ties of a group count once. Ties with nodes of
    unknown group are left out, and such nodes are NaN.
    """
    groups.check(projection)
    contacts = contacts_of(projection, weighted=weighted)
    codes, count = groups.codes, len(groups.names)
    seen = (codes[contacts.row] >= 0) & (codes[contacts.indices] >= 0)
    row, to = contacts.row[seen].astype(np.int64), codes[contacts.indices[seen]]
    weight = contacts.weight[seen] if projection.directed else contacts.weight[seen] * 0.5
    nodes = _ties(row, to, weight, own=codes, groups=count)
    within = codes[row] == to
    bridges = np.bincount(row[within], minlength=contacts.n) * np.bincount(row[~within], minlength=contacts.n) > 0
    gatekeepers = np.bincount(codes[bridges], minlength=count)

    start, end = codes[projection.edge_source], codes[projection.edge_target]
    known = (start >= 0) & (end >= 0)
    start, end = start[known], end[known]
    value = projection.strength[known] if weighted else np.ones(int(known.sum()))
    across = start != end
    groupwise = _ties(
        np.concatenate([start, end[across]]),
        np.concatenate([end, start[across]]),
        np.concatenate([value, value[across]]),
        own=np.arange(count),
        groups=count,
    )
    inside, outside = float(value[~across].sum()), float(value[across].sum())
    size = int(groups.sizes.sum())
    alike = float(np.dot(groups.sizes, groups.sizes - 1))
    return Embeddedness(
        method=_method(projection, groups, weighted=weighted),
        groups=groups,
        nodes=nodes,
        groupwise=groupwise,
        gatekeepers=gatekeepers,
        gatekeeper_share=gatekeepers / groups.sizes,
        network_ei=(outside - inside) / (outside + inside) if outside + inside > 0 else None,
        expected_ei=1 - 2 * alike / (size * (size - 1)) if size > 1 else None,
        warnings=groups.said(),
    )


def _ties(row: Int64, to: Int64, weight: Float64, *, own: npt.NDArray[np.int64], groups: int) -> Ties:
    """The sums of each row over its ties; `own` is each row's group, -1 where unknown."""
    n = len(own)
    pairs, place = np.unique(row * max(groups, 1) + to, return_inverse=True)
    sums = np.bincount(place, weight, minlength=len(pairs)).astype(np.float64)
    who, group = pairs // max(groups, 1), pairs % max(groups, 1)
    mine = own[who] == group
    internal = np.bincount(who[mine], sums[mine], minlength=n).astype(np.float64)
    external = np.bincount(who[~mine], sums[~mine], minlength=n).astype(np.float64)
    total = internal + external
    unknown = own < 0
    internal[unknown] = external[unknown] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        outward = external / total
        diversification = _spread(who[~mine], sums[~mine], n)
        return Ties(
            internal=internal,
            external=external,
            ei=(external - internal) / total,
            participation_coefficient=np.where(unknown, np.nan, _spread(who, sums, n)),
            outward=outward,
            diversification=np.where(unknown, np.nan, diversification),
            bridging=np.where(external == 0, external * outward, external * outward * diversification),
        )


def _spread(row: Int64, sums: Float64, n: int) -> Float64:
    """1 − Σ_j s_j² of the shares s of each row's sums (n), NaN where these add up to 0.

    As Σ_j s_j (1 − s_j), what is beside the largest added up for itself: taken from the whole it would lose its digits.
    """
    order = np.lexsort((sums, row))
    row, sums = row[order], sums[order]
    largest = np.diff(row, append=-1) != 0
    beside_largest = np.bincount(row, np.where(largest, 0.0, sums), minlength=n).astype(np.float64)
    total = beside_largest.copy()
    total[row[largest]] += sums[largest]
    beside = np.where(largest, beside_largest[row], total[row] - sums)
    spread = np.bincount(row, (sums / total[row]) * (beside / total[row]), minlength=n)
    return np.where(total > 0, spread, np.nan)


def _method(projection: Projection, groups: Grouping, *, weighted: bool) -> Method:
    strength = projection.strength_means or "as the view gives it"
    return Method(
        name="embeddedness in groups",
        formula="E–I = (E − I)/(E + I); P_i = 1 − Σ_s (k_is/k_i)²; BC_i = g_i (g_i/n_i)(1 − Σ_j (g_ij/g_i)²); "
        "E[E–I of the network] = 1 − 2 Σ_g n_g(n_g − 1)/(N(N − 1))",
        reference="Krackhardt & Stern (1988), Social Psychology Quarterly 51(2): 123–140; "
        "Guimerà & Amaral (2005), Nature 433: 895–900; "
        "Bergé, Wanzenböck & Scherngell (2017), Regional Studies 51(8): 1165–1178",
        definitions={
            "direction": "ties in and out, added" if projection.directed else "undirected",
            "normalisation": "E–I from −1 to 1, P from 0 to 1 − 1/groups; bridging in the unit of the ties",
            "strength": f"ties count by strength: {strength}" if weighted else "not used: each edge counts 1",
            "group": groups.name,
            "bridging": "participation (external ties) × outward orientation (external of all) × diversification",
            "internal ties of a group": "count once",
            "unknown group": "left out, with its ties",
        },
    )
