"""Who takes part in all of several activities."""

from __future__ import annotations

from collections.abc import Sequence

from api.answers.shapes import (
    API,
    Json,
    address,
    data,
    evidence,
    left_out,
    listing,
    method,
    page_of,
    thing,
)
from api.explorer import Explorer
from graph.analytics.common import common_participants
from graph.errors import InvalidInput
from graph.wording import plural

MAX_COMMON = 20  # activities compared at once: more than anybody reads side by side


def common(
    explorer: Explorer,
    ids: Sequence[str],
    level: str = "country",
    nuts_level: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """Who takes part in all of several projects, partnerships, demonstration cases or good practices."""
    if len(ids) < 2 or len(ids) > MAX_COMMON:
        raise InvalidInput(
            f"ids names {len(ids)} of 2 to {MAX_COMMON} activities.",
            next_step="Write ids=project:knowhub,project:tr3s.",
            field="ids",
        )
    snapshot = explorer.snapshot()
    activities = [snapshot.names[node_id].id for node_id in ids]
    parameters = {"level": level, **({"nuts_level": nuts_level} if nuts_level else {})}
    graph = explorer.networks.projection("participation", parameters)
    for activity in activities:
        label = snapshot.names[activity].label
        if label not in ("Project", "Partnership", "Pilot", "DemoCase", "GoodPractice"):
            raise InvalidInput(
                f"'{activity}' is a {label}; nobody takes part in it.",
                next_step="Give ids of projects, partnerships, pilots, demonstration cases or good practices.",
                field="ids",
            )
    found = common_participants(graph, activities)
    warnings = []
    for activity, known, coarse in zip(activities, found.participants, found.left_out, strict=True):
        if coarse:
            unplaced = len({item.id for item in coarse})
            at = f"level {level}{f', NUTS {nuts_level}' if nuts_level else ''}"
            warnings.append(
                f"{snapshot.names.name(activity)}: {plural(known, 'participant is', 'participants are')} known at "
                f"{at}; {plural(unplaced, 'more is', 'more are')} stated too coarsely, or without a place, and cannot "
                "be compared."
            )
        elif not known:
            warnings.append(f"{snapshot.names.name(activity)}: no participant is known.")
    items = [
        {
            "id": one.id,
            "label": one.label,
            "name": one.name,
            "evidence": [piece for edge in one.edges for piece in evidence(snapshot, edge.evidence)],
        }
        for one in page_of(found.items, limit, offset)
    ]
    given = {"ids": ",".join(activities), **graph.parameters}
    return listing(
        items,
        total=len(found.items),
        limit=limit,
        offset=offset,
        path=f"{API}/common",
        parameters=given,
        activities=[
            {**thing(snapshot, activity), "participants": known, "left_out": left_out(coarse)}
            for activity, known, coarse in zip(activities, found.participants, found.left_out, strict=True)
        ],
        method=method(
            "common participants",
            "∩_a N(a) over the activities a, N(a) = who takes part in a at the level asked for",
            "Set intersection on the participation network",
            level=str(graph.parameters.get("level")),
            roll_up="facts are rolled up to the level, never down; what is coarser is left out and listed",
        ),
        data=data(explorer, graph.source_ids),
        warnings=warnings,
        links={
            "self": address(f"{API}/common", **given),
            "page": address("/common", **given),
            "csv": address(f"{API}/common", **given, format="csv"),
            "json": address(f"{API}/common", **given, format="json"),
        },
    ) | {"parameters": given}
