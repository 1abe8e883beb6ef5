"""Rows as the queries of the network views answer them, and a store that answers with them."""

from __future__ import annotations

from typing import Any

from stub_store import StubStore

from graph.ontology import read_ontology
from graph.views import Networks

ONTOLOGY = read_ontology()


def row(
    actor: str, activity: str, *sources: str, relation: str = "PARTICIPATES_IN", role: str | None = None
) -> dict[str, Any]:
    """A row of the participation view; good practices are stated from the practice."""
    return {
        "edge_id": f"{relation}:{actor}>{activity}",
        "source": actor,
        "target": activity,
        "strength": 1.0,
        "relation": relation,
        "source_ids": list(sources) or ["source:one"],
        "quotes": ["" for _ in sources or "1"],
        "role": role,
        "stated_from": actor if relation == "PARTICIPATES_IN" else activity,
    }


def store_of(*rows: dict[str, Any]) -> StubStore:
    """A store with a few named places and activities, whose views answer with these rows."""
    store = StubStore()
    store.tell_names(
        {
            "Country": [("country:ES", "Spain"), ("country:NO", "Norway"), ("country:FI", "Finland")],
            "Region": [
                ("region:2021:ES1", "Noroeste"),
                ("region:2021:ES11", "Galicia"),
                ("region:2021:FI19", "Länsi-Suomi"),
            ],
            "Organisation": [("organisation:es:lab", "Lab"), ("organisation:xx:nowhere", "Nowhere Ltd")],
            "Project": [("project:a", "Project A"), ("project:b", "Project B")],
            "GoodPractice": [("goodpractice:g", "Practice")],
        }
    )
    levels = {"ES1": 1, "ES11": 2, "FI19": 2}
    store.tell(
        "lookups",
        "places",
        [
            {
                "id": f"region:2021:{code}",
                "name": code,
                "level": level,
                "nuts_code": code,
                "nuts_version": "2021",
                "lat": None,
                "lon": None,
            }
            for code, level in levels.items()
        ],
    )
    contained = {
        "region:2021:ES11": "region:2021:ES1",
        "region:2021:ES1": "country:ES",
        "region:2021:FI19": "country:FI",
        "organisation:es:lab": "region:2021:ES11",
    }
    store.tell("views", "containment", [{"child": child, "parent": parent} for child, parent in contained.items()])
    store.tell("views", "participation", rows)
    store.tell("views", "policy", rows)
    return store


def networks_of(*rows: dict[str, Any]) -> Networks:
    """The network views over such rows."""
    return Networks(store_of(*rows), ONTOLOGY)  # type: ignore[arg-type]


def one_mode_rows() -> list[dict[str, Any]]:
    """Three countries in one project, two of them in another."""
    pairs = [
        ("country:ES", "project:a"),
        ("country:NO", "project:a"),
        ("country:FI", "project:a"),
        ("country:ES", "project:b"),
        ("country:NO", "project:b"),
    ]
    return [row(actor, activity) for actor, activity in pairs]
