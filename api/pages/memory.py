"""What pages keep between requests: results that hold as long as the graph version does, and the shapes of the map."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fastapi import Request

from api.explorer import Explorer

T = TypeVar("T")
KEPT = 24  # pictures of networks and the map: at most about 200 KB each


@dataclass
class Memory:
    """Results by name under one graph version; a new version forgets all of them."""

    _version: str = ""
    _kept: dict[object, Any] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def get(self, version: str, key: object, make: Callable[[], T]) -> T:
        """The result of `make`, made once a version. Two requests may make it at once; one of the equal two stays."""
        with self._lock:
            if version != self._version:
                self._version, self._kept = version, {}
            if key in self._kept:
                found: T = self._kept[key]
                return found
        made = make()
        with self._lock:
            if version == self._version:
                self._kept[key] = made
                while len(self._kept) > KEPT:
                    self._kept.pop(next(iter(self._kept)))
        return made


def remembered(request: Request, key: object, make: Callable[[], T]) -> T:
    """`make`'s result under the current graph version, kept in the application's state."""
    state = request.app.state
    memory = getattr(state, "page_memory", None)
    if memory is None:
        memory = state.page_memory = Memory()
    version = explorer_of(request).snapshot().graph_version
    result: T = memory.get(version, key, make)
    return result


def explorer_of(request: Request) -> Explorer:
    """The explorer of this service."""
    explorer: Explorer = request.app.state.explorer
    return explorer
