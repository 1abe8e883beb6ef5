"""Roll-up: an actor at the level asked for, upwards only."""

from __future__ import annotations

from graph.lookups.places import Places


def rolled_up(actor: str, level: str, nuts_level: int | None, places: Places) -> tuple[str | None, str]:
    """The actor at the level asked for, or None and the reason why it is left out. Never goes down."""
    if level == "organisation":
        if actor.startswith(("organisation:", "cluster:")):
            return actor, ""
        return None, "stated for a place, no organisation is named"
    chain = places.upwards(actor)
    if level == "country":
        return (chain[-1], "") if chain[-1].startswith("country:") else (None, "its country is not known")
    regions = [place for place in chain if places.level(place) in (1, 2, 3)]
    if not regions:
        known = "only its country is known" if chain[-1].startswith("country:") else "no place is known"
        return None, "stated for a country" if actor.startswith("country:") else known
    if nuts_level is None:
        return regions[0], ""
    exact = [place for place in regions if places.level(place) == nuts_level]
    return (
        (exact[0], "")
        if exact
        else (None, f"stated at NUTS {places.level(regions[0])}, coarser than NUTS {nuts_level}")
    )
