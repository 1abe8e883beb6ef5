"""What a request prefers about waiting for a long analysis: the header `Prefer` of RFC 7240.

`Prefer: respond-async` is answered with 202 and the job at once; `Prefer: wait=3` after three seconds at the latest.
The service's own waiting time is not passed, and what is quick is answered in any case.
"""

from __future__ import annotations

import re

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.jobs import PATIENCE

WAIT = re.compile(r"wait\s*=\s*\"?(\d{1,6})\"?")


class Preferring:
    """ASGI middleware that tells the jobs how long the request at hand is ready to wait."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            PATIENCE.set(patience(scope))
        await self._app(scope, receive, send)


def patience(scope: Scope) -> float | None:
    """Seconds the request is ready to wait; None where it does not say."""
    said = preferences(scope)
    if "respond-async" in said:
        return 0.0
    waits = [found for one in said if (found := WAIT.fullmatch(one))]
    return float(waits[0][1]) if waits else None  # the first of several counts, RFC 7240 section 2


def preferences(scope: Scope) -> list[str]:
    """The preferences, lower case, without their parameters."""
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"prefer"]
    return [one.split(";")[0].strip().casefold() for line in lines for one in line.split(",")]


def asked_to_respond(request: Request) -> bool:
    """Whether the request asked for an answer at once."""
    return "respond-async" in preferences(request.scope)
