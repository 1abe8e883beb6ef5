"""`valuechain serve`: opens the store, loads the seed pack into an empty one, and serves until it is told to stop."""

from __future__ import annotations

import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from api.app import create_app
from api.opening import open_configured
from api.settings import Settings
from graph.errors import InvalidInput
from graph.ontology import read_ontology
from loaders.progress import terminal_progress
from loaders.seed import load_seed

BACKLOG = 128  # connections that wait while the store opens
SHUTDOWN_S = 5  # how long open answers may take when the service is told to stop
STOPPING = (signal.SIGINT, signal.SIGTERM)


def serve(settings: Settings, *, seed: bool) -> int:
    """Runs until Ctrl-C or SIGTERM, then closes the store and returns 0; 128 + the signal's number where it was told to
    stop before it was ready. Raises the errors of opening, and `InvalidInput` for a taken port."""
    started = time.perf_counter()
    listening = _listen(settings.valuechain_host, settings.valuechain_port)
    ready = False

    def say_ready() -> None:
        nonlocal ready
        ready = True
        print(f"ready in {time.perf_counter() - started:.1f} s: {address}  (Ctrl-C stops it)", flush=True)

    try:
        with _told_to_stop():
            ontology = read_ontology()
            store = open_configured(settings, ontology)
            try:
                print(f"store: {store.name} ({store.place})", file=sys.stderr)
                if seed:
                    report = load_seed(store, ontology, progress=terminal_progress())
                    print(report.headline(), file=sys.stderr)
                address = _address(listening)
                store.announce(address)
                app = create_app(settings, store, ontology)
                config = uvicorn.Config(
                    app, log_level="warning", access_log=False, timeout_graceful_shutdown=SHUTDOWN_S
                )
                _Server(config, say_ready).run(sockets=[listening])
            finally:
                _undisturbed(store.close)
    except _Stopped as stopped:
        return 0 if ready else 128 + stopped.number
    finally:
        listening.close()
    return 0


class _Server(uvicorn.Server):
    """Says that it is ready when it answers, not before; from then on uvicorn's own handlers end it in order."""

    def __init__(self, config: uvicorn.Config, say_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._say_ready = say_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._say_ready()


class _Stopped(BaseException):
    """A signal told us to stop. uvicorn hands it on after it has ended; the default for SIGTERM would kill us there,
    with the store still open."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Raises `_Stopped` in the main thread where a stopping signal arrives."""

    def stop(number: int, _: FrameType | None) -> None:
        raise _Stopped(number)

    before = {number: signal.signal(number, stop) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _undisturbed(close: Callable[[], None]) -> None:
    """A second Ctrl-C does not interrupt the closing."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPPING}
    try:
        close()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - only compared
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)  # now, not after the seed load: a taken port is found here
    except OSError as error:
        listening.close()
        raise InvalidInput(
            f"Cannot listen on {host}:{port}: {error.strerror}.",
            next_step="Another service may run there; stop it, or set VALUECHAIN_PORT to a free port (0 takes any).",
            field="VALUECHAIN_PORT",
        ) from error
    return listening
