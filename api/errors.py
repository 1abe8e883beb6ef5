"""Errors as RFC 9457 problem+json, and the one place where an error gets its HTTP status."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.answers.jobs import described
from api.door.errors import CypherRefused, CypherTimeout, CypherTooBusy
from api.jobs import JobCancelled, StillRunning, TooManyJobs
from api.pages import problem_page, waiting_page
from api.preferences import asked_to_respond
from api.validation import faults_of
from graph.errors import (
    ExplorerError,
    InvalidInput,
    LoadError,
    NotFound,
    QueryFailed,
    QueryTimeout,
    StoreBroken,
    StoreError,
    StoreLocked,
    StoreRefusedLogin,
    StoreUnavailable,
    UnknownName,
    WriteFailed,
    WriteRefused,
)

LOG = logging.getLogger("valuechain")

# the first class that fits counts: the more special ones stand first
STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (CypherRefused, 403, "Query refused"),
    (CypherTimeout, 504, "Query took too long"),
    (CypherTooBusy, 503, "All query workers are busy"),
    (NotFound, 404, "Not found"),
    (InvalidInput, 422, "Invalid input"),
    (LoadError, 422, "Load not possible"),
    (WriteRefused, 403, "Write refused"),
    (QueryFailed, 400, "Query failed"),
    (QueryTimeout, 504, "Query took too long"),
    (StoreLocked, 409, "Store is held by another process"),
    (JobCancelled, 409, "Analysis was cancelled"),
    (TooManyJobs, 503, "Too many analyses wait"),
    (WriteFailed, 409, "Nothing was written"),
    (StoreError, 503, "Store not available"),
    (ExplorerError, 500, "Internal error"),
)
IN_PATH = frozenset({"view", "measure", "network"})  # an unknown name in the path is a missing resource
ADDRESS = 8_000  # characters of a question's address: longer ones do not reach us
HTTP_TITLES = {
    400: "Broken JSON",  # raised by the framework alone, for a body it cannot decode
    401: "Not authorised",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    413: "Body too large",
    415: "Unsupported media type",
}
HTTP_NEXT_STEPS = {401: "Send the key as X-API-Key; it is the service's VALUECHAIN_API_KEY."}


def status_of(error: Exception) -> tuple[int, str]:
    """HTTP status and title of an error."""
    if isinstance(error, UnknownName) and error.field in IN_PATH:
        return 404, "Not found"
    return next(((status, title) for kind, status, title in STATUS if isinstance(error, kind)), (500, "Internal error"))


def problem(
    status: int,
    title: str,
    detail: str,
    instance: str,
    *,
    kind: str = "",
    errors: list[dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The members of a problem in their order."""
    slug = kind or title.casefold().replace(" ", "-")
    return {
        "type": f"urn:valuechain:problem:{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        "errors": errors or [],
        **more,
    }


