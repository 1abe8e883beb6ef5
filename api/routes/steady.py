"""Answers of one graph version: a question that was overtaken by a load is asked again.

An answer reads the store several times. When a load finishes between two of them, its parts would be of two versions,
and the version it names would be that of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

TRIES = 3  # a load takes seconds and an answer milliseconds: two loads in one answer's time would be a marvel


class SteadyRoute(APIRoute):
    """A reading route that answers from one graph version. What a load has half written is warned of elsewhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def steady(request: Request) -> Response:
            store = request.app.state.explorer.store
            version = await run_in_threadpool(store.version)
            for _ in range(TRIES):
                response = await answer(request)
                before, version = version, await run_in_threadpool(store.version)
                if version == before:
                    break
            return response

        return steady
