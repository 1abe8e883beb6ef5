"""The service on a real port of this machine, and a visitor with a browser who writes down what goes wrong.

`PAGES` are the addresses that the browser tests walk through; each template of the service stands among them.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

PAGES = {
    "start": "/",
    "search": "/entities?q=norte",
    "project": "/entities/project:bordwiis",
    "country": "/entities/country:PT",
    "region": "/entities/region:2021:PT11",
    "chain": "/entities/chain:biopharma",
    "pilot": "/entities/pilot:vanguard:bio-economy",
    "map": "/map",
    "map of countries": "/map?nuts=0&measure=betweenness",
    "networks": "/networks",
    "participation": "/networks/participation",
    "a node in focus": "/networks/participation?focus=country:ES",
    "regions": "/networks/regions",
    "policy": "/networks/policy",
    "cohesion": "/networks/countries/cohesion",
    "brokerage": "/networks/regions/brokerage",
    "series": "/networks/countries/series",
    "uncertainty": "/networks/countries/uncertainty?draws=50",
    "common": "/common?ids=project:knowhub,project:tr3s&level=country",
    "routes": "/paths?view=participation&source=country:PT&target=country:NO",
    "no route": "/paths?view=participation&source=region:2021:PT11&target=region:2021:NO071&level=region",
    "bridging": "/bridging?view=participation&source=country:PT&target=country:NO",
    "gaps": "/gaps",
    "gaps of a pilot": "/gaps?within=pilot:vanguard:bio-economy",
    "schema": "/schema",
    "console": "/console?query=common-countries",
    "about": "/about",
    "HTTP API": "/docs",
}
MODES: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True, "is_mobile": True},
}
LAUNCH = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a slip of ours cannot leave the machine either
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH = """document.addEventListener('securitypolicyviolation', event =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`))"""


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a free port of the loopback, in a thread; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 30
        while not server.started:
            if time.monotonic() > until or not thread.is_alive():
                raise RuntimeError("The service did not start.")
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)


@dataclass
class Visitor:
    """A page of a browser. `wrong` holds console errors, refused resources and script errors; `asked` every request."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(WATCH)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self._request)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    @property
    def outside(self) -> list[str]:
        """Requests to anywhere but the service."""
        here = urlsplit(self.address).netloc
        return [
            url for url in self.asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != here
        ]

    def open(self, path: str) -> Response:
        """Goes to a page of the service and waits until its scripts and styles are there."""
        response = self.page.goto(f"{self.address}{path}", wait_until="load")
        assert response is not None
        return response

    @property
    def path(self) -> str:
        """Path and query of where the visitor is."""
        parts = urlsplit(self.page.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def text(self, selector: str) -> str:
        """The text of the first element that fits, with single spaces."""
        return " ".join(self.page.locator(selector).first.inner_text().split())


@contextmanager
def visiting(browser: Browser, address: str, mode: str = "light", **further: Any) -> Iterator[Visitor]:
    """A visitor with a context of its own: nothing is remembered from one test to the next."""
    context: BrowserContext = browser.new_context(**{**MODES[mode], "reduced_motion": "reduce", **further})
    try:
        yield Visitor(context.new_page(), address)
    finally:
        context.close()


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, one line each. Swagger UI's own markup is left out."""
    script = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        """tags => axe.run({ exclude: [['#swagger']] },
            { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })""",
        WCAG,
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
