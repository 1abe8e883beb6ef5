"""A browser and the service with the seed pack, once for all tests here. Without Chromium they skip and say why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from find_chromium import find_chromium, why_no_browser
from playwright.sync_api import Browser, sync_playwright
from service import settings_of
from website import LAUNCH, Visitor, served, visiting

from api.app import create_app
from graph.ontology import Ontology
from graph.stores import EmbeddedStore

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    if reason := why_no_browser():
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(find_chromium()), args=LAUNCH)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[str]:
    """Where the service with the seed pack listens."""
    with served(create_app(settings_of(), seed_store_embedded, ontology)) as at:
        yield at


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens visitors: `visit("dark")`, `visit("phone", java_script_enabled=False)`."""
    with ExitStack() as stack:

        def opened(mode: str = "light", **further: object) -> Visitor:
            return stack.enter_context(visiting(browser, address, mode, **further))

        yield opened
