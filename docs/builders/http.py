"""HTTP routes with their parameters, out of the OpenAPI document."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, cast

from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from docs.builders.markdown import block, code, sentence, table, together
from graph.stores import Store

TAGS = {
    "questions": "Questions",
    "networks": "Networks",
    "entities": "Entities",
    "cypher": "Cypher",
    "loads": "Loads",
    "service": "Service",
}
Json = dict[str, Any]


class _NoStore:
    """Stands where a store would: routes and parameters are described without one."""

    name = "none"


@cache
def application() -> FastAPI:
    """The application without a store behind it; nothing of it is asked here."""
    return create_app(Settings(), cast(Store, _NoStore()))


def operations() -> list[tuple[str, str, str, Json]]:
    """Method, path, title of the group and description of every route, group by group."""
    found = [
        (method.upper(), path, operation["tags"][0], operation)
        for path, methods in application().openapi()["paths"].items()
        for method, operation in methods.items()
    ]
    order = list(TAGS)
    found.sort(key=lambda one: order.index(one[2]) if one[2] in order else len(order))
    return [(method, path, TAGS.get(tag, tag.capitalize()), operation) for method, path, tag, operation in found]


def route_list() -> str:
    """All routes in a table."""
    return table(["", "Route", ""], ((code(m), code(path), one["summary"]) for m, path, _, one in operations()))


def routes() -> str:
    """Each route with its parameters."""
    parts: list[str] = []
    for method, path, title, operation in operations():
        if f"## {title}" not in parts:
            parts.append(f"## {title}")
        parts.append(_route(method, path, operation))
    return together(*parts)


def _route(method: str, path: str, operation: Json) -> str:
    rows = [
        (
            code(parameter["name"]),
            parameter["in"],
            _type(parameter["schema"]),
            "required" if parameter["required"] else _default(parameter["schema"]),
            parameter.get("description", ""),
        )
        for parameter in operation.get("parameters", [])
    ]
    model = _model(operation)
    rows += [
        (
            code(name),
            "body",
            _type(schema),
            "required" if name in model.get("required", []) else _default(schema),
            schema.get("description", ""),
        )
        for name, schema in model.get("properties", {}).items()
    ]
    examples = model.get("examples")
    return together(
        f"### {method} {path}",
        sentence(str(operation.get("description") or operation["summary"])),
        table(["Parameter", "In", "Type", "Default", "Meaning"], rows),
        block(json.dumps(examples[0], indent=2, ensure_ascii=False), "json") if examples else "",
    )


def _model(operation: Json) -> Json:
    """The model of a JSON body, empty where there is none."""
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    model: Json = application().openapi()["components"]["schemas"][name] if name else {}
    return model


def _type(schema: Json) -> str:
    kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
    signs = (("minimum", "≥"), ("maximum", "≤"), ("minLength", "length ≥"), ("maxLength", "length ≤"))
    bounds = [f"{sign} {kind[key]}" for kind in kinds for key, sign in signs if key in kind]
    names = "/".join(str(kind.get("type", "any")) for kind in kinds)
    return f"{names}, {', '.join(bounds)}" if bounds else names


def _default(schema: Json) -> str:
    value = schema.get("default")
    return "" if value in (None, "", {}) else code(str(value).lower() if isinstance(value, bool) else value)
