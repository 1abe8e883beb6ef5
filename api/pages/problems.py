"""An error as a page: what is wrong, and what to do next. The JSON form of the same error is `api/errors.py`'s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.answers.shapes import address
from api.pages.render import page, plain
from api.pages.waiting import STOPPED, stopped_page

HEADLINES = {
    403: "That is not allowed",
    404: "There is nothing here",
    405: "That is not possible here",
    413: "That is too much at once",
    422: "That could not be understood",
    503: "The data is not reachable just now",
    504: "That took too long",
}


def problem_page(request: Request, problem: Mapping[str, Any], status: int) -> HTMLResponse:
    """The page of a problem (RFC 9457). It asks nothing of the store, which may be what failed."""
    if str(problem.get("type")).endswith(STOPPED):
        return stopped_page(request, problem, status)
    headline = HEADLINES.get(status, "Something went wrong" if status >= 500 else "That did not work")
    next_step = str(problem.get("next_step") or "")
    detail = str(problem.get("detail") or "").removesuffix(next_step).strip()
    return page(
        request,
        "problem.html",
        title=headline,
        status=status,
        headline=headline,
        detail=detail,
        next_step=plain(next_step),
        ways=_ways(request.url.path, problem) if status == 404 else [],
        problem=problem,
        problem_status=status,
    )


def _ways(path: str, problem: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where the networks are, and the one that was asked for where it is not the one that is missing."""
    parts = path.strip("/").split("/")
    if parts[0] != "networks":
        return []
    missing = len(parts) < 2 or any(one["field"] == "view" for one in problem.get("errors", ()))
    of = [] if missing else [("The network", address(f"/networks/{parts[1]}"))]
    return [*of, ("All networks", "/networks")]
