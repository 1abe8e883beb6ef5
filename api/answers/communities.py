"""Communities of a network, and how stable they are."""

from __future__ import annotations

from collections.abc import Mapping

from api.answers.cohesion import MEMBERS, members, part
from api.answers.computing import computed
from api.answers.shapes import API, Json, address, listing
from api.answers.stating import on_network
from api.explorer import Explorer
from graph.analytics.communities import ALGORITHMS, RUNS, Algorithm, Communities, louvain_steps
from graph.analytics.communities import communities as find_communities
from graph.errors import UnknownName
from graph.projection import Projection

Parameters = Mapping[str, str]


def communities(
    explorer: Explorer,
    view: str,
    parameters: Parameters,
    limit: int = 50,
    offset: int = 0,
    *,
    algorithm: str = "louvain",
    resolution: float = 1.0,
    seed: int = 0,
    runs: int = RUNS,
    by_node: bool = False,
) -> Json:
    """The communities of a network, largest first; `by_node`: a row a node instead, community after community."""
    graph = explorer.networks.projection(view, parameters)
    choices = {"algorithm": algorithm, "resolution": resolution, "seed": seed, "runs": runs}
    found = found_in(explorer, graph, algorithm=algorithm, resolution=resolution, seed=seed, runs=runs)
    given = {**graph.parameters, **choices}
    path = f"{API}/networks/{view}/communities"
    if by_node:
        rows = _by_node(graph, found, limit, offset)
    else:
        rows = [_community(graph, found, number) for number in range(offset, min(offset + limit, len(found.items)))]
    return on_network(
        explorer,
        graph,
        found,
        result=listing(
            rows,
            total=graph.n if by_node else len(found.items),
            limit=limit,
            offset=offset,
            path=path,
            parameters=given,
            communities=len(found.items),
            modularity=found.modularity,
            disconnected=found.disconnected,
            stability={
                "runs": found.stability.runs,
                "distinct": found.stability.distinct,
                "agreement_mean": found.stability.agreement_mean,
                "agreement_min": found.stability.agreement_min,
            },
        ),
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}/cohesion", **graph.parameters, resolution=resolution, seed=seed),
        graphml=True,
    )


def found_in(
    explorer: Explorer,
    graph: Projection,
    *,
    algorithm: str = "louvain",
    resolution: float = 1.0,
    seed: int = 0,
    runs: int = RUNS,
) -> Communities:
    """The communities that `communities` answers. Raises `UnknownName` for an algorithm that is not there."""
    chosen: Algorithm | None = next((one for one in ALGORITHMS if one == algorithm), None)
    if chosen is None:
        raise UnknownName("algorithm", algorithm, ALGORITHMS, field="algorithm")
    return computed(
        explorer,
        graph,
        "communities",
        {"algorithm": algorithm, "resolution": resolution, "seed": seed, "runs": runs},
        lambda progress: find_communities(
            graph, algorithm=chosen, resolution=resolution, seed=seed, runs=runs, progress=progress
        ),
        steps=louvain_steps(graph, runs=runs),
    )


def _community(graph: Projection, found: Communities, number: int) -> Json:
    """One community: strength of the ties inside and of those that leave it, and its nodes with their share inside."""
    inside, across = float(found.inside[number]), float(found.across[number])
    whole = 2 * inside + across
    named = part(graph, found.items, number)
    shares = found.within[found.items.places(number)[:MEMBERS]].tolist()
    named["nodes"] = [one | {"within": _known(share)} for one, share in zip(named["nodes"], shares, strict=True)]
    share_inside = 2 * inside / whole if whole else None
    return {"rank": number + 1, "inside": inside, "across": across, "within": share_inside, **named}


def _by_node(graph: Projection, found: Communities, limit: int, offset: int) -> list[Json]:
    shares = found.within[found.items.listed(limit, offset)].tolist()
    return [
        {"community": number + 1, **rest, "within": _known(share)}
        for (number, rest), share in zip(members(graph, found.items, limit, offset), shares, strict=True)
    ]


def _known(share: float) -> float | None:
    """A share, or None where there is none: NaN never reaches JSON."""
    return None if share != share else share  # noqa: PLR0124
