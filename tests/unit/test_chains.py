"""Claims about value chains: three states of a stage, and unknown is neither held nor missing."""

from __future__ import annotations

from typing import Any

import pytest
from stub_store import StubStore

from graph.errors import NotFound
from graph.lookups.chains import HELD, NOBODY_KNOWN, UNKNOWN, evidence_of, read_chain, read_chains
from graph.projection import Evidence

CHAIN = "chain:boats"


def stage(position: int) -> dict[str, Any]:
    return {
        "id": f"chainstage:boats:{position}",
        "name": f"Stage {position}",
        "position": position,
        "function": None,
        "period": None,
    }


def holder(
    position: int, who: str, *, level: str | None = None, relation: str = "HAS_CAPABILITY", year: int | None = None
) -> dict[str, Any]:
    return {
        "stage": f"chainstage:boats:{position}",
        "holder": who,
        "holder_name": who.title(),
        "relation": relation,
        "level": level,
        "year": year,
        "period": None,
        "source_ids": ["source:one"],
        "quotes": [""],
    }


def store_of(*holders: dict[str, Any], stages: int = 4) -> StubStore:
    store = StubStore()
    summary = {"id": CHAIN, "name": "Boats", "summary": None, "stages": stages, "source_ids": ["source:one"]}
    store.tell("lookups", "chains", [summary])
    store.tell("lookups", "chain-stages", [stage(position) for position in range(1, stages + 1)])
    store.tell("lookups", "chain-holders", holders)
    return store


def test_a_stage_is_held_known_to_be_held_by_nobody_or_unknown() -> None:
    store = store_of(holder(1, "country:ie", relation="MOVED_TO"), holder(2, "country:pt", level="none"))

    states = {one.position: one.state for one in read_chain(store, CHAIN).stages}  # type: ignore[arg-type]

    assert states == {1: HELD, 2: NOBODY_KNOWN, 3: UNKNOWN, 4: UNKNOWN}


def test_one_who_lacks_a_stage_does_not_hold_it_even_where_another_does() -> None:
    store = store_of(holder(1, "country:pt", level="none"), holder(1, "country:ie", level="strong"))

    first = read_chain(store, CHAIN).stages[0]  # type: ignore[arg-type]

    assert first.state == HELD
    assert [one.id for one in first.holders] == ["country:ie"]
    assert [one.id for one in first.looked_at] == ["country:pt"]


def test_holders_come_in_the_order_of_their_names_and_years() -> None:
    rows = [holder(1, "country:pt"), holder(1, "country:ie", year=1990), holder(1, "country:ie", year=1970)]

    first = read_chain(store_of(*rows), CHAIN).stages[0]  # type: ignore[arg-type]

    assert [(one.id, one.year) for one in first.holders] == [
        ("country:ie", 1970),
        ("country:ie", 1990),
        ("country:pt", None),
    ]


def test_an_id_that_is_no_chain_is_not_found() -> None:
    with pytest.raises(NotFound, match="chain:ships"):
        read_chain(store_of(), "chain:ships")  # type: ignore[arg-type]


def test_a_chain_without_stages_is_a_chain_without_stages() -> None:
    assert read_chain(store_of(stages=0), CHAIN).stages == ()  # type: ignore[arg-type]
    assert [one.id for one in read_chains(store_of())] == [CHAIN]  # type: ignore[arg-type]


def test_a_statement_is_one_piece_of_evidence_a_source() -> None:
    found = evidence_of("FEEDS", "a", "b", ["source:two", "source:one"], ["second words"])

    assert found == (
        Evidence("FEEDS", "a", "b", "source:one"),
        Evidence("FEEDS", "a", "b", "source:two", "second words"),
    )
    assert evidence_of("FEEDS", "a", "b", None, None) == ()
