"""Shortest paths between two nodes, by hops or by distance, under constraints: one, or all of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import islice

from graph.analytics.arguments import checked
from graph.analytics.constraints import NONE, Constraints, allowed, said_of
from graph.analytics.dependencies import TIE_TOLERANCE
from graph.analytics.lengths import LENGTHS, Length
from graph.analytics.meeting import Routes, nearest, search
from graph.analytics.question import Question
from graph.analytics.remaining import rest_of
from graph.analytics.results import Method, Path, Paths
from graph.analytics.routing import MOST_STEPS, Found, GaveUpError, counted, loopless
from graph.errors import InvalidInput, UnknownName
from graph.projection import Projection
from graph.wording import plural

LIMIT = 20  # paths listed unless told; a page shows no more at once, and their number can grow with 2 to the length


@checked
def shortest_path(
    projection: Projection,
    *,
    source: str,
    target: str,
    max_hops: int | None = None,
    by: Length = "hops",
    constraints: Constraints = NONE,
) -> Paths:
    """The first of the shortest paths in the order of node ids. See `shortest_paths`."""
    return shortest_paths(
        projection, source=source, target=target, limit=1, max_hops=max_hops, by=by, constraints=constraints
    )


@checked
def shortest_paths(
    projection: Projection,
    *,
    source: str,
    target: str,
    limit: int = LIMIT,
    max_hops: int | None = None,
    by: Length = "hops",
    constraints: Constraints = NONE,
) -> Paths:
    """All shortest paths, up to `limit` of them listed in the order of their node ids, and their exact number.

    d(s, t) = least sum of lengths over the loopless paths from s to t that keep to the constraints, along the direction
    of the edges in a directed network; the length of an edge is 1 (`by="hops"`) or the view's distance, where paths
    within a relative 1e-12 are equally short. A node reaches itself in 0 hops. With `max_hops` paths of more hops are
    not looked for, which by distance may make the shortest path longer. `Paths.length` is in hops, of the first path.

    With nodes to go by or stages the paths are counted only as far as they are listed (`total` None beyond), and the
    search ends after `MOST_STEPS` neighbours, which a warning then says: such paths are hard (NP) to find.
    Raises `NotFound` for an id that is not in the network, `InvalidInput` for a limit or a bound below 1, and what
    `graph.analytics.constraints.allowed` raises. Moore (1959); Pohl (1971); by distance Dijkstra (1959), with bounded
    hops Bellman (1958).
    """
    check(by, limit=limit, max_hops=max_hops)
    given = allowed(projection, source, target, constraints)
    method = described(projection, max_hops, by, constraints)
    if by == "hops" and not given.in_order:
        routes = search(projection, given.start, given.end, max_hops=max_hops, given=given)
        if not routes.found:
            why = none_allowed(source, target, max_hops, constraints)
            if not given.masked:
                why = _no_path(projection, source, target, routes, max_hops)
            return Paths(method, None, (), 0, False, (why,))
        total: int | None = routes.total()
        paths = (routes.first,) if limit == 1 else tuple(islice(routes.paths(), limit))
        return _answer(method, paths, total, said_of(projection, constraints, paths))
    found, total, gave_up = _listed(Question(projection, given, by, max_hops), limit)
    if gave_up:
        return Paths(method, _hops(found), found, None, True, (gave_up_after("The shortest path was not found."),))
    if not found:
        return Paths(method, None, (), 0, False, (none_allowed(source, target, max_hops, constraints),))
    return _answer(method, found, total, said_of(projection, constraints, found))


def check(by: str, **numbers: int | None) -> None:
    """Raises `InvalidInput` for a number below 1 and `UnknownName` for another length than hops or distance."""
    for name, value in numbers.items():
        if value is not None and value < 1:
            raise InvalidInput(
                f"{name} = {value} is not possible.", next_step="Give a whole number from 1 up.", field=name
            )
    if by not in LENGTHS:
        raise UnknownName("value of by", by, LENGTHS, field="by")


def measured(projection: Projection, path: Path) -> tuple[float, float | None]:
    """Distance of a path (the sum of its edges', infinite over an edge of strength 0) and its width, the least strength
    on it; None for a path without edges."""
    edges = list(path.edges)
    width = float(projection.strength[edges].min()) if edges else None
    return math.fsum(projection.distance[edges].tolist()), width


def none_allowed(source: str, target: str, max_hops: int | None, constraints: Constraints) -> str:
    """The sentence that there is no path as asked for."""
    bound = f" of at most {plural(max_hops, 'hop')}" if max_hops is not None else ""
    under = f" under {', '.join(constraints.given)}" if constraints.given else ""
    return f"No path from '{source}' to '{target}'{bound}{under}."


def gave_up_after(said: str) -> str:
    """The sentence that a search was ended before it was done."""
    return (
        f"{said} The search ended after {MOST_STEPS:,} steps; there may be further paths. Ask with fewer constraints."
    )


def what_stands_in_the_way(
    projection: Projection, source: str, target: str, constraints: Constraints, max_hops: int | None = None
) -> dict[str, int]:
    """Hops of the shortest path without each one constraint, by its name, where leaving it out alone opens a path, and
    under the empty name without any of them. Empty: there is no path at all."""
    found: dict[str, int] = {}
    for name in ("", *constraints.given):
        rest = constraints.without(name) if name else NONE
        without = shortest_path(projection, source=source, target=target, max_hops=max_hops, constraints=rest)
        if without.length is not None:
            found[name] = without.length
        elif not name:
            break
    return found


def _listed(question: Question, limit: int) -> tuple[tuple[Path, ...], int | None, bool]:
    """Shortest paths, their number (None: not counted), and whether the search was given up before any was found."""
    if question.allowed.in_order:
        found, done = taken(loopless(question, rest_of(question), ties=True), limit + 1)
        paths = tuple(one.path for one in found[:limit])
        return paths, len(found) if done else None, not found and not done
    free = Question(question.projection, question.allowed, question.by)
    free, rest = nearest(free)
    shortest = rest.at(0, 0, question.allowed.start)
    if shortest == math.inf:
        return (), 0, False
    total, hops = counted(free, rest)
    if question.max_hops is not None and hops > question.max_hops:  # an equally short path may have fewer, or none
        rest, free = rest_of(question), question
        shortest = rest.at(0, question.max_hops, question.allowed.start)
        if shortest == math.inf:
            return (), 0, False
        total, _ = counted(question, rest)
    found, done = taken(loopless(free, rest, ceiling=shortest), limit)
    return tuple(one.path for one in found), total, not found and not done


def taken(paths: Iterator[Found], limit: int) -> tuple[list[Found], bool]:
    """Up to `limit` paths, and whether there are no further ones."""
    found: list[Found] = []
    try:
        for one in paths:
            found.append(one)
            if len(found) == limit:
                return found, False
    except GaveUpError:
        return found, False
    return found, True


def _hops(paths: tuple[Path, ...]) -> int | None:
    return len(paths[0].edges) if paths else None


def _answer(method: Method, paths: tuple[Path, ...], total: int | None, further: tuple[str, ...]) -> Paths:
    truncated = total is None or total > len(paths)
    many = "More than these" if total is None else f"{total:,}"
    listed = f"the first {plural(len(paths), 'is', 'are')} listed"
    warnings = (f"{many} shortest paths; {listed}.",) if truncated else ()
    return Paths(method, _hops(paths), paths, total, truncated, (*warnings, *further))


def _no_path(projection: Projection, source: str, target: str, routes: Routes, max_hops: int | None) -> str:
    if max_hops is not None and (routes.dist == max_hops).any():
        return f"No path from '{source}' to '{target}' of at most {plural(max_hops, 'hop')}. A longer one may exist."
    reached = routes.reached - 1
    into = "leads to" if projection.directed else "is connected to"
    others = "no other node" if reached == 0 else f"{plural(reached, 'other node')}, not '{source}'"
    if projection.directed and reached:
        return f"No path: '{target}' can be reached from {others}."
    if projection.directed:
        return f"No path: no edge {into} '{target}'."
    return f"No path: '{target}' {into} {others}."


def definitions(
    projection: Projection,
    max_hops: int | None,
    by: Length,
    constraints: Constraints,
    further: Iterable[tuple[str, str]],
) -> dict[str, str]:
    """What every method of paths states."""
    distance = (
        "the view's distance, 1/strength unless it says otherwise; "
        f"strength: {projection.strength_means or 'as the view gives it'}; "
        f"paths within a relative {TIE_TOLERANCE:g} are equally short; "
        "of what is answered, `distance` is the sum of these and `length` counts hops"
    )
    said = {
        "direction": "directed: along the edges" if projection.directed else "undirected: an edge is passed both ways",
        "length": "hops: each edge counts 1" if by == "hops" else distance,
        **dict(further),
        **constraints.definitions(),
    }
    if max_hops is not None:
        said["max_hops"] = f"routes of more than {plural(max_hops, 'hop')} are not looked for"
    return said


def described(projection: Projection, max_hops: int | None, by: Length, constraints: Constraints) -> Method:
    """How the paths are found, for an answer that has none."""
    in_order = bool(constraints.via) or constraints.stages is not None
    further = (
        ("order", "paths by their node ids, one after the other"),
        (
            "total",
            "paths counted as far as they are listed"
            if in_order
            else "all shortest paths, counted exactly, also those not listed",
        ),
    )
    length = "number of edges" if by == "hops" else "sum of distances"
    searched = {
        "hops": "Moore (1959), Proc. Int. Symp. on the Theory of Switching: 285–292",
        "distance": "Dijkstra (1959), Numerische Mathematik 1: 269–271",
    }[by]
    if in_order:
        searched += "; Liu & Ramakrishnan (2001), IEEE INFOCOM: 743–749, for loopless paths in order"
    return Method(
        name="shortest paths",
        formula=f"d(s, t) = min {length} on a path from s to t",
        reference=f"{searched}; Brandes (2001), Journal of Mathematical Sociology 25(2), for the counts",
        definitions=definitions(projection, max_hops, by, constraints, further),
    )
