"""Claims about long analyses over HTTP: told where they stand, listed, stopped, and answered when they are there."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from addresses import API
from problems import check_headers, check_problem
from service import asked, service
from starlette.testclient import TestClient

from graph.analytics import parameters
from graph.analytics.executor import Progress
from graph.analytics.results import NodeScores
from graph.ontology import Ontology
from graph.projection import Projection
from graph.stores import EmbeddedStore

QUESTION = f"{API}/networks/countries/centrality/betweenness"
PAGE = "/networks/countries?measure=betweenness"
HTML = {"Accept": "text/html"}
SOON = 10.0


class Gate:
    """Holds every measure until it is let go; then the measure computes what it always does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go, self.times = threading.Event(), threading.Event(), 0
        compute = parameters.Measure.compute

        def held(
            measure: parameters.Measure, projection: Projection, *, progress: Progress | None = None, **values: Any
        ) -> NodeScores:
            self.times += 1
            self.begun.set()
            while not self.go.wait(0.005):
                if progress is not None:
                    progress(1, 4)
            return compute(measure, projection, progress=progress, **values)

        monkeypatch.setattr(parameters.Measure, "compute", held)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Makes every analysis a long one that waits at the gate."""
    monkeypatch.setattr("api.answers.computing.LONG_STEPS", 0)
    made = Gate(monkeypatch)
    yield made
    made.go.set()


@pytest.fixture
def fresh(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[Callable[..., TestClient]]:
    """Services whose caches are empty."""
    opened: list[TestClient] = []

    def make(**settings: Any) -> TestClient:
        client = service(seed_store_embedded, ontology, **{"valuechain_wait_seconds": 0, **settings})
        opened.append(client)
        client.__enter__()
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


def ended(client: TestClient, job: str) -> dict[str, Any]:
    """The job once it will not change any more."""
    for _ in range(2_000):
        found: dict[str, Any] = client.get(job).json()
        if found["state"] in ("finished", "failed", "cancelled"):
            return found
        threading.Event().wait(0.005)
    raise AssertionError(found)


def test_a_long_analysis_is_answered_202_then_200_with_the_same_bytes_as_a_quick_one(
    fresh: Callable[..., TestClient], gate: Gate, client: TestClient
) -> None:
    slow = fresh()
    first = slow.get(QUESTION)

    assert first.status_code == 202
    check_headers(first)
    job = first.json()
    assert first.headers["location"] == job["links"]["self"] == f"{API}/jobs/{job['id']}"
    assert int(first.headers["retry-after"]) > 0
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers
    assert job["links"]["result"] == QUESTION
    assert job["what"].startswith("betweenness of the network 'countries' (by=hops, ")
    assert set(job) == {
        "id", "what", "state", "before", "done", "total", "progress", "seconds", "detail", "advice", "links"
    }  # fmt: skip
    assert slow.get(QUESTION).json()["id"] == job["id"]

    assert gate.begun.wait(SOON)
    gate.go.set()
    assert ended(slow, first.headers["location"])["state"] == "finished"
    answer = slow.get(job["links"]["result"])
    assert answer.status_code == 200
    assert answer.content == client.get(QUESTION).content
    assert slow.get(f"{QUESTION}?limit=3&format=csv").status_code == 200
    assert slow.get(QUESTION, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_who_has_an_older_answer_is_told_of_the_job_all_the_same(fresh: Callable[..., TestClient], gate: Gate) -> None:
    assert fresh().get(QUESTION, headers={"If-None-Match": "*"}).status_code == 202


def test_a_request_that_can_wait_gets_its_answer_without_asking_twice(
    fresh: Callable[..., TestClient], gate: Gate
) -> None:
    gate.go.set()
    slow = fresh(valuechain_wait_seconds=60)

    assert slow.get(QUESTION).status_code == 200
    assert [job["state"] for job in asked(slow, "/jobs")["items"]] == ["finished"]


@pytest.mark.parametrize("prefer", ["respond-async", "handling=lenient, Respond-Async; x=1", "wait=0", 'wait="0"'])
def test_a_request_says_that_it_will_not_wait(fresh: Callable[..., TestClient], gate: Gate, prefer: str) -> None:
    response = fresh(valuechain_wait_seconds=60).get(QUESTION, headers={"Prefer": prefer})

    assert response.status_code == 202
    applied = "respond-async" if "async" in prefer.casefold() else None
    assert response.headers.get("preference-applied") == applied


def test_preferring_not_to_wait_changes_nothing_for_what_is_quick(client: TestClient) -> None:
    response = client.get(QUESTION, headers={"Prefer": "respond-async"})

    assert response.status_code == 200
    assert response.content == client.get(QUESTION).content


@pytest.mark.parametrize("prefer", ["wait=9999999999", "wait=soon", "wait", ",,;", "respond-async=", "\xff"])
def test_a_preference_nobody_understands_is_passed_over(client: TestClient, prefer: str) -> None:
    assert client.get(QUESTION, headers={"Prefer": prefer.encode("latin-1")}).status_code == 200


def test_the_list_shows_the_newest_first_with_what_they_compute(fresh: Callable[..., TestClient], gate: Gate) -> None:
    slow = fresh()
    one = slow.get(QUESTION).json()["id"]
    two = slow.get(f"{API}/networks/regions/centrality/degree").json()["id"]
    listed = asked(slow, "/jobs")

    assert [job["id"] for job in listed["items"]] == [two, one]
    assert {"items", "total", "limit", "next", "truncated"} <= set(listed)
    assert (listed["total"], listed["next"], listed["truncated"]) == (2, None, False)
    assert listed["items"][0]["state"] == "waiting"


def test_two_analyses_of_one_name_can_be_told_apart(fresh: Callable[..., TestClient], gate: Gate) -> None:
    slow = fresh()
    for by in ("hops", "distance"):
        assert slow.get(f"{QUESTION}?by={by}").status_code == 202
    distance, hops = (job["what"] for job in asked(slow, "/jobs")["items"])

    assert "by=distance" in distance
    assert hops == distance.replace("by=distance", "by=hops")


def test_short_analyses_pass_long_ones(fresh: Callable[..., TestClient], gate: Gate) -> None:
    slow = fresh(valuechain_short_job_steps=1_000_000)
    assert slow.get(f"{API}/networks/regions/uncertainty?measure=betweenness&draws=2000").status_code == 202
    assert gate.begun.wait(SOON)
    second, third = (
        slow.get(f"{API}/networks/{view}/uncertainty?measure=betweenness&draws=2000").json()
        for view in ("regions", "participation")
    )
    assert second["state"] == "running"
    assert (third["state"], third["before"]) == ("waiting", 1)
    short = slow.get(QUESTION).json()
    assert short["before"] == 0
    for _ in range(1_000):
        if slow.get(short["links"]["self"]).json()["state"] == "running":
            break
        threading.Event().wait(0.005)
    assert slow.get(short["links"]["self"]).json()["state"] == "running"
    assert slow.get(third["links"]["self"]).json()["state"] == "waiting"


@pytest.mark.parametrize(
    ("question", "bounds"),
    [
        ("centrality/current-flow", ["current_flow.MOST_NODES"]),
        ("centrality/current-flow-closeness?weighted=false", ["current_flow.MOST_NODES"]),
        ("uncertainty?measure=current-flow", ["current_flow.MOST_NODES"]),
        ("whatif/removal", ["leaving.MOST_NODES"]),
        ("whatif/links", ["added_links.MOST_NODES"]),
        ("whatif/links?by=distance", ["added_links.MOST_WITH_STAGES"]),
        ("whatif/links?by=distance&node=country:PT", ["added_links.MOST_NODES_BY_DISTANCE"]),
    ],
)
def test_what_is_too_large_is_refused_at_once_and_is_no_job(
    fresh: Callable[..., TestClient], gate: Gate, monkeypatch: pytest.MonkeyPatch, question: str, bounds: list[str]
) -> None:
    for one in bounds:
        monkeypatch.setattr(f"graph.analytics.{one}", 3)
    slow = fresh()
    refused = slow.get(f"{API}/networks/countries/{question}")

    assert refused.status_code == 422, refused.text
    assert "at most 3" in refused.json()["detail"]
    assert asked(slow, "/jobs")["total"] == 0


def test_the_progress_of_draws_moves_within_a_draw(fresh: Callable[..., TestClient], gate: Gate) -> None:
    slow = fresh()
    job = slow.get(f"{API}/networks/countries/uncertainty?measure=betweenness&draws=30&thresholds=2").json()
    assert "draws=30" in job["what"]
    assert job["advice"] is None
    while (seen := slow.get(job["links"]["self"]).json())["done"] == 0:
        threading.Event().wait(0.005)

    assert (seen["done"], seen["total"]) == (25, 100 * (1 + 30 + 2 * 2))  # the gate tells 1 of 4 of the first network
    gate.go.set()
    assert ended(slow, job["links"]["self"])["done"] == seen["total"]


def test_who_asks_for_very_many_draws_is_told_how_long_it_takes(
    fresh: Callable[..., TestClient], gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.answers.uncertainty.STEPS_A_MINUTE", 10_000)
    slow = fresh()
    asking = "networks/countries/uncertainty?measure=betweenness&draws=50"
    job = slow.get(f"{API}/{asking}").json()

    assert "computes betweenness 57 times" in job["advice"]
    assert "may take about" in job["advice"]
    assert "draws=20" in job["advice"]
    assert job["advice"] in slow.get(f"/{asking}", headers=HTML).text


def test_no_job_is_an_empty_list(fresh: Callable[..., TestClient]) -> None:
    listed = asked(fresh(), "/jobs")
    assert (listed["items"], listed["total"]) == ([], 0)


def test_a_job_is_stopped_and_its_question_says_so_once(fresh: Callable[..., TestClient], gate: Gate) -> None:
    slow = fresh()
    location = slow.get(QUESTION).headers["location"]
    assert gate.begun.wait(SOON)
    stopped = slow.delete(location)

    assert stopped.status_code == 200
    assert stopped.json()["state"] in ("cancelling", "cancelled")
    check_headers(stopped)
    assert ended(slow, location)["state"] == "cancelled"
    check_problem(slow.get(QUESTION), 409, "was cancelled")
    assert slow.get(QUESTION).status_code == 202
    gate.go.set()


def test_a_job_that_nobody_began_is_a_problem(client: TestClient) -> None:
    for method in ("GET", "DELETE"):
        check_problem(client.request(method, f"{API}/jobs/{'0' * 16}"), 404, "There is no job '0000000000000000'")
    check_problem(client.get(f"{API}/jobs/{'x' * 65}"), 422)
    check_problem(client.get(f"{API}/jobs?state=running"), 422, "Unknown query parameter 'state'")
    check_problem(client.post(f"{API}/jobs"), 405)


def test_a_failed_job_says_nothing_of_the_insides(
    fresh: Callable[..., TestClient], gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of /home/somebody")

    monkeypatch.setattr(parameters.Measure, "compute", broken)
    slow = fresh()
    failed = ended(slow, slow.get(QUESTION).headers["location"])

    assert failed["state"] == "failed"
    assert failed["detail"]
    assert "secret" not in str(failed)
    assert "secret" not in slow.get(f"{API}/jobs").text
    check_problem(slow.get(QUESTION), 500, "Something went wrong here")
    assert slow.get(QUESTION).status_code == 202


def test_too_many_questions_at_once_are_refused_for_a_while(
    fresh: Callable[..., TestClient], gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.jobs.QUEUED", 1)
    slow = fresh()
    slow.get(QUESTION)
    assert gate.begun.wait(SOON)
    assert slow.get(f"{QUESTION}?normalised=true").status_code == 202
    refused = slow.get(f"{QUESTION}?by=distance")

    check_problem(refused, 503, "1 long analyses are waiting")
    assert int(refused.headers["retry-after"]) > 5


def test_a_page_shows_how_far_it_is_loads_again_and_goes_on_to_the_answer(
    fresh: Callable[..., TestClient], gate: Gate
) -> None:
    slow = fresh()
    first = slow.get(PAGE, headers=HTML)

    assert first.status_code == 202
    assert first.headers["cache-control"] == "no-store"
    check_headers(first)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in first.text
    assert "<h1>Betweenness, network countries</h1>" in first.text
    assert gate.begun.wait(SOON)
    link = re.search(rf'href="({API}/jobs/[0-9a-f]+)"', first.text)
    assert link
    assert f'data-stop="{link[1]}"' in first.text
    assert "js/waiting.js" in first.text
    while slow.get(link[1]).json()["done"] == 0:
        threading.Event().wait(0.005)
    assert slow.get(link[1]).json()["links"]["result"] == PAGE
    second = slow.get(PAGE, headers=HTML)
    assert "25 % done" in second.text
    assert re.search(r'<progress max="1" value="0.25"', second.text)

    gate.go.set()
    while (last := slow.get(PAGE, headers=HTML)).status_code == 202:  # one long analysis of the page after the other
        threading.Event().wait(0.01)
    assert last.status_code == 200
    assert "http-equiv" not in last.text


def test_a_page_says_how_many_are_before_it(fresh: Callable[..., TestClient], gate: Gate) -> None:
    slow = fresh()
    slow.get(QUESTION)
    assert gate.begun.wait(SOON)
    slow.get(f"{QUESTION}?by=distance")

    assert "It waits: 2 jobs are before it" in slow.get("/networks/regions?measure=betweenness", headers=HTML).text


def test_the_address_of_the_result_is_one_that_programs_read_where_there_is_one(
    fresh: Callable[..., TestClient], gate: Gate
) -> None:
    slow = fresh()
    slow.get(PAGE, headers=HTML)
    job = slow.get(QUESTION).json()
    slow.get(PAGE, headers=HTML)

    assert slow.get(job["links"]["self"]).json()["links"]["result"] == QUESTION
