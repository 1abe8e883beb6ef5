"""The Cypher door: read-only queries of users, behind three walls and within bounds.

`CypherDoor(store, limits).run(query, parameters)` answers a `DoorAnswer`, or raises one of the errors of `errors.py`.
"""

from api.door.door import CypherDoor, DoorAnswer
from api.door.errors import CypherRefused, CypherSyntax, CypherTimeout, CypherTooBusy, CypherUnknown
from api.door.limits import DoorLimits

__all__ = [
    "CypherDoor",
    "CypherRefused",
    "CypherSyntax",
    "CypherTimeout",
    "CypherTooBusy",
    "CypherUnknown",
    "DoorAnswer",
    "DoorLimits",
]
