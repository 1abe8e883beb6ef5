"""The sentences a network's overview begins with."""

from __future__ import annotations

from collections.abc import Sequence

from api.answers.shapes import Json
from api.pages.words import joined, number, plural, share, spelt
from graph.projection import Projection
from graph.views import VIEWS
from graph.views.catalogue import ACTORS_OF

Finding = list[tuple[str, str]]  # (bold, plain) pairs

MOST = {  # measure → what the node with the highest value does, and what several do
    "strength": ("has the strongest ties together", "have the strongest ties together"),
    "betweenness": ("lies on most of the shortest routes", "each lie on most of the shortest routes"),
    "closeness": ("is nearest to all others", "are nearest to all others"),
    "harmonic": ("is nearest to all others", "are nearest to all others"),
    "constraint": ("is held most tightly by contacts tied to each other", "are held most tightly by their contacts"),
    "effective-size": (
        "reaches most contacts that are not tied to each other",
        "reach most contacts not tied together",
    ),
    "efficiency": ("spends least on contacts tied to each other", "spend least on contacts tied to each other"),
    "hierarchy": ("depends most on a single contact", "depend most on a single contact"),
    "core": ("sits deepest in the dense middle", "sit deepest in the dense middle"),
    "clustering": ("has the contacts most often tied to each other", "have the contacts most often tied together"),
    "eigenvector": ("is best tied to the well tied", "are best tied to the well tied"),
    "katz": ("is where most walks lead", "are where most walks lead"),
    "pagerank": ("is where a walk at random is most often", "are where a walk at random is most often"),
    "hub": ("points most at good authorities", "point most at good authorities"),
    "authority": ("is pointed at most by good hubs", "are pointed at most by good hubs"),
    "current-flow": ("passes on most of what flows between others", "pass on most of what flows between others"),
    "current-flow-closeness": ("is least far from all others by all ways at once", "are least far from all others"),
}


def tie_said(graph: Projection, strength: float, statements: int) -> str:
    """How strong a tie is and what that means in its view; then the statements, where they are not the strength itself.

    '5 shared activities, 24 statements'.
    """
    stated = plural(statements, "statement")
    if graph.view in ACTORS_OF:
        newman = graph.parameters.get("projection") == "newman"
        means = f"Newman’s weight {number(strength)}" if newman else plural(strength, "shared activity")
        return f"{means}, {stated}"
    if graph.view in VIEWS:
        return stated if strength == statements else f"strength {number(strength)}, {stated}"
    return f"strength {number(strength)}"


def finding(
    graph: Projection,
    best: Sequence[Json],
    many: int,
    measure: str,
    choices: bool,
    weak: Json,
    components: Json,
    *,
    estimated: bool = False,
) -> Finding:
    """Who stands first, and whether the network, which has nodes, hangs together.

    `best` are the first of the `many` that share the first rank; `choices` says whether the measure has its usual
    parameters, `estimated` that its values come from a sample.
    """
    size = f"{plural(graph.n, 'node')} and {plural(graph.m, 'tie')}"
    said = [_first(graph, best, many, measure, choices, size, estimated=estimated)]
    if components["total"] > 1:
        said.append((f"It falls into {spelt(components['total'])} parts", " that no route joins."))
    elif weak["total"]:
        each = "each " if weak["total"] > 1 else ""
        nodes = plural(weak["total"], "node")
        said.append(("", f"All of it hangs together, but {nodes} would {each}split it by leaving."))
    return said


def _first(
    graph: Projection, best: Sequence[Json], many: int, measure: str, choices: bool, size: str, *, estimated: bool
) -> tuple[str, str]:
    about = "about " if estimated else ""
    value = best[0]["value"] if best else None
    if not value:
        return "", f"A network of {size}."
    names = [one["name"] for one in best]
    who = joined(names, most=3) if many == len(names) else f"{names[0]}, {names[1]} and {many - 2:,} more"
    if measure == "betweenness" and not choices:
        pairs = max((graph.n - 1) * (graph.n - 2) / (1 if graph.directed else 2), 1)
        lie = "lies" if many == 1 else "each lie"
        return f"{who} {lie} on {about}{share(value / pairs)} of the shortest routes", f" in a network of {size}."
    if measure == "degree" and not choices:
        return (
            f"{who} {'is' if many == 1 else 'are each'} tied to {plural(int(value), 'other')}",
            f" in a network of {size}.",
        )
    does = MOST.get(measure, ("has the highest value", "have the highest value"))[many > 1]
    by_sample = "By a sample, " if estimated else ""
    return f"{by_sample}{who} {does}", f": {measure} {about}{number(value)}, in a network of {size}."
