"""The service in the test's own process: the whole application over a store, asked by HTTP without a socket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pack_oracle import PackOracle
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.ontology import Ontology
from graph.stores import Store

API = "/api/v1"


@dataclass(frozen=True)
class World:
    """A pack in a store, served; and what its rows state, read without any of our code."""

    client: TestClient
    store: Store
    oracle: PackOracle


def settings_of(**changed: Any) -> Settings:
    """Settings as they come, with some changed; nothing is read from the shell or a file."""
    return Settings(_env_file=None, **changed)


def service(store: Store, ontology: Ontology, **settings: Any) -> TestClient:
    """A client of a new application, whose caches are empty."""
    app = create_app(settings_of(**settings), store, ontology)
    return TestClient(app, headers={"Accept": "application/json"})


def asked(client: TestClient, path: str, **query: Any) -> dict[str, Any]:
    """The JSON of a good answer."""
    response = client.get(f"{API}{path}", params=query or None)
    assert response.status_code == 200, response.text
    content: dict[str, Any] = response.json()
    return content


def every_item(client: TestClient, path: str, *, within: str = "", **query: Any) -> list[dict[str, Any]]:
    """All items of a list, page after page by `next`. `within`: the member that holds the list (`result`, `edges`)."""
    items: list[dict[str, Any]] = []
    answer = asked(client, path, **query)
    while True:
        listed = answer[within] if within else answer
        items += listed["items"]
        if listed["next"] is None:
            assert len(items) == listed["total"]
            return items
        response = client.get(listed["next"])
        assert response.status_code == 200, response.text
        answer = response.json()
