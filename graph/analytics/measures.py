"""The measures that give one number a node, by name: what `/centrality/{measure}` offers.

A measure takes its parameters as text, so that HTTP, the command line and a page read them in one place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from graph.analytics.betweenness import LENGTHS, betweenness
from graph.analytics.degree import DIRECTIONS, degree, strength
from graph.analytics.executor import Progress
from graph.analytics.results import NodeScores
from graph.errors import InvalidInput, UnknownName
from graph.projection import Projection

Value: TypeAlias = bool | str | int | float

TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A choice that changes a measure: yes/no, one of `choices`, or a number from `least` to `most`, as its default is.

    A number may be `None` by default: the measure then chooses, and its definitions say what it chose.
    """

    name: str
    default: Value | None
    description: str
    choices: tuple[str, ...] = ()
    number: type[int] | type[float] | None = None
    least: float = -math.inf
    most: float = math.inf

    def read(self, text: str) -> Value:
        """The value of a text. Raises `UnknownName` or `InvalidInput` with what is allowed."""
        if self.choices:
            if text not in self.choices:
                raise UnknownName(f"value of {self.name}", text, self.choices, field=self.name)
            return text
        if self.number is not None:
            return self._number(text, self.number)
        if text.strip().casefold() not in TRUTH:
            raise UnknownName(f"value of {self.name}", text, ("true", "false"), field=self.name)
        return TRUTH[text.strip().casefold()]

    def _number(self, text: str, number: type[int] | type[float]) -> int | float:
        try:
            value = number(text)
        except ValueError:
            value = math.nan
        if not self.least <= value <= self.most:
            kind = "a whole number" if number is int else "a number"
            raise InvalidInput(
                f"{self.name} is '{text[:40]}'.",
                next_step=f"Use {kind} {_between(self.least, self.most)}.",
                field=self.name,
            )
        return value


def _between(least: float, most: float) -> str:
    if math.isinf(most):
        return "of any size" if math.isinf(least) else f"from {least:g} up"
    return f"up to {most:g}" if math.isinf(least) else f"from {least:g} to {most:g}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it says in one line, its parameters, and the function that computes it.

    `takes_long` marks those that grow faster than the network and report progress.
    """

    name: str
    description: str
    function: Callable[..., NodeScores]
    parameters: tuple[Parameter, ...] = ()
    takes_long: bool = False

    def read(self, given: Mapping[str, str]) -> dict[str, Value | None]:
        """All parameters with their values, defaults included. Raises `UnknownName` for a name or value not offered."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UnknownName(f"parameter of {self.name}", name, known, field=name)
        return {name: one.read(given[name]) if name in given else one.default for name, one in known.items()}

    def steps(self, projection: Projection) -> int:
        """About how many edges and nodes are looked at: what decides whether it is worth a job of its own."""
        once = projection.n + 2 * projection.m
        return projection.n * once if self.takes_long else 50 * once

    def compute(self, projection: Projection, *, progress: Progress | None = None, **values: Any) -> NodeScores:
        """The scores of a network's nodes. `values` as `read` returns them."""
        if self.takes_long:
            values["progress"] = progress
        return self.function(projection, **values)


def measure(name: str) -> Measure:
    """The measure of this name. Raises `UnknownName`, with the nearest known one."""
    try:
        return MEASURES[name]
    except KeyError:
        raise UnknownName("measure", name, MEASURES, field="measure") from None


_NORMALISED = Parameter("normalised", False, "divide by the largest value a node could have, so that networks compare")
_DIRECTION = Parameter("direction", "all", "edges in, out or both; undirected networks have only 'all'", DIRECTIONS)

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        one.name: one
        for one in (
            Measure("degree", "with how many others a node is tied", degree, (_NORMALISED, _DIRECTION)),
            Measure("strength", "how strong a node's ties are together", strength, (_DIRECTION,)),
            Measure(
                "betweenness",
                "how often a node lies on the shortest paths between others",
                betweenness,
                (_NORMALISED, Parameter("by", "hops", "length of a path: edges, or the view's distances", LENGTHS)),
                takes_long=True,
            ),
        )
    }
)
