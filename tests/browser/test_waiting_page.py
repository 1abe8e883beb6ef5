"""Claims about the page of an answer that is being computed, in a browser: it asks again by itself and can be ended."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from service import settings_of
from website import served, visiting

from api.app import create_app
from graph.analytics import parameters
from graph.analytics.executor import Progress
from graph.analytics.results import NodeScores
from graph.ontology import Ontology
from graph.projection import Projection
from graph.stores import EmbeddedStore

pytestmark = pytest.mark.browser
PATH = "/networks/countries?measure=betweenness"


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Every analysis is a long one, which goes on when this is set, and looks seldom whether it is to stop."""
    monkeypatch.setattr("api.answers.computing.LONG_STEPS", 0)
    compute, let = parameters.Measure.compute, threading.Event()

    def held(
        measure: parameters.Measure, projection: Projection, *, progress: Progress | None = None, **values: Any
    ) -> NodeScores:
        while not let.wait(3):  # longer than the page waits before it loads again
            if progress is not None:
                progress(1, 4)
        return compute(measure, projection, progress=progress, **values)

    monkeypatch.setattr(parameters.Measure, "compute", held)
    yield let
    let.set()


def test_a_job_is_stopped_from_its_page_and_goes_on_when_it_is_let(
    browser: Browser, seed_store_embedded: EmbeddedStore, ontology: Ontology, go: threading.Event
) -> None:
    app = create_app(settings_of(valuechain_wait_seconds=0), seed_store_embedded, ontology)
    with served(app) as at, visiting(browser, at) as visitor:
        assert visitor.open(PATH).status == 202
        assert visitor.text("h1") == "Betweenness, network countries"
        assert "normalised: " in visitor.text(".note")
        visitor.page.get_by_role("button", name="Stop it").click()
        expect(visitor.page.locator(".lead")).to_contain_text("was stopped", timeout=15_000)
        assert visitor.text("h1") == "Betweenness, network countries"
        back = visitor.page.get_by_role("link", name="Back to the network")
        assert back.get_attribute("href") == "/networks/countries"
        states = [job.state for job in app.state.explorer.jobs.list()]
        assert states.count("cancelled") == len(states)

        visitor.page.get_by_role("link", name="Ask again").click()
        expect(visitor.page.get_by_role("button", name="Stop it")).to_be_visible()
        go.set()
        expect(visitor.page.locator("#h-rank")).to_be_visible(timeout=15_000)  # without a hand laid on it
        assert not [said for said in visitor.wrong if "CSP" in said]
