"""Paths between two nodes, shortest, alternative or widest, under constraints, with the evidence of every hop."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.answers.computing import computed
from api.answers.connections import end_of, not_in_view, reachable_ancestors
from api.answers.nodes import node_of
from api.answers.path_choices import DEFAULTS, Choices, Held, checked, constraints_of, held_in
from api.answers.shapes import API, Json, address, analysis, evidence, node
from api.answers.stating import method_of
from api.explorer import Explorer
from graph.analytics import alternatives, widest
from graph.analytics import paths as shortest
from graph.analytics.constraints import Constraints
from graph.analytics.executor import Progress
from graph.analytics.lengths import Length
from graph.analytics.results import Method, Path, Paths
from graph.errors import InvalidInput
from graph.projection import Projection
from graph.wording import plural

MOST_LISTED_HOPS = 20_000  # hops listed at once, with their evidence about 10 MB of JSON: 20 paths of 1,000 hops


def paths(
    explorer: Explorer,
    view: str,
    source: str,
    target: str,
    parameters: Mapping[str, str],
    limit: int | None = None,
    max_hops: int | None = None,
    choices: Choices = DEFAULTS,
) -> Json:
    """Paths between two nodes, hop by hop with evidence; where there is none, which constraint is in the way, or which
    ancestors have one."""
    which, by = checked(choices, limit)
    settings = explorer.settings
    k = choices.k or alternatives.K
    many = k if which == "k-shortest" else limit or settings.valuechain_max_paths
    snapshot = explorer.snapshot()
    graph = explorer.networks.projection(view, parameters)
    hops = _most_hops(max_hops, graph, settings.valuechain_max_hops)
    start, end = node_of(explorer, graph, source), node_of(explorer, graph, target)
    warnings = not_in_view(explorer, graph, (start, end))
    there = not warnings
    held = held_in(explorer, choices.stages) if choices.stages else None
    constraints = constraints_of(explorer, graph, choices, held.order if held else None)
    plain = which == "shortest" and by == "hops"  # then a path longer than asked for is told, with its length
    bound = None if plain or (hops is not None and hops >= graph.n - 1) else hops  # no path without loops is longer
    ask = _Asked(graph, start, end, which, by, k, many, bound, constraints)
    result = Paths(ask.method(), None, (), 0, False)
    if there:
        given = {"source": start, "target": end, **choices.given, "limit": many, "max_hops": bound}
        result = computed(explorer, graph, "paths", given, ask.compute, steps=ask.steps)
        warnings = list(result.warnings)
    total, length, listed = result.total, result.length, result.paths
    if plain and length is not None and hops is not None and length > hops:
        warnings = [f"The shortest path has {length} hops, more than max_hops={hops}, and is not listed."]
        listed = ()
    if held and not any(one in graph for one in held.stages):
        warnings.append(f"No node of this network is stated to hold a stage of {choices.stages}.")
    listed, cut = _fitting(listed)
    warnings += cut
    found = [_path(explorer, graph, path, held) for path in listed]
    opened: Mapping[str, int] = {}
    if there and length is None and not result.truncated:
        opened = shortest.what_stands_in_the_way(graph, start, end, constraints)
        warnings += _in_the_way(opened, hops)
    within = hops or settings.valuechain_max_hops
    ancestors = (
        [] if found or (opened and constraints.given) else reachable_ancestors(explorer, graph, start, end, within)
    )
    if ancestors:
        warnings.append("The places that contain the two have a path; see reachable_ancestors.")
    elif not found and not warnings:
        warnings.append("No path.")
    described = method_of(result.method)
    described["definitions"]["hop"] = "one edge of the network view; its statements are the evidence"
    if plain and hops is not None:
        described["definitions"]["maximum"] = f"paths of more than {plural(hops, 'hop')} are not listed"
    asked = {"source": start, "target": end, **graph.parameters, **choices.given}
    return analysis(
        explorer,
        sources=graph.source_ids,
        result={
            "source": end_of(snapshot, graph, start),
            "target": end_of(snapshot, graph, end),
            "length": length,
            "total": total,
            "truncated": bool(cut) or (result.truncated if total is None else total > len(found)),
            "paths": found,
            "reachable_ancestors": ancestors,
        },
        method=described,
        parameters={**asked, "limit": None if which == "k-shortest" else many, "max_hops": hops},
        warnings=warnings,
        path=f"{API}/networks/{view}/paths",
        page=address("/paths", view=view, **asked, max_hops=max_hops),
    )


def _most_hops(max_hops: int | None, graph: Projection, always: int) -> int | None:
    """The most hops asked for, None for any number. Raises `InvalidInput` for more than a path can have."""
    most = max(graph.n - 1, always)
    if max_hops is not None and max_hops > most:
        raise InvalidInput(
            f"max_hops is {max_hops}, more than {most}: no path without loops has more hops here.",
            next_step=f"Ask for at most {most}, or leave max_hops out: then paths of any length are looked for.",
            field="max_hops",
        )
    return max_hops


def _fitting(paths: Sequence[Path]) -> tuple[tuple[Path, ...], list[str]]:
    """The first of the paths that fit one answer, one at least, and what is said where some do not."""
    hops = 0
    for fit, path in enumerate(paths):
        hops += len(path.edges)
        if fit and hops > MOST_LISTED_HOPS:
            are, most = plural(fit, "path is", "paths are"), plural(MOST_LISTED_HOPS, "hop")
            return tuple(paths[:fit]), [f"Only {are} listed: all would have more than {most}."]
    return tuple(paths), []


@dataclass(frozen=True)
class _Asked:
    """One question, ready to be computed."""

    graph: Projection
    source: str
    target: str
    which: str
    by: Length
    k: int
    limit: int
    max_hops: int | None
    constraints: Constraints

    @property
    def steps(self) -> int:
        """About how many edges are looked at."""
        once = self.graph.n + 2 * self.graph.m
        legs = (len(self.constraints.via) + 1) * (self.constraints.stages.layers if self.constraints.stages else 1)
        searches = {"shortest": 1, "k-shortest": 4 * self.k, "widest": 20}[self.which]
        return once * legs * searches * (6 if self.by == "distance" else 1)

    def compute(self, progress: Progress | None) -> Paths:
        """The paths."""
        graph, source, target, hops = self.graph, self.source, self.target, self.max_hops
        if self.which == "widest":
            return widest.widest_paths(
                graph, source=source, target=target, limit=self.limit, max_hops=hops, constraints=self.constraints
            )
        if self.which == "shortest":
            return shortest.shortest_paths(
                graph, source=source, target=target, limit=self.limit, max_hops=hops, by=self.by,
                constraints=self.constraints,
            )  # fmt: skip
        return alternatives.k_shortest_paths(
            graph, source=source, target=target, k=self.k, max_hops=hops, by=self.by, constraints=self.constraints,
            progress=progress,
        )  # fmt: skip

    def method(self) -> Method:
        """How they are made."""
        if self.which == "widest":
            return widest.described(self.graph, self.max_hops, self.constraints)
        if self.which == "shortest":
            return shortest.described(self.graph, self.max_hops, self.by, self.constraints)
        return alternatives.described(self.graph, self.k, self.max_hops, self.by, self.constraints)


def _path(explorer: Explorer, graph: Projection, path: Path, held: Held | None) -> Json:
    edges = [graph.edges[place] for place in path.edges]
    steps = [graph.nodes[graph.place(step)] for step in path.nodes]
    distance, width = shortest.measured(graph, path)
    return {
        "length": len(edges),
        "distance": distance if math.isfinite(distance) else None,
        "width": width,
        "nodes": [{**node(step), **({"stages": _stages(held, step.id)} if held else {})} for step in steps],
        "hops": [
            {
                "source": steps[at].id,
                "target": steps[at + 1].id,
                "relation": edge.relation,
                "strength": edge.strength,
                "evidence": evidence(explorer.snapshot(), edge.evidence, graph),
            }
            for at, edge in enumerate(edges)
        ],
    }


def _stages(held: Held, node_id: str) -> list[Json]:
    """The stages a node of a staged path is stated to hold: none, one or several."""
    return [{"id": stage.id, "name": stage.name, "position": stage.position} for stage in held.stages.get(node_id, ())]


def _in_the_way(opened: Mapping[str, int], hops: int | None) -> list[str]:
    """Which constraint is in the way, in words."""
    said = []
    if "" in opened:
        long = f", more than max_hops={hops}" if hops is not None and opened[""] > hops else ""
        said.append(f"Without any constraint the shortest path has {plural(opened[''], 'hop')}{long}.")
    said += [f"Without {name} alone it has {plural(length, 'hop')}." for name, length in opened.items() if name]
    return said
