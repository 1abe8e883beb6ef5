"""What a measure is: its one line, its parameters as text, and the function that computes it.

A measure takes its parameters as text, so that HTTP, the command line and a page read them in one place. The measures
themselves are listed in `registry`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.analytics.executor import Progress
from graph.analytics.results import NodeScores
from graph.errors import InvalidInput, UnknownName
from graph.projection import Projection
from graph.wording import between

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
                next_step=f"Use {kind} {between(self.least, self.most)}.",
                field=self.name,
            )
        return value


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it says in one line, its parameters, and the function that computes it.

    `takes_long` marks those that report progress. `cost` gives about how many edges and nodes are looked at, for a
    network and the parameters' values; without it n·(n + 2m) where the measure takes long, 50·(n + 2m) where not.
    `refuse` raises what the function would of a network it does not take.
    """

    name: str
    description: str
    function: Callable[..., NodeScores]
    parameters: tuple[Parameter, ...] = ()
    takes_long: bool = False
    cost: Callable[[Projection, Mapping[str, Any]], int] | None = None
    refuse: Callable[[Projection, Mapping[str, Any]], None] | None = None

    def read(self, given: Mapping[str, str]) -> dict[str, Value | None]:
        """All parameters with their values, defaults included. Raises `UnknownName` for a name or value not offered."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UnknownName(f"parameter of {self.name}", name, known, field=name)
        return {name: one.read(given[name]) if name in given else one.default for name, one in known.items()}

    def steps(self, projection: Projection, values: Mapping[str, Any] | None = None) -> int:
        """About how many edges and nodes are looked at: what decides whether it is worth a job of its own.

        `values` as `read` returns them; the defaults where it is None.
        """
        if self.cost is not None:
            return self.cost(projection, self.read({}) if values is None else values)
        once = projection.n + 2 * projection.m
        return projection.n * once if self.takes_long else 50 * once

    def check(self, projection: Projection, values: Mapping[str, Any]) -> None:
        """Raises `InvalidInput` for a network the measure does not take, as far as that is known before it begins."""
        if self.refuse is not None:
            self.refuse(projection, values)

    def compute(self, projection: Projection, *, progress: Progress | None = None, **values: Any) -> NodeScores:
        """The scores of a network's nodes. `values` as `read` returns them."""
        if self.takes_long:
            values["progress"] = progress
        return self.function(projection, **values)
