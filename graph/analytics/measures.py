"""The measures that give one number a node, by name: what `/centrality/{measure}` offers.

A measure takes its parameters as text, so that HTTP, the command line and a page read them in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from graph.analytics.betweenness import LENGTHS, betweenness
from graph.analytics.degree import DIRECTIONS, degree, strength
from graph.analytics.executor import Progress
from graph.analytics.results import NodeScores
from graph.errors import UnknownName
from graph.projection import Projection

Value: TypeAlias = bool | str

TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A choice that changes a measure. `choices` is empty for a yes/no parameter."""

    name: str
    default: Value
    description: str
    choices: tuple[str, ...] = ()

    def read(self, text: str) -> Value:
        """The value of a text. Raises `UnknownName` with what is allowed."""
        if self.choices:
            if text not in self.choices:
                raise UnknownName(f"value of {self.name}", text, self.choices, field=self.name)
            return text
        if text.strip().casefold() not in TRUTH:
            raise UnknownName(f"value of {self.name}", text, ("true", "false"), field=self.name)
        return TRUTH[text.strip().casefold()]


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

    def read(self, given: Mapping[str, str]) -> dict[str, Value]:
        """All parameters with their values, defaults included. Raises `UnknownName` for a name or value not offered."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UnknownName(f"parameter of {self.name}", name, known, field=name)
        return {name: one.read(given[name]) if name in given else one.default for name, one in known.items()}

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
