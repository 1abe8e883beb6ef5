"""Claims about the map of a loaded network: nodes stand at their coordinates or at their country, never elsewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from math import dist
from pathlib import Path

import pytest
from edge_lists import edge_list, lines
from mini_pack import write_mini_pack
from service import service
from starlette.testclient import TestClient

from api.pages import geo
from api.pages.node_map import REACH
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network
from loaders.run import load_pack

POINTS = {"AT": (47.6, 14.1), "PT": (39.6, -8.0)}
COUNTRIES = lines(
    [
        "id,name,iso2,lat,lon,source_id",
        *(f"country:{code},{code},{code},{lat},{lon},source:mini" for code, (lat, lon) in POINTS.items()),
        "country:SM,San Marino,SM,,,source:mini",
    ]
)
WRITTEN = {"a": "AT,", "b": "AT,", "c": "AT,", "d": "PT,", "e": "SM,", "f": ",", "g": "PT,48.2"}


@pytest.fixture(scope="module")
def pages(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("map")
    shutil.copytree(prepared_folder, folder / "own")
    store = EmbeddedStore(folder / "own", ontology)
    load_pack(write_mini_pack(folder / "pack", nodes__Country=COUNTRIES), store, ontology)
    ties = lines(["source,target", *(f"a,{key}" for key in WRITTEN if key != "a")])
    nodes = [f"{key},{told},{'16.3' if told.endswith('48.2') else ''}" for key, told in WRITTEN.items()]
    load_network(edge_list(folder, ties, lines(["id,country,lat,lon", *nodes])), store, ontology)
    many = [f"n{at:03d},AT" for at in range(250)]
    star = lines(["source,target", *(f"n000,n{at:03d}" for at in range(1, 250))])
    load_network(edge_list(folder, star, lines(["id,country", *many]), name="many"), store, ontology)
    with service(store, ontology) as client:
        yield client
    store.close()


def circles(pages: TestClient, path: str) -> dict[str, tuple[float, float]]:
    text = pages.get(path, headers={"Accept": "text/html"}).text
    drawn = text.partition('<g class="circles">')[2].partition("</g>")[0]
    found = re.findall(r'aria-label="([^:"]+):[^"]*"><circle cx="([-\d.]+)" cy="([-\d.]+)"', drawn)
    return {name: (float(x), float(y)) for name, x, y in found}


def test_a_node_with_a_country_alone_stands_there_and_no_two_at_one_point(pages: TestClient) -> None:
    at = circles(pages, "/networks/mine")
    middle = {code: geo.project(*point) for code, point in POINTS.items()}

    assert set(at) == {"a", "b", "c", "d", "g"}  # nothing says where in San Marino the map has e; f has no country
    assert all(dist(at[node], middle["AT"]) <= REACH for node in "abc")
    assert min(dist(at[one], at[other]) for one, other in ("ab", "ac", "bc")) > 5
    assert at["d"] == pytest.approx(middle["PT"], abs=0.1)
    assert at["g"] == pytest.approx(geo.project(48.2, 16.3), abs=0.1)  # its own place goes before its country
    assert circles(pages, "/networks/mine?measure=closeness") == at
    text = pages.get("/networks/mine", headers={"Accept": "text/html"}).text
    assert "Placed at their country: 4 nodes of which nothing nearer is known" in text
    assert "2 nodes without a known place are not here" in text


def test_many_nodes_of_one_country_stay_near_it(pages: TestClient) -> None:
    at = circles(pages, "/networks/many")
    assert len(set(at.values())) == 250
    assert max(dist(point, geo.project(*POINTS["AT"])) for point in at.values()) <= REACH + 0.1


def test_a_built_in_network_is_drawn_by_its_regions_and_countries_alone(pages: TestClient) -> None:
    text = pages.get("/networks/countries", headers={"Accept": "text/html"}).text
    assert "Placed at their country" not in text
