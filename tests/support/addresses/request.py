"""What a request for a route is made of: the stem of its address, and what a wrong one has to be told."""

from __future__ import annotations

from dataclasses import dataclass

API = "/api/v1"
NETWORK = f"{API}/networks/participation"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A request that is answered by a problem: its status, and words its detail must hold."""

    address: str
    status: int
    says: str

    def __str__(self) -> str:
        return self.address.removeprefix(API)[:80]