def respond(request: Request, content: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    """The problem as JSON, or as a page where a browser asked for one."""
    status = int(content["status"])
    accepts_page = "text/html" in request.headers.get("accept", "")
    if accepts_page and not request.url.path.startswith(("/api/", "/static/", "/health", "/ready")):
        return problem_page(request, content, status)
    return as_json(content, headers)


def as_json(content: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    """A problem as problem+json."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return Response(body, status_code=content["status"], media_type="application/problem+json", headers=headers)


def instance_of(request: Request, most: int = 500) -> str:
    """Path and query the problem is about, as they were sent, at most 500 characters of them."""
    path = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    query = request.scope.get("query_string", b"")
    return (path.split(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")[:most]


def add_error_handlers(app: FastAPI) -> None:
    """Every error of ours, of validation and of routing, in one shape."""

    @app.exception_handler(ExplorerError)
    def ours(request: Request, error: ExplorerError) -> Response:
        status, title = status_of(error)
        if status >= 500:
            LOG.warning("%s %s: %s", status, request.url.path, error)
        name = error.field if isinstance(error, InvalidInput) else ""
        errors = [{"field": name, "detail": error.detail, "next_step": error.next_step}] if name else []
        headers = {"Retry-After": str(int(getattr(error, "retry_after", 5)))} if status == 503 else None
        detail, next_step = str(error), error.next_step
        if isinstance(error, StoreUnavailable | StoreRefusedLogin | StoreBroken):
            # where the store is and how it is reached is for the log and the doctor, not for every caller
            next_step = "Try again in a moment. The service's log and valuechain doctor say more."
            detail = f"The graph store does not answer. {next_step}"
        content = problem(
            status,
            title,
            detail,
            instance_of(request),
            kind=kind_of(error),
            errors=errors,
            next_step=next_step or None,
        )
        return respond(request, content, headers)

    @app.exception_handler(StillRunning)
    def running(request: Request, still: StillRunning) -> Response:
        over_http = request.url.path.startswith("/api/")
        if over_http or not still.job.address:  # an address that programs can read is preferred
            still.job.address = instance_of(request, most=ADDRESS)
        if not over_http:
            return waiting_page(request, still.job)
        content = described(still.job, request.app.state.explorer.jobs.before(still.job))
        headers = {"Location": content["links"]["self"], "Retry-After": "1", "Cache-Control": "no-store"}
        if asked_to_respond(request):
            headers["Preference-Applied"] = "respond-async"
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return Response(body, status_code=202, media_type="application/json", headers=headers)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        given = error.errors()
        if refused := _unreadable(request, given[0]):
            return refused
        faults = faults_of(given)
        content = problem(
            422, "Invalid input", faults[0]["detail"], instance_of(request), kind="invalid-input", errors=faults,
            next_step="/docs says what the route takes.",
        )  # fmt: skip
        return respond(request, content)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        title = HTTP_TITLES.get(error.status_code, "Request failed")
        detail = error.detail
        if error.status_code == 400:
            detail = "The body is no JSON in UTF-8."
        if error.status_code == 404:
            detail = f"There is no page or route '{request.url.path[:200]}'."
        if error.status_code == 405:
            detail = f"'{request.method}' is not possible at '{request.url.path[:200]}'."
        next_step = HTTP_NEXT_STEPS.get(error.status_code, "See / for pages and /docs for routes.")
        content = problem(error.status_code, title, detail, instance_of(request), next_step=next_step)
        return respond(request, content, dict(error.headers or {}))


def unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw: its words go to the log and none of them to the caller. Called by the middleware."""
    LOG.error("500 %s", request.url.path, exc_info=error)
    content = problem(
        500,
        "Internal error",
        "Something went wrong here, not with your request.",
        instance_of(request),
        next_step="The service's log has the details; please report it.",
    )
    return as_json(content)


def _unreadable(request: Request, fault: Mapping[str, Any]) -> Response | None:
    """The problem of a body that is no JSON: declared as something else, or broken at a place we can name."""
    sent = request.headers.get("content-type", "")
    if fault["loc"][0] == "body" and "json" not in sent.casefold():
        declared = f"declared as '{sent[:100]}'" if sent else "of no declared type"
        content = problem(
            415,
            HTTP_TITLES[415],
            f"The body is {declared}; this route reads application/json.",
            instance_of(request),
            next_step="Send it with the header Content-Type: application/json.",
        )
        return respond(request, content)
    if fault["type"] != "json_invalid":
        return None
    reason = fault.get("ctx", {}).get("error", "it ends too early")
    content = problem(
        400,
        "Broken JSON",
        f"The body is no JSON: {reason} at character {fault['loc'][-1]}.",
        instance_of(request),
        errors=[{"field": "body", "detail": str(reason), "next_step": "Mend the JSON."}],
        next_step="Mend the JSON; /docs shows an example.",
    )
    return respond(request, content)


def kind_of(error: Exception) -> str:
    """The last part of a problem's `type`: the name of the error's class, with hyphens."""
    name = type(error).__name__
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
