"""Alternatives: the k shortest paths without loops between two nodes, by hops or by distance, under constraints."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analytics.arguments import checked
from graph.analytics.constraints import NONE, Constraints, allowed, said_of
from graph.analytics.executor import Progress
from graph.analytics.lengths import Length
from graph.analytics.paths import check, definitions, gave_up_after, none_allowed, taken
from graph.analytics.question import Question
from graph.analytics.ranked_by_distance import ranked_by_distance
from graph.analytics.ranked_by_hops import ranked_by_hops
from graph.analytics.remaining import rest_of
from graph.analytics.results import Method, Paths
from graph.analytics.routing import Found, loopless
from graph.projection import Projection
from graph.wording import part_of_all, plural

K = 5  # paths answered unless told otherwise: what a reader compares


@checked
def k_shortest_paths(
    projection: Projection,
    *,
    source: str,
    target: str,
    k: int = K,
    by: Length = "hops",
    max_hops: int | None = None,
    constraints: Constraints = NONE,
    progress: Progress | None = None,
) -> Paths:
    """The k shortest paths without loops from s to t, shortest first, equally short ones by their node ids.

    The length of a path is its number of edges or the sum of their distances; lengths equal to 12 significant digits
    are one length. With `max_hops` only paths of at most so many hops are considered. `Paths.total` is None (they are
    not counted) unless there are no more than k; `Paths.length` is in hops, of the first path.
    Yen (1971), *Management Science* 17(11), with the partition of Lawler (1972), *Management Science* 18(7); with nodes
    to go by or stages A*Prune, Liu & Ramakrishnan (2001), which a warning says when it ends before it is done.
    Raises as `shortest_paths`.
    """
    check(by, k=k, max_hops=max_hops)
    given = allowed(projection, source, target, constraints)
    question = Question(projection, given, by, max_hops)
    method = described(projection, k, max_hops, by, constraints)
    if given.in_order:
        found, done = taken(loopless(question, rest_of(question)), k + 1)
        gave_up = not done and len(found) <= k
        more = not done
    else:
        found, done = taken(ranked(question, k=k + 1, progress=progress), k + 1)
        gave_up, more = False, not done
    paths = tuple(one.path for one in found[:k])
    if not paths and not gave_up:
        return Paths(method, None, (), 0, False, (none_allowed(source, target, max_hops, constraints),))
    warnings = []
    if gave_up:
        warnings.append(gave_up_after(f"{part_of_all(len(paths), k, 'path', 'was', 'were')} found."))
    elif len(paths) < k:
        are = "is" if len(paths) == 1 else "are"
        bound = (
            f" of at most {plural(max_hops, 'hop')}; longer ones were not looked for" if max_hops is not None else ""
        )
        warnings.append(f"There {are} no more than {plural(len(paths), 'path')}{bound}.")
    warnings += said_of(projection, constraints, paths)
    length = len(paths[0].edges) if paths else None
    return Paths(method, length, paths, None if more else len(paths), more, tuple(warnings))


def ranked(question: Question, *, k: int, progress: Progress | None = None) -> Iterator[Found]:
    """The first k loopless paths of a question without nodes to go by and stages, shortest first."""
    search = ranked_by_hops if question.by == "hops" else ranked_by_distance
    return iter(search(question, k=k, progress=progress))


def described(projection: Projection, k: int, max_hops: int | None, by: Length, constraints: Constraints) -> Method:
    """How the paths are found, for an answer that has none."""
    in_order = bool(constraints.via) or constraints.stages is not None
    further = (
        ("k", f"the {k} shortest; no node twice on a path"),
        ("order", "by length, equal lengths (to 12 digits) by node ids"),
        ("total", "not counted, unless there are no more than k"),
    )
    reference = "Yen (1971), Management Science 17(11): 712–716; Lawler (1972), Management Science 18(7): 401–405"
    if in_order:
        reference = (
            "Yen (1971), Management Science 17(11): 712–716; search: Liu & Ramakrishnan (2001), INFOCOM: 743–749"
        )
    return Method(
        name="k shortest paths without loops",
        formula="P_1, …, P_k: the loopless paths from s to t with the least length, ℓ(P_1) ≤ … ≤ ℓ(P_k)",
        reference=reference,
        definitions=definitions(projection, max_hops, by, constraints, further),
    )
