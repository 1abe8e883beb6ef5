"""An error as a page: what is wrong, and what to do next. The JSON form of the same error is `api/errors.py`'s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.pages.render import page

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
        next_step=next_step,
        problem=problem,
        problem_status=status,
    )
