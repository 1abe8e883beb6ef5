"""What the tests' Neo4j holds: the seed pack or something else. Community has one database, and many tests want it."""

from __future__ import annotations

from functools import cached_property

from neo4j_server import Neo4jServer

from graph.ontology import Ontology
from graph.stores import Neo4jStore
from loaders.seed import load_seed


class Neo4jHouse:
    """Furnished with the seed, or emptied for a test of its own."""

    def __init__(self, server: Neo4jServer, ontology: Ontology) -> None:
        self._server = server
        self._ontology = ontology
        self._is_furnished = False
        self._opened: list[Neo4jStore] = []

    @cached_property
    def furnished(self) -> Neo4jStore:
        """The store that holds the seed pack, one object for the whole run."""
        store = self.open()
        self._opened.append(store)
        self.furnish()
        return store

    def furnish(self) -> None:
        """Loads the seed pack unless it is there. Does nothing before anybody asked for it."""
        if not self._is_furnished and self._opened:
            self._sweep()
            store = self._opened[0]
            store.prepare(self._ontology)
            load_seed(store, self._ontology)
            self._is_furnished = True

    def empty(self) -> Neo4jStore:
        """A new store on the emptied server; the caller closes it."""
        self._is_furnished = False
        self._sweep()
        store = self.open()
        store.prepare(self._ontology)
        return store

    def open(self) -> Neo4jStore:
        """A new store on whatever the server holds."""
        server = self._server
        return Neo4jStore(server.uri, server.username, server.password, self._ontology)

    def close(self) -> None:
        """Closes what is open."""
        for store in self._opened:
            store.close()

    def _sweep(self) -> None:
        """Removes data and keeps constraints, which take seconds to make anew."""
        with self._server.driver() as driver, driver.session(database=self._server.database) as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
