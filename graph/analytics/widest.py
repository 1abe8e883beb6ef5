"""Widest paths: those whose weakest tie is as strong as can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.constraints import NONE, Allowed, Constraints, allowed, said_of
from graph.analytics.meeting import Grades, Routes, search
from graph.analytics.paths import LIMIT, check, definitions, gave_up_after, none_allowed, taken
from graph.analytics.question import Question
from graph.analytics.remaining import rest_of
from graph.analytics.results import Method, Paths, significant
from graph.analytics.routing import loopless
from graph.analytics.workspace import kept
from graph.projection import Projection
from graph.wording import plural


@checked
def widest_paths(
    projection: Projection,
    *,
    source: str,
    target: str,
    limit: int = LIMIT,
    max_hops: int | None = None,
    constraints: Constraints = NONE,
) -> Paths:
    """The widest path from s to t: of equally wide ones the shortest by hops, all of these in the order of node ids.

    width(P) = least strength of an edge of P; strengths equal to 12 significant digits are one. The width of a path
    without edges is not defined; a node reaches itself in 0 hops. With `max_hops` the widest of the paths of at most so
    many hops. Found by halving the range of strengths: at each the edges at least so strong are searched for a path.
    Bottleneck path: Pollack (1960), *Operations Research* 8(5); Hu (1961), *Operations Research* 9(6).
    Raises as `shortest_paths`.
    """
    check("hops", limit=limit, max_hops=max_hops)
    given = allowed(projection, source, target, constraints)
    method = described(projection, max_hops, constraints)
    levels, rank = kept(projection, "ranks of strengths", lambda: _ranks(projection))
    grade = np.where(given.shut == 0, rank, -1).astype(np.int32) if given.masked else rank
    low, high = -1, levels - 1  # a path is there at `low`, or unknown; there is none above `high`
    widest: Allowed | Routes | None = None
    gave_up = False
    while low < high:
        # all edges first: without a path there, there is none at all
        at = 0 if low < 0 else (low + high + 1) // 2
        if given.in_order:
            trial = replace(given, shut=(grade < at).astype(np.uint8), masked=True)
            there = _is_there(projection, trial, max_hops)
            gave_up |= there is None
            if there:
                widest = trial
        else:
            routes = search(projection, given.start, given.end, max_hops=max_hops, given=given, grade=grade, least=at)
            there = routes.found
            if there:
                widest = routes
        if there:
            low = at
        elif low < 0:
            break
        else:
            high = at - 1
    if widest is None and given.start == given.end:
        widest = given if given.in_order else search(projection, given.start, given.end, given=given)
    if widest is None:
        said = gave_up_after("The widest path was not found.") if gave_up else ""
        said = said or none_allowed(source, target, max_hops, constraints)
        return Paths(method, None, (), None if gave_up else 0, gave_up, (said,))
    total: int | None
    if isinstance(widest, Routes):
        total = widest.total()
        paths = tuple(islice(widest.paths(), limit))
    else:
        question = Question(projection, widest, "hops", max_hops)
        found, done = taken(loopless(question, rest_of(question), ties=True), limit + 1)
        paths = tuple(one.path for one in found[:limit])
        total = len(found) if done else None
    truncated = total is None or total > len(paths)
    warnings = []
    if gave_up:
        warnings.append(gave_up_after("A wider path may exist."))
    if truncated:
        many = "More than these" if total is None else f"{total:,}"
        listed = f"the first {plural(len(paths), 'is', 'are')} listed"
        warnings.append(f"{many} widest paths of the fewest hops; {listed}.")
    warnings += said_of(projection, constraints, paths)
    return Paths(method, len(paths[0].edges), paths, total, truncated, tuple(warnings))


def _ranks(projection: Projection) -> tuple[int, Grades]:
    """How many different strengths there are, and which of them, from 0 for the weakest, each edge (m) has."""
    levels, rank = np.unique(significant(projection.strength), return_inverse=True)
    return len(levels), rank.astype(np.int32)


def _is_there(projection: Projection, given: Allowed, max_hops: int | None) -> bool | None:
    """Whether there is a path in order; None where the search was given up."""
    question = Question(projection, given, "hops", max_hops)
    found, done = taken(loopless(question, rest_of(question)), 1)
    return True if found else False if done else None


def described(projection: Projection, max_hops: int | None, constraints: Constraints) -> Method:
    """How the paths are found, for an answer that has none."""
    further = (
        ("width", "least strength on the path; strengths equal to 12 digits are one"),
        ("strength", projection.strength_means or "as the view gives it"),
        ("order", "of equally wide paths those of the fewest hops, by their node ids"),
        ("total", "paths that are equally wide and short"),
    )
    return Method(
        name="widest paths",
        formula="max over paths P from s to t of min strength of an edge of P",
        reference="Pollack (1960), Operations Research 8(5): 733–736; Hu (1961), Operations Research 9(6): 898–900",
        definitions=definitions(projection, max_hops, "hops", constraints, further),
    )
