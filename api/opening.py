"""Opens the store the settings name: used by the command line, the service and the doctor alike."""

from __future__ import annotations

from api.settings import Settings
from graph.ontology import Ontology
from graph.stores import EmbeddedStore, Neo4jStore, open_store


def open_configured(settings: Settings, ontology: Ontology) -> EmbeddedStore | Neo4jStore:
    """The store the settings name."""
    return open_store(
        ontology,
        data=settings.valuechain_data,
        uri=settings.neo4j_uri,
        username=settings.neo4j_username,
        password=settings.neo4j_password.get_secret_value(),
        database=settings.neo4j_database,
        query_timeout_s=settings.valuechain_query_seconds,
    )
