"""Requests for every route: good ones, good ones with an empty answer, and wrong ones with what the answer has to say.

Keyed by the route as OpenAPI writes it, so that a test sees at once when a route has none.
One file a subject; here they are joined.
"""

from __future__ import annotations

from addresses import change, connections, entities, networks, ranking, routes, service
from addresses.request import API, NETWORK, Wrong

__all__ = ["API", "EMPTY", "GOOD", "NETWORK", "WRONG", "Wrong"]

GOOD: dict[str, tuple[str, ...]] = (
    service.GOOD | connections.GOOD | entities.GOOD | networks.GOOD | routes.GOOD | ranking.GOOD | change.GOOD
)
EMPTY: dict[str, str] = (  # nothing to answer is an answer: a list without items, never an error
    service.EMPTY | connections.EMPTY | entities.EMPTY | networks.EMPTY | routes.EMPTY | ranking.EMPTY | change.EMPTY
)
WRONG: dict[str, tuple[Wrong, ...]] = (
    service.WRONG | connections.WRONG | entities.WRONG | networks.WRONG | routes.WRONG | ranking.WRONG | change.WRONG
)
