"""What the pages of a network say where it has no node: why, what the period leaves out, and where to go from there."""

from __future__ import annotations

from fastapi import Request, Response

from api.pages.network_frame import Frame
from api.pages.network_words import Finding
from api.pages.render import page
from graph.projection import Projection
from graph.views.periods import UNDATED
from graph.wording import plural


def period_of(graph: Projection) -> bool:
    """Whether a network holds only what is stated for a period."""
    return bool(graph.parameters.get("from") or graph.parameters.get("to"))


def empty_said(graph: Projection) -> Finding:
    """Why a network has no node: as (bold, plain) pairs."""
    if not period_of(graph):
        return [("This network is empty", ": nothing at this level is stated in the loaded data.")]
    undated = sum(one.reason == UNDATED for one in graph.left_out)
    said = [("Nothing is stated in this period", ": the network is empty.")]
    if undated:
        of = "has no date and so stands" if undated == 1 else "have no date and so stand"
        said.append(("", f"{plural(undated, 'statement')} {of} in no period."))
    return said


def empty_page(request: Request, frame: Frame, heading: str) -> Response:
    """A page of a network without nodes: one message in place of cards that hold nothing."""
    context = frame.context()
    return page(
        request,
        "empty.html",
        title=f"{heading}: {context['network_title']}",
        heading=heading,
        finding=empty_said(frame.graph),
        period=period_of(frame.graph),
        undated=any(one.reason == UNDATED for one in frame.graph.left_out),
        **context,
    )
