"""`valuechain serve`: opens the store, loads the seed pack into an empty one, and serves until it is told to stop."""

from __future__ import annotations

import socket
import sys
import time

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


def serve(settings: Settings, *, seed: bool) -> int:
    """Runs until Ctrl-C or SIGTERM, then closes the store. Raises the errors of opening, and `InvalidInput` for a
    taken port."""
    started = time.perf_counter()
    listening = _listen(settings.valuechain_host, settings.valuechain_port)
    ontology = read_ontology()
    store = open_configured(settings, ontology)
    try:
        print(f"store: {store.name} ({store.place})", file=sys.stderr)
        if seed:
            report = load_seed(store, ontology, progress=terminal_progress())
            print(report.headline(), file=sys.stderr)
        host, port = listening.getsockname()[:2]
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - only compared
        address = f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
        store.announce(address)
        app = create_app(settings, store, ontology)
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=SHUTDOWN_S)
        print(f"ready in {time.perf_counter() - started:.1f} s: {address}  (Ctrl-C stops it)", flush=True)
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        store.close()
        listening.close()
    return 0


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
