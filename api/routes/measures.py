"""The parameters of a measure, where the measure itself is a parameter of an analysis."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated

from fastapi import Query

from graph.analytics.betweenness import LENGTHS
from graph.analytics.measures import MEASURES
from graph.errors import UnknownName

MeasureName = Annotated[
    str, Query(min_length=1, max_length=100, description="A measure of `/centrality/{measure}`; default betweenness.")
]
RENAMED = {"by": "length"}  # names that say something else here: `by` parts time


def choices_of_measures(*, without: tuple[str, ...] = ()) -> Callable[..., dict[str, str]]:
    """A dependency with the parameters of all measures, but for those an analysis uses itself, as text."""

    def given(**texts: str) -> dict[str, str]:
        length = texts.get("length", "")
        if length and length not in LENGTHS:
            raise UnknownName("value of length", length, LENGTHS, field="length")
        original = {here: name for name, here in RENAMED.items()}
        return {original.get(name, name): text for name, text in texts.items() if text}

    takers: dict[str, list[str]] = {}
    for measure in MEASURES.values():
        for parameter in measure.parameters:
            if parameter.name not in without:
                takers.setdefault(parameter.name, []).append(measure.name)
    given.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # FastAPI reads the query from it
        [
            inspect.Parameter(
                RENAMED.get(name, name),
                inspect.Parameter.KEYWORD_ONLY,
                default="",
                annotation=Annotated[str, Query(max_length=100, description=_described(name, of))],
            )
            for name, of in takers.items()
        ],
        return_annotation=dict[str, str],
    )
    return given


def _described(name: str, takers: list[str]) -> str:
    return f"`{name}` of `/centrality/{{measure}}`, for {', '.join(takers)}."
