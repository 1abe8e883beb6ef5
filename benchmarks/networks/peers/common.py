"""What every peer is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.networks.generators import Network
from benchmarks.networks.measures import Values


@dataclass(frozen=True, slots=True)
class Built:
    """A network as a peer holds it, made before anything is timed."""

    graph: Any
    network: Network


def as_array(found: Any, _: Built) -> Values:
    """A list, or an array, as it is."""
    return np.asarray(found)


def by_place(found: Any, built: Built) -> Values:
    """A mapping from place to value; NaN where it has none."""
    values = np.full(built.network.projection.n, np.nan)
    for place, value in dict(found).items():
        values[place] = value
    return values


def parts(found: Iterable[Iterable[int]], built: Built) -> Values:
    """Sets of places as a label a node; -1 for those in none."""
    labels = np.full(built.network.projection.n, -1)
    for number, part in enumerate(found):
        labels[list(part)] = number
    return labels


def unit_length(found: Any, built: Built) -> Values:
    """A vector that is unique up to scale: not negative, length 1."""
    values = np.abs(as_array(found, built).astype(np.float64))
    return np.asarray(values / np.sqrt((values * values).sum()))


def sum_of_one(found: Any, built: Built) -> Values:
    """Values that are unique up to scale: sum 1."""
    values = as_array(found, built).astype(np.float64)
    return np.asarray(values / values.sum())


def halved(found: Any, built: Built) -> Values:
    """Sums over ordered pairs as sums over pairs."""
    return as_array(found, built) / (1 if built.network.projection.directed else 2)


def sizes(found: Iterable[Iterable[int]], _: Built) -> Values:
    """Sizes of sets, sorted."""
    return np.sort(np.array([len(list(part)) for part in found], dtype=np.int64))


def cuts(found: tuple[Iterable[int], int], built: Built) -> Values:
    """Articulation points as 0 and 1, and the number of bridges behind them."""
    points = np.zeros(built.network.projection.n + 1, dtype=np.int64)
    points[list(found[0])] = 1
    points[-1] = found[1]
    return points


def wasserman_faust(found: Any, built: Built) -> Values:
    """Closeness within the component, times the share of the others in it. Undirected networks."""
    from graph.analytics.components import component_labels

    labels = component_labels(built.network.projection)
    reach = np.bincount(labels)[labels] - 1
    return np.nan_to_num(as_array(found, built)) * reach / (built.network.projection.n - 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure as somebody computes it.

    `runs`: ways to compute it, of which the quickest counts (algorithms, numbers of threads); `convert`, not timed,
    makes the values of our definition, in the order of the nodes. `note`: what differs, or how it is computed.
    `compared`: false where the definition is another one, and the time is no comparison.
    """

    runs: tuple[Callable[[Built], Any], ...]
    convert: Callable[[Any, Built], Values] = as_array
    note: str = ""
    compared: bool = True
    networks: tuple[str, ...] = ()  # those it runs on, where not all of the measure's
    seconds: Callable[[Any], float] | None = None  # the time the peer itself states, in the place of ours
