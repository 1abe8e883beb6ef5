"""Requests for the routes that change the graph: none of them is a GET, and each needs the key of the service."""

from __future__ import annotations

from addresses.request import API, Wrong

REMOVAL = f"{API}/loads/network"
GOOD_REMOVALS: tuple[str, ...] = (f"{REMOVAL}/kite",)  # by DELETE, where a network of this name is loaded
WRONG_REMOVALS: tuple[Wrong, ...] = (
    Wrong(f"{REMOVAL}/kites", 404, "Did you mean 'kite'?"),
    Wrong(f"{REMOVAL}/..%2Fkite", 404, ""),
    Wrong(f"{REMOVAL}/policy", 422, "built in"),
    Wrong(f"{REMOVAL}/{'x' * 201}", 422, "name"),
    Wrong(f"{REMOVAL}/kite?strict=true", 422, "Unknown query parameter 'strict'"),
)
