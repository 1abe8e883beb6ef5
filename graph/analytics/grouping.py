"""Which group each node belongs to: a partition of the nodes, with those of unknown group kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.analytics.arguments import checked
from graph.errors import InvalidInput, UnknownName
from graph.projection import Int64, Projection
from graph.wording import plural


@dataclass(frozen=True)
class Grouping:
    """A grouping of a projection's nodes: `of` has the group of each node (n), None where it is unknown.

    Nodes of unknown group are no group: they are left out of what is compared, never put together. `labels` are the
    names of groups that have another one than their id; `warnings` say why groups are unknown or what was chosen.
    """

    name: str
    of: tuple[str | None, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The groups, sorted."""
        return tuple(sorted({group for group in self.of if group is not None}))

    @cached_property
    def codes(self) -> Int64:
        """Place in `names` of each node's group (n), -1 where it is unknown."""
        place: dict[str | None, int] = {name: at for at, name in enumerate(self.names)}
        place[None] = -1
        return np.fromiter((place[group] for group in self.of), dtype=np.int64, count=len(self.of))

    @cached_property
    def sizes(self) -> Int64:
        """Nodes of each group, in the order of `names`."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.names))

    def label(self, group: str | None) -> str | None:
        """The name a group is shown by."""
        return None if group is None else self.labels.get(group, group)

    def check(self, projection: Projection) -> None:
        """Raises `InvalidInput` where these are the groups of another network: one with other nodes in number."""
        if len(self.of) != projection.n:
            raise InvalidInput(
                f"groups has the group of {plural(len(self.of), 'node')}, and the network '{projection.view}' has "
                f"{plural(projection.n, 'node')}.",
                next_step="Give one group a node, in the order of network.ids, None where it is unknown.",
                field="groups",
            )

    def said(self) -> tuple[str, ...]:
        """The warnings that belong to every number made with these groups."""
        unknown = int((self.codes < 0).sum())
        found = list(self.warnings)
        if unknown:
            many = plural(unknown, "node is", "nodes are")
            found.append(f"{many} of unknown {self.name} and left out, with all ties: never taken for one group.")
        if len(self.names) == 1:
            found.append(f"All nodes of known {self.name} are in one group: only coordination is possible.")
        if len(self.names) > 1 and int(self.sizes.max()) == 1:
            found.append(f"Each {self.name} has one node: every tie is external and every open two-path a liaison.")
        return tuple(found)


@checked
def groups_from(projection: Projection, attribute: str) -> Grouping:
    """The grouping by a column of the network's nodes; an empty value is unknown. Raises `UnknownName`."""
    if attribute not in projection.attributes:
        raise UnknownName(
            "group",
            attribute,
            projection.attributes,
            next_step="" if projection.attributes else "This network came with no columns of its nodes.",
            field="group",
        )
    return Grouping(attribute, tuple(value or None for value in projection.attributes[attribute]))
