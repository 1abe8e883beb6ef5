"""Value chains: their stages, who is stated to hold each, and which stages nobody is known to hold.

Three states, never two: *held* (a source names a holder), *nobody known* (a source looked and found none: a stated
capability of level 'none', and no holder), *unknown* (no source says anything of the stage).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph import catalog
from graph.errors import NotFound, shown
from graph.projection import Evidence
from graph.stores import Store

HELD, NOBODY_KNOWN, UNKNOWN = "held", "nobody_known", "unknown"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is stated to hold a stage."""

    id: str
    name: str
    relation: str  # HAS_CAPABILITY or MOVED_TO
    level: str
    year: int | None
    period: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a chain with its holders."""

    id: str
    name: str
    position: int
    function: str
    period: str
    state: str
    holders: tuple[Holder, ...]
    looked_at: tuple[Holder, ...]  # of whom a source states that they lack it


@dataclass(frozen=True, slots=True)
class Feed:
    """One stage delivers to the next."""

    source: str
    target: str
    assigned_by: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ChainSummary:
    """A chain in a list."""

    id: str
    name: str
    summary: str
    stages: int
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A value chain with its stages in order."""

    id: str
    name: str
    summary: str
    stages: tuple[Stage, ...]
    feeds: tuple[Feed, ...]
    source_ids: tuple[str, ...]


def read_chains(store: Store) -> list[ChainSummary]:
    """All chains by name."""
    return [
        ChainSummary(row["id"], row["name"], row["summary"] or "", row["stages"], tuple(row["source_ids"] or ()))
        for row in store.read(catalog.query("lookups", "chains").text)
    ]


def read_chain(store: Store, chain_id: str) -> Chain:
    """One chain. Raises `NotFound` for an id that is no value chain."""
    summary = next((chain for chain in read_chains(store) if chain.id == chain_id), None)
    if summary is None:
        raise NotFound(
            f"No value chain has the id '{shown(chain_id)}'.", next_step="GET /api/v1/chains lists all of them."
        )
    holders = _holders(store, chain_id)
    stages = []
    for row in store.read(catalog.query("lookups", "chain-stages").text, id=chain_id):
        stated = holders.get(row["id"], [])
        held = tuple(holder for holder in stated if holder.level != "none")
        lacking = tuple(holder for holder in stated if holder.level == "none")
        state = HELD if held else NOBODY_KNOWN if lacking else UNKNOWN
        stages.append(
            Stage(
                row["id"],
                row["name"],
                row["position"],
                row["function"] or "",
                row["period"] or "",
                state,
                held,
                lacking,
            )
        )
    feeds = [
        Feed(
            row["source"],
            row["target"],
            row["assigned_by"] or "",
            evidence_of("FEEDS", row["source"], row["target"], row["source_ids"], row["quotes"]),
        )
        for row in store.read(catalog.query("lookups", "chain-feeds").text, id=chain_id)
    ]
    return Chain(
        summary.id, summary.name, summary.summary, tuple(stages),
        tuple(sorted(feeds, key=lambda feed: (feed.source, feed.target))), summary.source_ids,
    )  # fmt: skip


def held_stages(chain: Chain, upwards: Callable[[str], Iterable[str]]) -> dict[str, tuple[Stage, ...]]:
    """The stages that each node is stated to hold, by its id, in the order of the chain; a stage itself is its own.

    `upwards` gives the node and the places it lies in: what is held in a place counts for the place too.
    """
    found: dict[str, dict[str, Stage]] = {}
    for stage in chain.stages:
        holders = {place for holder in stage.holders for place in upwards(holder.id)}
        for node_id in (stage.id, *sorted(holders)):
            found.setdefault(node_id, {})[stage.id] = stage
    return {node_id: tuple(stages.values()) for node_id, stages in found.items()}


def _holders(store: Store, chain_id: str) -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = {}
    for row in store.read(catalog.query("lookups", "chain-holders").text, id=chain_id):
        holder = Holder(
            id=row["holder"],
            name=row["holder_name"] or row["holder"],
            relation=row["relation"],
            level=row["level"] or "",
            year=row["year"],
            period=row["period"] or "",
            evidence=evidence_of(row["relation"], row["holder"], row["stage"], row["source_ids"], row["quotes"]),
        )
        found.setdefault(row["stage"], []).append(holder)
    for holders in found.values():
        holders.sort(key=lambda holder: (holder.name, holder.id, holder.relation, holder.year or 0))
    return found


def evidence_of(
    relation: str,
    source: str,
    target: str,
    source_ids: list[str] | None,
    quotes: list[str] | None,
    role: str | None = None,
) -> tuple[Evidence, ...]:
    """The statements behind a relation, one a source, sorted."""
    words = quotes or []
    return tuple(
        sorted(
            Evidence(relation, source, target, source_id, words[place] if place < len(words) else "", role or "")
            for place, source_id in enumerate(source_ids or ())
        )
    )
