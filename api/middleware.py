"""What every request passes: the bound on the body and the headers that keep a page to itself."""

from __future__ import annotations

from asyncio import CancelledError, timeout
from contextlib import suppress

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import as_json, instance_of, problem, unforeseen
from api.settings import Settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DRAIN_BYTES = 64_000_000  # of a body that is too large, read and thrown away; beyond, the connection is simply closed
DRAIN_S = 5
LOADS = "/api/v1/loads"  # the routes with a bound of their own
HEADERS = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Guarded:
    """ASGI middleware: answers 413 before a body is read past its bound, and adds the headers.

    HEAD is asked of the routes as GET: the headers are the same, and the server sends no body (RFC 9110, 9.3.2).
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        path = scope["path"]
        most = self._settings.valuechain_load_bytes if path.startswith(LOADS) else self._settings.valuechain_body_bytes
        lengths = [value for name, value in scope["headers"] if name == b"content-length"]
        declared = lengths[0] if lengths and lengths[0].isdigit() else b"0"
        too_large = len(declared) > 18 or int(declared) > most  # nobody sends 10^18 bytes
        waits = (b"expect", b"100-continue") in scope["headers"]  # sends its body only when it is asked for
        seen = 0
        ended = started = False

        async def guarded_receive() -> Message:
            nonlocal seen, too_large, ended
            message = await receive()
            ended = not message.get("more_body", False)
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > most:
                    too_large = True
                    raise _TooLarge
            return message

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in HEADERS if pair[0] not in present)]
            await send(message)

        async def guarded_send(message: Message) -> None:
            if started or not too_large:  # what a route makes of half a body is no answer
                await with_headers(message)

        if not too_large:
            try:
                await self._app(scope, guarded_receive, guarded_send)
            except _TooLarge:
                pass
            except CancelledError:  # the service is told to stop and has waited long enough for this answer
                if started:
                    raise
                await _refuse(
                    scope, with_headers, 503, "Stopping", "The service is stopping.", "Ask again in a moment."
                )
            except Exception as error:
                if started:
                    raise
                await unforeseen(Request(scope), error)(scope, receive, with_headers)
        if too_large and not started:
            if not (ended or (waits and seen == 0)):
                await _drain(receive)
            detail = f"The body is larger than {most:,} bytes."
            next_step = "Send less, or load a file with valuechain load."
            await _refuse(scope, with_headers, 413, "Body too large", detail, next_step)


class _TooLarge(Exception):
    """The body went past its bound."""


async def _drain(receive: Receive) -> None:
    """Reads on for a while: who sends first and reads later would find the connection reset, and no answer."""
    left = DRAIN_BYTES
    with suppress(TimeoutError):
        async with timeout(DRAIN_S):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if not message.get("more_body", False):
                    return


async def _refuse(scope: Scope, send: Send, status: int, title: str, detail: str, next_step: str) -> None:
    """Answers a problem and ends the connection."""
    content = problem(status, title, detail, instance_of(Request(scope)), next_step=next_step)
    response = as_json(content, {"Connection": "close", **({"Retry-After": "10"} if status == 503 else {})})
    await response(scope, _nothing, send)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
