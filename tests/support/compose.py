"""Reads docker-compose.yml for the tests that hold it against the code and against a real Neo4j."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"

_NOT_SETTINGS = {"NEO4J_AUTH"}  # read by the image's own start script


def service(name: str) -> dict[str, Any]:
    """One service as written, its variables not yet filled in."""
    services: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    return services[name]


def neo4j_settings() -> dict[str, str]:
    """The lines of neo4j.conf that the image makes of its variables: `_` is a point, `__` an underscore."""
    return {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): value
        for name, value in service("neo4j")["environment"].items()
        if name not in _NOT_SETTINGS
    }
