"""What the documentation says of the running service, tried: addresses, code, fields of answers, findings."""

from __future__ import annotations

import io
import json
import re
import shutil
import urllib.request
from contextlib import nullcontext
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from documents import ROOT, Document, document, documents
from starlette.testclient import TestClient

from graph import Networks, catalog
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import NetworkFiles, load_network, read_edge_list, remove_network
from loaders.network.reading import MAX_ROWS
from loaders.pack import read_pack
from loaders.planning import plan_load

# shown for its error, posted to, or the beginning of addresses
NOT_ASKED = re.compile(r".*/betweeness|.*/api/v1/loads\b.*|.*/api/v1/cypher|.*/api/v1")
ADDRESSES = sorted(
    {address for page in documents() for address in page.addresses() if not NOT_ASKED.fullmatch(address)}
)
FIELD = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
HOW_TO = ROOT / "docs" / "how-to"


def asked(client: TestClient, address: str) -> Any:
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path or "/")
    assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
    return answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_in_the_documentation_answer(client: TestClient, address: str) -> None:
    asked(client, address)


# --- code


class _Answer(io.BytesIO):
    """What `urlopen` gives back, as far as the examples use it."""

    status = 200


def opener(client: TestClient) -> Any:
    """Stands for `urlopen`, with the service in this process behind it."""

    def urlopen(asked_for: str | urllib.request.Request) -> _Answer:
        request = asked_for if isinstance(asked_for, urllib.request.Request) else urllib.request.Request(asked_for)
        data = request.data if isinstance(request.data, bytes) else None
        answer = client.request(
            request.get_method(), request.full_url, content=data, headers=dict(request.header_items())
        )
        if answer.status_code >= 400:
            raise HTTPError(request.full_url, answer.status_code, "", Message(), io.BytesIO(answer.content))
        found = _Answer(answer.content)
        found.status = answer.status_code
        return found

    return urlopen


