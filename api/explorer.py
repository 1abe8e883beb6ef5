"""What one running service holds: settings, store, ontology, networks, long analyses and the Cypher door.

Made by `create_app`.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.door import CypherDoor
from api.jobs import Jobs
from api.settings import Settings
from graph.ontology import Ontology
from graph.stores import Store
from graph.views import Networks, Snapshot

VERSION = "0.1.0"


@dataclass(frozen=True)
class Explorer:
    """Handed to every answer; holds no state of a request."""

    settings: Settings
    store: Store
    ontology: Ontology
    networks: Networks
    door: CypherDoor
    jobs: Jobs

    def snapshot(self) -> Snapshot:
        """Names, places and sources under the current graph version."""
        return self.networks.snapshot()
