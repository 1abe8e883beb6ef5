"""Whatever is asked gets an answer or a clear problem, never a 500, and the same again for the same."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from addresses import API
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from problems import check_headers, check_problem
from starlette.testclient import TestClient

PLACES = ["country:PT", "country:NO", "country:GB", "region:2021:PT11", "region:2024:PT11", "organisation:es:idepa"]
THINGS = ["project:knowhub", "pilot:vanguard:esm", "chain:biopharma", "initiative:vanguard", "platform:energy"]
OTHERS = ["source:s3p-slides", "claim:none", "load:none", "gap:none", "nothing", ":", "::", "country:", "a" * 300]
IDS = [*PLACES, *THINGS, *OTHERS]
VIEWS = ["participation", "countries", "regions", "policy", "Participation", "supply", ""]
TEXT = st.text(max_size=30)
AN_ID = st.sampled_from(IDS) | TEXT
PATHS = st.one_of(
    st.sampled_from(["/entities", "/common", "/gaps", "/chains", "/datasets", "/schema", "/library", "/networks"]),
    st.builds("/entities/{}".format, AN_ID.map(quote)),
    st.builds("/entities/{}/neighbours".format, AN_ID.map(quote)),
    st.builds("/chains/{}".format, AN_ID.map(quote)),
    st.builds(
        "/networks/{}{}".format,
        st.sampled_from(VIEWS) | TEXT.map(quote),
        st.sampled_from([
            "", "/paths", "/centrality/degree", "/centrality/betweenness", "/centrality/strength", "/centrality/x",
            "/articulation", "/components", "/bridging", "/", "/paths/",
        ]),
    ),
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["0", "1", "2", "-1", "1000", "1001", "1e3", "1.5", "१", " 1", "1_0", "+3", "", "9" * 25, "nan", "0x10"]
)
VALUES: dict[str, st.SearchStrategy[str]] = {
    "q": TEXT,
    "label": st.sampled_from(["Project", "Partnership", "project", ""]) | TEXT,
    "ids": st.lists(AN_ID, max_size=4).map(",".join),
    "within": AN_ID,
    "source": AN_ID,
    "target": AN_ID,
    "level": st.sampled_from(["country", "region", "organisation", "", "COUNTRY"]) | TEXT,
    "nuts_level": st.sampled_from(["", "1", "2", "3", "4", "-1"]) | TEXT,
    "projection": st.sampled_from(["", "count", "newman"]) | TEXT,
    "normalised": st.sampled_from(["true", "no", "", "2"]),
    "direction": st.sampled_from(["all", "in", "out", "both", "", "up"]),
    "by": st.sampled_from(["hops", "distance", ""]),
    "relation": st.sampled_from(["PARTICIPATES_IN", "PART_OF", "", "x"]) | TEXT,
    "limit": NUMBERS,
    "offset": NUMBERS,
    "max_hops": NUMBERS,
    "format": st.sampled_from(["csv", "json", "graphml", "", "xml"]) | TEXT,
}
LIKELY = {"/paths": ("source", "target"), "/bridging": ("source", "target"), "/common": ("ids",), "/gaps": ("within",)}
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept": st.sampled_from(["*/*", "text/html", "application/json;q=0", "", ",;=", "text/csv"]),
        "If-None-Match": st.sampled_from(["*", '"x"', "W/", ",,", '"' * 9]),
        "Accept-Language": st.just("x" * 99),
        "Content-Length": st.sampled_from(["0", "5", "x"]),
    },
)
quick = settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """A route with parameters: those it needs most of the time, some others, now and then one twice or unknown."""
    path = draw(PATHS)
    names = [name for end, needed in LIKELY.items() if path.endswith(end) for name in needed if draw(st.integers(0, 9))]
    names += draw(st.lists(st.sampled_from(list(VALUES)), max_size=3))
    pairs = [(name, draw(VALUES[name])) for name in names]
    if draw(st.integers(0, 19)) == 0:
        pairs.append((draw(TEXT), draw(TEXT)))
    return f"{API}{path}?{urlencode(pairs)}"


@quick
@given(address=addresses(), headers=HEADERS)
@example(
    address=f"{API}/networks/participation/paths?source=country:PT&target=country:PT&max_hops=1&limit=1", headers={}
)
@example(address=f"{API}/networks/policy/bridging?source=project:knowhub&target=s3stage:analysis", headers={})
@example(address=f"{API}/networks/participation/bridging?source=project:knowhub&target=project:tr3s", headers={})
@example(address=f"{API}/entities?q=%00&label=", headers={})
@example(address=f"{API}/entities?q=%ff%fe", headers={})
@example(address=f"{API}/entities?%ff=%fe", headers={})
@example(address=f"{API}/entities/%ff%fe", headers={})
@example(address=f"{API}/networks/%F0%9F%92%A9/paths?source=a&target=b", headers={})
def test_no_request_breaks_the_service(client: TestClient, address: str, headers: dict[str, str]) -> None:
    response = client.get(address, headers=headers)

    assert response.status_code in (200, 304, 307, 400, 404, 422), response.text
    check_headers(response)
    if response.status_code >= 400:
        content = check_problem(response, response.status_code)
        assert len(content["detail"]) < 4_000
    assert client.get(address, headers=headers).content == response.content


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
WORDS = [
    "MATCH (n)",
    "RETURN",
    "n",
    "n.name AS x",
    "WHERE",
    "$p",
    "1",
    "'a",
    "//",
    "/*",
    ";",
    "}",
    "CREATE (m)",
    "LIMIT 3",
    "UNWIND [1] AS y",
]
QUERIES = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | TEXT


@settings(quick, max_examples=120)
@given(
    body=st.fixed_dictionaries({"query": QUERIES}, optional={"parameters": st.dictionaries(TEXT, JSON, max_size=3)})
    | st.dictionaries(TEXT, JSON, max_size=3)
    | JSON
)
@example(body={"query": "RETURN $p AS x", "parameters": {"p": [[[[[[[[[[1]]]]]]]]]]}})
@example(body={"query": "RETURN '\ud800' AS x"})
def test_no_body_breaks_the_door(client: TestClient, body: Any) -> None:
    import json

    content = json.dumps(body).encode()
    response = client.post(f"{API}/cypher", content=content, headers={"Content-Type": "application/json"})

    assert response.status_code in (200, 400, 403, 422), response.text
    check_headers(response)
    if response.status_code >= 400:
        check_problem(response, response.status_code)