def test_python_in_the_how_to_runs(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = [block for block in document("docs/how-to/query-over-http.md").blocks("python") if "pandas" not in block]
    monkeypatch.setattr(urllib.request, "urlopen", opener(client))
    exec("\n".join(blocks), {})
    said = capsys.readouterr().out
    assert "['Germany', 'Spain', 'Hungary', 'Poland']" in said
    assert "Portugal → S34Growth → Finland" in said


def test_python_in_the_how_to_of_networks_runs(
    client: TestClient,
    seed_store_embedded: EmbeddedStore,
    ontology: Ontology,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Over HTTP against the service in this process, and in Python on the store it holds."""
    monkeypatch.setattr(urllib.request, "urlopen", opener(client))
    opened = nullcontext(Networks(seed_store_embedded, ontology))
    monkeypatch.setattr("graph.interface.open_networks", lambda: opened)
    exec("\n".join(document("docs/how-to/analyse-a-network.md").blocks("python")), {})
    said = capsys.readouterr().out
    assert "cut off without Spain: ['Solar Energy']" in said
    assert "3 ways over Sweden, the first of 6 hops" in said
    assert "[('a', 'b', 1.0), ('a', 'c', 2.0), ('b', 'c', 1.0)]" in said


def test_the_python_in_the_how_to_needs_nothing_installed() -> None:
    text = "\n".join(document("docs/how-to/query-over-http.md").blocks("python")[:3])
    assert set(re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)) == {"json", "urllib"}


def posted(client: TestClient, query: str, **parameters: Any) -> Any:
    return client.post("/api/v1/cypher", json={"query": query, "parameters": parameters})


@pytest.mark.parametrize("page", sorted(HOW_TO.glob("*.md")), ids=lambda path: path.stem)
def test_cypher_in_the_how_to_guides_runs(client: TestClient, page: Path) -> None:
    for block in document(f"docs/how-to/{page.name}").blocks("cypher"):
        answer = posted(client, block)
        assert answer.status_code == 200, answer.text
        assert answer.json()["items"]


def test_cypher_posted_by_curl_in_the_how_to_runs(client: TestClient) -> None:
    text = document("docs/how-to/query-over-http.md").text
    body = json.loads(re.findall(r"-d '(\{.*?\})'", text, re.DOTALL)[0])
    assert len(client.post("/api/v1/cypher", json=body).json()["items"]) == 7


@pytest.mark.parametrize(
    "query",
    [
        "MATCH p = SHORTEST 3 (a:Country)-[]-+(b:Country) RETURN length(p) AS n",
        "MATCH ((a)-->(b)){1,3} RETURN count(*) AS n",
        "MATCH (n:$($label)) RETURN count(n) AS n",
        "MATCH p = (a:Country)-[*]-(b:Country) RETURN length(p) AS n",
    ],
)
def test_what_the_how_to_says_is_refused_is_refused(client: TestClient, query: str) -> None:
    assert posted(client, query, label="Country").status_code in (400, 403)


def test_the_refusal_the_how_to_quotes_is_the_one_given(client: TestClient) -> None:
    detail = posted(client, "MATCH p = (a)-[*]-(b) RETURN length(p) AS n").json()["detail"]
    assert f"> {detail}" in document("docs/how-to/write-cypher.md").text


def test_the_problem_in_the_reference_is_the_one_given(client: TestClient) -> None:
    shown = json.loads(document("docs/reference/errors.md").blocks("json")[0])
    assert client.get(shown["instance"]).json() == shown


# --- the fields of answers


def field_sections() -> list[tuple[str, list[str]]]:
    parts = re.split(r"^Example: `GET ([^`]+)`$", document("docs/reference/answers.md").text, flags=re.MULTILINE)
    return [(parts[at], FIELD.findall(parts[at + 1].split("\n## ")[0])) for at in range(1, len(parts), 2)]


def values_at(value: Any, path: str) -> list[Any]:
    """All values a field like `items[].id` has in an answer. Raises `KeyError` where a map lacks the key."""
    found = [value]
    for part in path.split("."):
        name, listed = part.removesuffix("[]"), part.endswith("[]")
        found = [one[name] for one in found]
        if listed:
            assert all(isinstance(one, list) for one in found), f"{path} is no list"
            found = [entry for one in found for entry in one]
    return found


@pytest.mark.parametrize(
    ("address", "fields"), field_sections(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_fields_in_the_reference_are_in_the_answer(client: TestClient, address: str, fields: list[str]) -> None:
    answer = asked(client, address).json()
    assert fields
    for field in fields:
        try:
            values_at(answer, field)
        except KeyError as error:
            pytest.fail(f"{address} has no {field}: {error} is missing")


def test_the_reference_of_answers_has_an_example_of_every_route_that_reads() -> None:
    page = document("docs/reference/answers.md").text
    shown = {urlsplit(address).path for address, _ in field_sections()}
    for name in ("paths", "bridging", "articulation", "components", "centrality/betweenness"):
        assert f"/api/v1/networks/participation/{name}" in shown
    for name in ("common", "gaps", "datasets", "schema", "library", "entities", "networks"):
        assert f"/api/v1/{name}" in shown
    assert "`POST /api/v1/cypher`" in page
    assert "`POST /api/v1/loads`" in page


# --- what the tutorial finds


def test_the_tutorial_finds_what_it_says(client: TestClient) -> None:
    def answer(address: str) -> Any:
        return asked(client, f"/api/v1{address}").json()

    both = answer("/common?ids=project:knowhub,project:tr3s")
    assert {one["name"] for one in both["items"]} == {"Germany", "Hungary", "Poland", "Spain"}
    regions = answer("/common?ids=project:knowhub,project:tr3s&level=region")
    assert [one["participants"] for one in regions["activities"]] == [2, 1]
    assert not regions["items"]
    routes = answer("/networks/participation/paths?source=country:PT&target=country:NO")["result"]
    assert (routes["length"], routes["total"]) == (4, 2)
    assert routes["paths"][0]["hops"][0]["evidence"][0]["source"]["id"] == "region:2021:PT11"
    none = answer("/networks/participation/paths?source=region:2021:PT11&target=region:2021:NO071&level=region")[
        "result"
    ]
    assert not none["paths"]
    assert [one["nuts_level"] for one in none["reachable_ancestors"]] == ["2", "1", None]
    bridges = answer("/networks/participation/bridging?source=country:PT&target=country:NO")["result"]["items"]
    assert [(one["id"], one["score"]) for one in bridges] == [("country:FI", 1.0)]
    cut = {one["id"]: one for one in answer("/networks/participation/articulation")["result"]["items"]}["country:FI"]
    assert {node["id"] for node in cut["pieces"][1]["nodes"]} == {"country:NO", "goodpractice:nordland-triple-helix"}
    top = answer("/networks/participation/centrality/betweenness?limit=3")["result"]["items"]
    assert [one["name"] for one in top] == ["Spain", "Italy", "Belgium"]
    claims = [one for one in answer("/entities/project:bordwiis")["claims"] if one["predicate"] == "countries_stated"]
    assert sorted(one["value"][0] for one in claims) == ["8", "9"]


def test_the_number_to_be_cited_is_the_one_the_service_gives(client: TestClient) -> None:
    first = asked(client, "/api/v1/networks/participation/centrality/betweenness?limit=1").json()["result"]
    shown = f"Spain: betweenness {first['items'][0]['value']:.2f} (rank 1 of {first['total']})"
    assert shown in document("docs/how-to/cite-an-answer.md").text


# --- the example pack


def test_the_example_pack_can_be_loaded_beside_the_seed(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> None:
    records = read_pack(HOW_TO / "example-pack", ontology)
    plan = plan_load(records, seed_store_embedded, ontology)
    written = plan.nodes.new + plan.relations.new
    said = f"example: {records.rows_read} rows read, {written} records written (0 of them merged)"
    assert not plan.rejects
    assert (
        f"{said}, 0 unchanged, {plan.claims.new} claims, 0 rows rejected"
        in document("docs/how-to/load-your-own-data.md").text
    )


def test_the_rejects_the_how_to_shows_are_the_ones_given(
    seed_store_embedded: EmbeddedStore, ontology: Ontology, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    for path in (HOW_TO / "example-pack").rglob("*.*"):
        target = pack / path.relative_to(HOW_TO / "example-pack")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    with (pack / "relations" / "PARTICIPATES_IN.csv").open("a", encoding="utf-8") as file:
        file.write("region:2021:PT12,project:example-timber,partner,source:example-website,\n")
        file.write("region:2021:SE224,project:example-timber,chief,source:example-website,\n")
    plan = plan_load(read_pack(pack, ontology), seed_store_embedded, ontology)
    page = document("docs/how-to/load-your-own-data.md").text
    for reject in plan.rejects:
        assert f"| {reject.file} | {reject.row} | {reject.column} | {reject.value} | {reject.reason} |" in page
    assert len(plan.rejects) == 2


def networks_of(page: Document, folder: Path) -> tuple[NetworkFiles, NetworkFiles]:
    """The two networks of the page, the second of them two-mode."""
    files = [folder / place / name for place in ("one", "two") for name in ("edges.csv", "nodes.csv")]
    for path, text in zip(files, page.blocks("csv"), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return NetworkFiles("advice", *files[:2]), NetworkFiles("visits", *files[2:], two_mode=True)


def test_the_removal_of_the_how_to_reports_what_it_says(
    prepared_folder: Path, ontology: Ontology, tmp_path: Path
) -> None:
    page = document("docs/how-to/load-a-network.md")
    advice, _ = networks_of(page, tmp_path)
    shutil.copytree(prepared_folder, tmp_path / "store")
    store = EmbeddedStore(tmp_path / "store", ontology)
    load_network(advice, store, ontology)
    said = remove_network("advice", store, ontology).headline()
    store.close()

    assert said.partition(";")[0] in page.text


def test_the_network_of_the_how_to_is_read_as_it_says(ontology: Ontology, tmp_path: Path) -> None:
    page = document("docs/how-to/load-a-network.md")
    advice, visits = networks_of(page, tmp_path)
    read = read_edge_list(advice, ontology)
    of_two = read_edge_list(visits, ontology)
    for reject in of_two.rejects:
        said = (reject.file, reject.row, reject.column, reject.value, reject.reason, reject.next_step)
        assert f"| {' | '.join(map(str, said))} |" in page.text
    assert (len(of_two.rejects), of_two.modes["dan"], of_two.modes["congress"]) == (2, "actor", "activity")
    for reject in read.rejects:
        said = (reject.file, reject.row, reject.column, reject.value, reject.reason, reject.next_step)
        assert f"| {' | '.join(map(str, said))} |" in page.text
    assert len(read.rejects) == 3
    written = len(read.ties) + len(read.names) + 2  # its ties and nodes, the network, and its source
    assert f"advice: {read.rows_read} rows read, {written} records written" in page.text
    assert f"{MAX_ROWS:,} rows a network" in page.text


def test_library_queries_in_the_documentation_take_the_parameters_given(client: TestClient) -> None:
    for page in documents():
        for block in page.blocks("sh"):
            for name, rest in re.findall(r"valuechain query ([a-z][a-z-]+)((?: -p \S+)*)", block):
                given = dict(pair.split("=", 1) for pair in re.findall(r"-p (\S+)", rest))
                query = catalog.query("library", name)
                assert set(given) <= set(query.example), f"{page.name}: {name}"
                assert posted(client, query.text, **{**query.example, **given}).status_code == 200
