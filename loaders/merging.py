"""Merges what several sources say of one thing, with what stands in the graph: pure functions, no store.

A value nobody disputes is simply shown. Where values differ, one is shown and every statement becomes a `Voice`, which
the run writes down as a `Claim`. A load never takes back what was stated, and an empty cell states nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.ontology import Property, Value, property_fault, read_cell
from loaders.statements import ClaimStatement, NodeStatement, RelationStatement

NAME = Property(name="name", type="string", description="Name people know it by")


@dataclass(frozen=True, slots=True)
class Voice:
    """One value and who states it; what a `Claim` is made of. Several sources: who of them said it is not known."""

    predicate: str
    value: str
    sources: tuple[str, ...]
    quote: str = ""
    page: str = ""
    confidence: str = ""
    preferred: bool | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What shall stand of a thing. `outdated`: (predicate, value) shown until now, whose claims lose the preference."""

    properties: dict[str, Value]
    voices: tuple[Voice, ...]
    outdated: frozenset[tuple[str, str]] = frozenset()


def merge(
    specs: Mapping[str, Property],
    statements: Sequence[NodeStatement] | Sequence[RelationStatement],
    *,
    claims: Sequence[ClaimStatement] = (),
    standing: Mapping[str, Any] | None = None,
    told: Sequence[Mapping[str, Any]] = (),
) -> Merged:
    """Merges the statements about one thing, in the order of their rows.

    The first row's value is shown; what stands in the graph goes before it, unless all its sources speak again: then
    this is a correction. `told` are the properties of the claims about it that stand in the graph.
    """
    before = frozenset((standing or {}).get("source_ids") or ())
    speaking = {statement.source_id for statement in statements}
    corrects = before <= speaking
    properties: dict[str, Value] = {name: value for name, value in (standing or {}).items() if name != "id"}
    voices: list[Voice] = []
    outdated: set[tuple[str, str]] = set()
    for name, spec in {"name": NAME, **specs}.items():
        stated = [
            (typed(value, spec), statement)
            for statement in statements
            if (value := statement.properties.get(name)) is not None
        ]
        old = properties.get(name)
        shown = stated[0][0] if stated and (old is None or corrects) else old
        if shown is None:
            continue
        properties[name] = shown
        if old is not None and old != shown:
            outdated.add((name, as_text(old)))
        if all(value == shown for value, _ in stated) and not _disputed(name, spec, shown, claims):
            continue
        voices += [
            Voice(name, as_text(value), (by.source_id,), quote=by.quote, preferred=value == shown)
            for value, by in stated
            if by.source_id
        ]
        known = any(claim.get("predicate") == name and claim.get("value") == as_text(shown) for claim in told)
        rest = tuple(sorted(before - speaking))
        if rest and not known and shown not in [value for value, _ in stated]:
            confidence = "inferred" if len(rest) > 1 else ""
            voices.append(Voice(name, as_text(shown), rest, confidence=confidence, preferred=True))
    voices += [voice_of(claim) for claim in claims]
    return Merged(properties, tuple(voices), frozenset(outdated))


def voice_of(claim: ClaimStatement) -> Voice:
    """A claim that a steward wrote down."""
    return Voice(
        claim.predicate, claim.value, (claim.source_id,), claim.quote, claim.page, claim.confidence, claim.preferred
    )


def united_sources(statements: Sequence[NodeStatement], standing: Mapping[str, Any] | None) -> list[str]:
    """Ids of all sources of a node, sorted."""
    before = (standing or {}).get("source_ids") or ()
    return sorted({*before, *(statement.source_id for statement in statements if statement.source_id)})


def united_quotes(
    statements: Sequence[RelationStatement], standing: Mapping[str, Any] | None
) -> tuple[list[str], list[str]]:
    """Sources of a relation and, parallel to them, their words; sorted by source, then words.

    A source stands twice where two of its quotes are known; an unknown quote gives way to a known one.
    """
    stood = standing or {}
    pairs = set(zip(stood.get("source_ids") or (), stood.get("quotes") or (), strict=False))
    pairs |= {(statement.source_id, statement.quote) for statement in statements if statement.source_id}
    quoted = {source for source, quote in pairs if quote}
    kept = sorted((source, quote) for source, quote in pairs if quote or source not in quoted)
    return [source for source, _ in kept], [quote for _, quote in kept]


def typed(value: Value, spec: Property) -> Value:
    """The value in the type of its property: 2000 euro are 2000.0, so that both engines keep one type."""
    return float(value) if spec.type == "float" and isinstance(value, int) else value


def as_text(value: Value) -> str:
    """A value as claims show it: 2000.0 as 2000, true and false in small letters, lists with bars."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, list):
        return " | ".join(value)
    return str(value)


def _disputed(name: str, spec: Property, shown: Value, claims: Sequence[ClaimStatement]) -> bool:
    """Whether claims written by hand hold another value against the one shown, and none says which to prefer."""
    about = [claim for claim in claims if claim.predicate == name]
    if any(claim.preferred for claim in about):
        return False
    return any(_parsed(claim.value, spec) not in (None, shown) for claim in about)


def _parsed(text: str, spec: Property) -> Value:
    """The value a claim's text stands for; None where it is words (“more than 350”)."""
    try:
        value = read_cell(text, spec)
    except ValueError:
        return None
    return None if value is None or property_fault(value, spec) else typed(value, spec)
