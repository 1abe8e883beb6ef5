"""Answers as bytes: JSON, CSV and GraphML, with an ETag; the same answer gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from api.answers.shapes import Json
from api.explorer import Explorer
from graph.errors import InvalidInput, UnknownName
from graph.export.tables import to_csv

JSON_TYPE, CSV_TYPE, GRAPHML_TYPE = (
    "application/json",
    "text/csv; charset=utf-8",
    "application/graphml+xml; charset=utf-8",
)
FORMATS = ("json", "csv")


def bounds(explorer: Explorer, limit: int | None, offset: int, format_: str | None) -> tuple[int, int]:
    """Rows to answer and where they start. A download without a limit takes all up to the bound of downloads.

    Raises `InvalidInput` for a limit above the bound that the settings document.
    """
    settings = explorer.settings
    most = settings.valuechain_max_download_rows if format_ else settings.valuechain_max_limit
    if limit is None:
        return (most if format_ else min(settings.valuechain_page_limit, most)), offset
    if limit > most:
        raise InvalidInput(
            f"limit is {limit}, more than {most}.",
            next_step=f"Ask for at most {most} and follow `next`.",
            field="limit",
        )
    return limit, offset


def check_format(format_: str | None, allowed: Sequence[str] = FORMATS) -> None:
    """Raises `UnknownName` for a format the route does not have."""
    if format_ is not None and format_ not in allowed:
        raise UnknownName("format", format_, allowed, field="format")


def json_bytes(answer: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON without spaces; a number that is not finite never gets here (it is null and explained)."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def answered(
    request: Request,
    answer: Json,
    *,
    format_: str | None = None,
    rows: Iterable[Json] | None = None,
    columns: Iterable[str] = (),
    name: str = "answer",
) -> Response:
    """The answer in the format asked for. `rows` are what CSV holds, one line each; nested values are flattened.

    `columns` are those the table has whatever its rows are, also without any; further ones of the rows follow.
    """
    if format_ == "csv":
        if rows is None:
            raise InvalidInput("This answer has no table.", next_step="Use format=json.", field="format")
        flat = [flattened(row) for row in rows]
        body = "".join(to_csv(flat, _columns(columns, flat))).encode()
        following = _continued(answer, "csv")
        return tagged(request, body, CSV_TYPE, f"{name}.csv", following)
    if format_ is None:
        return tagged(request, json_bytes(answer), JSON_TYPE)
    following = _continued(answer, "json")
    return tagged(request, json_bytes(answer), JSON_TYPE, f"{name}.json", following)


def _columns(first: Iterable[str], rows: Sequence[Json]) -> list[str]:
    """The first columns and those of all rows; without that of a thing which some rows lack and others have in parts
    (`node.id`)."""
    columns = dict.fromkeys((*first, *(column for row in rows for column in row)))
    parents = {column.rpartition(".")[0] for column in columns}
    return [column for column in columns if column not in parents or any(row.get(column) is not None for row in rows)]


def _continued(answer: Json, format_: str) -> str:
    """Lets the `next` of a download lead to a download, whose bound its limit is; returns the last one, or nothing."""
    following = ""
    for part in (answer, *(answer.get(name) for name in ("result", "nodes", "edges"))):
        if isinstance(part, dict) and part.get("next"):
            following = part["next"] = f"{part['next']}&format={format_}"
    return following


def tagged(
    request: Request, body: bytes, media_type: str, filename: str | None = None, following: str = ""
) -> Response:
    """A response with an ETag of its bytes; 304 where the caller has them already.

    `following` is the address of the rest, told in a Link header: a table has no other place to say that it was cut.
    """
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if filename:
        headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    asked = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def flattened(row: Mapping[str, Any], prefix: str = "") -> Json:
    """One line of a table: maps become columns `a.b`, lists of things their ids, other lists `|`-separated text."""
    flat: Json = {}
    for name, value in row.items():
        column = f"{prefix}{name}"
        if isinstance(value, Mapping):
            flat.update(flattened(value, f"{column}."))
        elif isinstance(value, list):
            cells = [_cell(part) for part in value]
            flat[column] = "|".join(dict.fromkeys(cells) if name == "evidence" else cells)  # a source is named once
        else:
            flat[column] = value
    return flat


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        for key in ("id", "code", "source_id"):
            if value.get(key):
                return str(value[key])
        return json.dumps(value, ensure_ascii=False)
    return str(value)
