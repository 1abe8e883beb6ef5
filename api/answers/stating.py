"""What every answer about a network states besides its numbers: the method, and which statements are left out."""

from __future__ import annotations

from api.answers.shapes import Json, method
from graph.analytics.results import Method
from graph.projection import Projection
from graph.views.periods import UNDATED


def method_of(of: Method) -> Json:
    """The method of a result as JSON."""
    return method(of.name, of.formula, of.reference, **dict(of.definitions))


def coarse(graph: Projection) -> list[str]:
    """The warnings that statements are left out: at this level, and for want of a date; empty where none is."""
    undated = sum(one.reason == UNDATED for one in graph.left_out)
    warnings = []
    if many := len(graph.left_out) - undated:
        said = "1 statement is" if many == 1 else f"{many} statements are"
        warnings.append(
            f"{said} too coarse for this level, or names no place, and left out; the network's left_out lists it all."
        )
    if undated:
        said = "1 statement has" if undated == 1 else f"{undated} statements have"
        warnings.append(f"{said} no stated date and so no place in the period; undated=include keeps them.")
    return warnings
