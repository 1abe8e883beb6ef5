"""Which mode each node of a two-mode network is of: as `nodes.csv` says, else by the side of the ties it stands on.

Sources are actors, targets are activities. Without a word of `nodes.csv` the first tie of a node decides, and a later
one that has it on the other side is refused: a node of both modes would make the network none of two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.statements import Reject, shortened

COLUMN = "mode"  # of nodes.csv
# Words alone: 1 is the first mode in some programs and, counted from 0, the second in others.
ACTOR, ACTIVITY = MODES = ("actor", "activity")
SIDES: Mapping[str, str] = {"source": ACTOR, "target": ACTIVITY}
WRITTEN = {ACTOR: "an actor", ACTIVITY: "an activity"}
NEXT_STEP = "Write actor or activity."


@dataclass
class Modes:
    """The mode of each node with the line that said it; `nodes` is the name of the file that lists them."""

    nodes: str = ""
    of: dict[str, str] = field(default_factory=dict)
    _listed: dict[str, int] = field(default_factory=dict)  # line of nodes.csv that says the mode
    _first: dict[str, int] = field(default_factory=dict)  # line of the tie that was first to say it
    _unread: dict[str, str] = field(default_factory=dict)  # cells that are no mode

    def state(self, key: str, line: int, cell: str) -> None:
        """What a row of `nodes.csv` has in its column `mode`."""
        said = cell.strip()
        if said.casefold() in MODES:
            self.of[key] = said.casefold()
            self._listed[key] = line
        elif said:
            self._unread[key] = said

    def fault(self, given: Mapping[str, str]) -> tuple[str, str, str] | None:
        """Column, reason and next step where a tie has a node on the side that is not that of its mode."""
        for side, mode in SIDES.items():
            key = given[side]
            known = self.of.get(key, mode)
            if known == mode:
                continue
            name = shortened(key)
            if (line := self._listed.get(key)) is not None:
                reason = f"'{name}' is {WRITTEN[known]} in {self.nodes}, line {line}, and no {side}"
            else:
                other = next(one for one in SIDES if one != side)
                reason = f"'{name}' is a {side} here and a {other} in line {self._first[key]}"
            return side, reason, "Exchange source and target, or load the network without two-mode."
        return None

    def take(self, given: Mapping[str, str], line: int) -> None:
        """Learns from a tie that is taken."""
        for side, mode in SIDES.items():
            if given[side] not in self.of:
                self.of[given[side]] = mode
                self._first[given[side]] = line

    def settle(self, lines: Mapping[str, int]) -> tuple[list[Reject], list[Reject]]:
        """The listed nodes (with their lines) whose mode nobody says, and the cells that are none where ties say it."""
        nowhere: list[Reject] = []
        unread: list[Reject] = []
        for key, line in lines.items():
            cell = shortened(self._unread.get(key, ""))
            if key not in self.of:
                reason = "neither a tie nor the column mode says of which mode the node is"
                nowhere.append(Reject(self.nodes, line, COLUMN, cell, reason, NEXT_STEP))
            elif cell:
                reason = f"no mode; by its ties the node is {WRITTEN[self.of[key]]}"
                unread.append(Reject(self.nodes, line, COLUMN, cell, reason, NEXT_STEP))
        return nowhere, unread
