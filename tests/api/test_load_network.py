"""Claims about loading a network: by the command line, over HTTP, and by the one handing over to the other."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from addresses import API
from edge_lists import KITE, edge_list
from problems import check_problem
from service import asked, service
from starlette.testclient import TestClient

from api.cli import main
from api.network_commands import joined
from graph.errors import LoadError
from graph.ontology import Ontology
from graph.stores import EMPTY, EmbeddedStore
from loaders.handover import unpack_network, zip_network
from loaders.network import NetworkFiles

LOADS = f"{API}/loads/network"
KEY = "a key of the tests"
CSV = {"X-API-Key": KEY, "Content-Type": "text/csv"}
ZIP = {"X-API-Key": KEY, "Content-Type": "application/zip"}


@pytest.fixture
def store(prepared_folder: Path, tmp_path: Path, ontology: Ontology) -> Iterator[EmbeddedStore]:
    """An empty store of the test's own."""
    shutil.copytree(prepared_folder, tmp_path / "own")
    opened = EmbeddedStore(tmp_path / "own", ontology)
    yield opened
    opened.close()


@pytest.fixture
def client(store: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    with service(store, ontology, valuechain_api_key=KEY, valuechain_load_bytes=100_000) as opened:
        yield opened


def command(data: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    try:
        code = main(["--data", str(data), *arguments])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


def test_the_command_line_loads_a_network_and_lists_what_it_rejects(
    prepared_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ontology: Ontology
) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared_folder, data / "store")
    files = edge_list(tmp_path, KITE + "Ed,Ed\n")
    rejects = tmp_path / "rejects.csv"

    load = ("load", "network", "--name", "kite", str(files.edges), "--rejects", str(rejects))
    code, out, _ = command(data, capsys, *load)
    again, told, _ = command(data, capsys, *load, "--format", "json")
    strict, refused, _ = command(data, capsys, *load, "--strict")

    assert (code, again, strict) == (0, 0, 1)
    assert "edges.csv:20" in out
    assert "itself" in rejects.read_text(encoding="utf-8")
    assert json.loads(told)["state"] == "unchanged"
    assert "refused" in refused
    held = EmbeddedStore(data / "store", ontology)
    assert held.schema().relations == {"TIED_TO": 18}
    held.close()


def test_the_command_line_names_what_is_wrong(
    prepared_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared_folder, data / "store")
    files = edge_list(tmp_path, "from,to\nA,B\n")

    assert command(data, capsys, "load", "network", str(files.edges))[0] == 2
    code, _, said = command(data, capsys, "load", "network", "--name", "a b", str(files.edges))
    assert (code, "'a b'" in said) == (1, True)
    code, _, said = command(data, capsys, "load", "network", "--name", "mine", str(files.edges))
    assert (code, "'source' is missing" in said) == (1, True)
    code, _, said = command(data, capsys, "load", "network", "--name", "mine", str(tmp_path / "none.csv"))
    assert (code, "none.csv" in said) == (1, True)


def test_where_the_rejects_go_is_looked_at_before_anything_is_loaded(
    prepared_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ontology: Ontology
) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared_folder, data / "store")
    load = ("load", "network", "--name", "kite", str(edge_list(tmp_path, KITE).edges), "--rejects")
    missing, _, of_missing = command(data, capsys, *load, str(tmp_path / "none" / "rejects.csv"))
    folder, _, of_folder = command(data, capsys, *load, str(tmp_path))
    edges, _, of_edges = command(data, capsys, "load", "network", "--name", "kite", str(tmp_path))

    assert (missing, folder, edges) == (1, 1, 1)
    assert "there is no folder" in of_missing
    assert "which is a folder" in of_folder
    assert f"'{tmp_path}' is a folder, not a file." in of_edges
    held = EmbeddedStore(data / "store", ontology)
    assert not held.schema().relations
    held.close()


def test_the_store_is_named_also_where_it_is_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = edge_list(tmp_path, KITE)
    monkeypatch.chdir(tmp_path)
    place = tmp_path.resolve() / "elsewhere" / "store"
    load = ("load", "network", "--name", "kite", str(files.edges), "--format", "json")
    _, _, first = command(Path("elsewhere"), capsys, *load)
    _, out, second = command(Path("elsewhere"), capsys, *load)
    _, _, removed = command(Path("elsewhere"), capsys, "remove", "network", "kite")
    _, _, nothing = command(Path("elsewhere"), capsys, "remove", "network", "kite")

    assert first.splitlines()[0] == f"store: embedded ({place}), empty until now"
    assert second.splitlines()[0] == removed.splitlines()[0] == f"store: embedded ({place})"
    assert json.loads(out)["state"] == "already loaded"  # the report alone stands on standard output
    assert f"store: embedded ({place})" in nothing


def test_load_network_is_one_command_and_a_folder_of_that_name_still_a_pack() -> None:
    assert joined(["--debug", "load", "network", "e.csv"]) == ["--debug", "load network", "e.csv"]
    assert joined(["load", "./network"]) == ["load", "./network"]
    assert joined(["query", "load"]) == ["query", "load"]
    assert joined(["remove", "network", "kite"]) == ["remove network", "kite"]
    assert joined(["load", "network", "--name", "remove", "network"])[:2] == ["load network", "--name"]


def test_a_csv_over_http_becomes_a_network(client: TestClient) -> None:
    answer = client.post(LOADS, params={"name": "kite", "title": "Kite"}, content=KITE, headers=CSV)
    again = client.post(LOADS, params={"name": "kite", "title": "Kite"}, content=KITE, headers=CSV)

    assert (answer.status_code, answer.json()["relations_written"]) == (200, 18)
    assert again.json()["state"] == "already loaded"
    assert asked(client, "/networks/kite")["n"] == 10
    page = client.get("/networks/kite", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "Heather" in page.text


def test_a_strict_load_that_is_refused_is_answered_with_its_report(client: TestClient, store: EmbeddedStore) -> None:
    posted = client.post(LOADS, params={"name": "n", "strict": "true"}, content=KITE + "Ed,Ed\n", headers=CSV)

    assert (posted.status_code, posted.json()["state"], posted.json()["rejected"]) == (200, "refused", 1)
    assert store.version() == EMPTY


def test_two_modes_of_a_network_of_one_are_asked_for_when_it_is_loaded(client: TestClient) -> None:
    client.post(LOADS, params={"name": "kite"}, content=KITE, headers=CSV)
    answer = client.get(f"{API}/networks/kite/centrality/degree?two_mode=true")

    check_problem(answer, 422, "when it is loaded with two_mode")


def test_coordinates_that_are_none_are_listed_and_their_node_stays(client: TestClient, tmp_path: Path) -> None:
    nodes = 'id,lat,lon\na,48.2,16.3\nb,999,10\nc,"48,2",16.3\nd,,\ne,,4\nf,٤٨,-181\n'
    files = edge_list(tmp_path, "source,target\na,b\nb,c\nc,d\nd,e\ne,f\n", nodes, name="lain")
    report = client.post(LOADS, content=zip_network(files), headers=ZIP).json()
    strict = client.post(LOADS, params={"strict": "true"}, content=zip_network(files), headers=ZIP).json()

    assert (report["rejected"], report["read"], strict["state"]) == (0, 11, "already loaded")
    assert [(cell["file"], cell["row"], cell["column"], cell["value"]) for cell in report["left_out"]] == [
        ("nodes.csv", 3, "lat", "999"),
        ("nodes.csv", 4, "lat", "48,2"),
        ("nodes.csv", 6, "lat", ""),
        ("nodes.csv", 7, "lat", "٤٨"),
        ("nodes.csv", 7, "lon", "-181"),
    ]
    reasons = [cell["reason"].partition(";")[0] for cell in report["left_out"]]
    assert reasons == [
        "not from -90 to 90 degrees", "not a number", "one of the two coordinates is missing", "not a number",
        "not from -180 to 180 degrees",
    ]  # fmt: skip
    assert {cell["next_step"] for cell in report["left_out"]} == {
        "Write degrees north with a point, such as 48.2.",
        "Write degrees east with a point, such as 16.3.",
    }
    page = client.get("/networks/lain", headers={"Accept": "text/html"}).text
    assert "5 nodes without a known place are not here" in page


def test_one_coordinate_without_the_other_is_said(client: TestClient, tmp_path: Path) -> None:
    nodes = "id,Latitude,lon\na,48.2,\nb,,\n"
    both = edge_list(tmp_path, "source,target\na,b\n", nodes, name="both")
    answer = client.post(LOADS, content=zip_network(both), headers=ZIP).json()
    assert ([cell["column"] for cell in answer["left_out"]], answer["warnings"]) == (["lon"], [])
    one = edge_list(tmp_path, "source,target\na,b\n", nodes.replace("lon", "team"), name="one")
    answer = client.post(LOADS, content=zip_network(one), headers=ZIP).json()
    assert answer["left_out"] == []
    assert answer["warnings"] == ["The column Latitude has no column lon beside it, so it places no node on the map."]


def test_an_unknown_relation_is_said_with_those_of_the_network(client: TestClient) -> None:
    client.post(LOADS, params={"name": "rel"}, content="source,target,relation\na,b,x y\n", headers=CSV)
    asked(client, "/networks/rel/paths", source="a", target="b", relations="x y")
    answer = client.get(f"{API}/networks/rel/paths?source=a&target=b&relations=trade")

    check_problem(answer, 422, "Unknown relation 'trade'. Known in the network 'rel': x_y.")


def test_a_zip_carries_names_and_direction(client: TestClient, tmp_path: Path) -> None:
    files = edge_list(tmp_path, "source,target\na,b\n", "id,name\na,Anna\nb,Bo\n", name="two", directed=True)
    answer = client.post(LOADS, content=zip_network(files), headers=ZIP)

    assert answer.status_code == 200, answer.text
    network = asked(client, "/networks/two")
    assert (network["directed"], [node["name"] for node in network["nodes"]["items"]]) == (True, ["Anna", "Bo"])


def test_without_the_key_nothing_is_loaded(client: TestClient, store: EmbeddedStore, ontology: Ontology) -> None:
    for headers in ({}, {"X-API-Key": "no"}):
        refused = client.post(LOADS, params={"name": "kite"}, content=KITE, headers=headers)
        said = check_problem(refused, 401, "X-API-Key")
        assert said["next_step"] == "Send the key as X-API-Key; it is the service's VALUECHAIN_API_KEY."
    with service(store, ontology) as closed:
        check_problem(closed.post(LOADS, params={"name": "kite"}, content=KITE), 403, "VALUECHAIN_API_KEY")
    assert store.version() == EMPTY


@pytest.mark.parametrize(
    ("params", "body", "headers", "status", "says"),
    [
        ({}, KITE, CSV, 422, "name"),
        ({"name": "n", "two_mode": "true", "directed": "true"}, KITE, CSV, 422, "two-mode or as directed"),
        ({"name": "n", "two_mode": "perhaps"}, KITE, CSV, 422, "two_mode"),
        ({"name": "n", "twomode": "true"}, KITE, CSV, 422, "two_mode"),
        ({"name": "../up"}, KITE, CSV, 422, "../up"),
        ({"name": "policy"}, KITE, CSV, 422, "built-in"),
        ({"name": "n"}, "source,target\nA,A\n", CSV, 422, "itself"),
        ({"name": "n"}, KITE, {**CSV, "Content-Type": "image/png"}, 415, "text/csv"),
        ({"name": "n"}, "no zip", ZIP, 422, "The zip cannot be read: File is not a zip file. Zip the folder"),
        ({"name": "n"}, "source,target,strength\na,b,1e160\n", CSV, 422, "line 2, strength '1e160': it is too large"),
        ({"name": "n"}, "source,target\n" + "A,B\n" * 30_000, CSV, 413, ""),
    ],
)
def test_a_wrong_request_says_what_is_wrong(
    client: TestClient,
    store: EmbeddedStore,
    params: dict[str, str],
    body: str,
    headers: dict[str, str],
    status: int,
    says: str,
) -> None:
    check_problem(client.post(LOADS, params=params, content=body, headers=headers), status, says)
    assert store.version() == EMPTY


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"edges.csv": KITE}, "network.json"),
        ({"network.json": "[1]", "edges.csv": KITE}, "map of texts"),
        ({"network.json": '{"name": 3}', "edges.csv": KITE}, "map of texts"),
        ({"network.json": '{"name": "n", "two_mode": "yes"}'}, "map of texts"),
        ({"network.json": '{"name": "n"}'}, "edges.csv"),
        ({"network.json": '{"name": "n"}', "edges.csv": KITE, "../evil.csv": "x"}, "evil"),
        ({"network.json": '{"name": "n"}', "edges.csv": KITE, "more/x.csv": "x"}, "no file of a pack"),
    ],
)
def test_a_zip_that_is_no_network_is_refused(tmp_path: Path, members: dict[str, Any], says: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)

    with pytest.raises(LoadError, match=says):
        unpack_network(packed.getvalue(), tmp_path)
    assert not (tmp_path.parent / "evil.csv").exists()


ODD = 'source,target\n"Paris, France",Łódź\nŁódź,a/b c\na/b c,"x,y"\n"Paris, France","x,y"\n'


def test_ids_with_commas_slashes_and_spaces_can_be_named_everywhere(client: TestClient) -> None:
    assert client.post(LOADS, params={"name": "odd"}, content=ODD.encode(), headers=CSV).status_code == 200

    gone = asked(client, "/networks/odd/whatif/removal", nodes="Paris, France,x,y")["result"]
    around = asked(client, "/networks/odd/paths", source="Paris, France", target="a/b c", avoid="x,y")["result"]
    assert [one["id"] for one in gone["removed"]] == ["Paris, France", "x,y"]
    assert [node["id"] for node in around["paths"][0]["nodes"]] == ["Paris, France", "Łódź", "a/b c"]
    page = client.get("/paths?view=odd&source=Łódź&target=x,y", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert 'href="/entities/' not in page.text.partition("<main")[2].replace("/entities/dataset:network-odd", "")


def test_evidence_names_the_nodes_as_the_network_does(client: TestClient, tmp_path: Path) -> None:
    files = edge_list(tmp_path, "source,target\na,b\n", "id,name\na,Anna\nb,Bo\n", name="two")
    client.post(LOADS, content=zip_network(files), headers=ZIP)

    hop = asked(client, "/networks/two/paths", source="a", target="b")["result"]["paths"][0]["hops"][0]
    assert (hop["evidence"][0]["source"]["name"], hop["evidence"][0]["target"]["name"]) == ("Anna", "Bo")


def test_a_handed_over_file_keeps_its_name(tmp_path: Path) -> None:
    files = edge_list(tmp_path / "here", KITE)
    renamed = files.edges.rename(tmp_path / "here" / "friends.csv")
    (tmp_path / "there").mkdir()
    there = unpack_network(zip_network(NetworkFiles("kite", renamed)), tmp_path / "there")

    assert (there.edges.name, there.file) == ("edges.csv", "friends.csv")


def test_what_is_wrong_in_a_handed_over_file_is_said_under_its_name(client: TestClient, tmp_path: Path) -> None:
    files = edge_list(tmp_path, "source,target\na,b\nb,c\nb,b\n", "id,name\na,Anna\na,Ann\nb,Bo\n")
    ties, nodes = files.edges.rename(tmp_path / "friends.csv"), files.nodes
    assert nodes is not None
    mine = NetworkFiles("mine", ties, nodes.rename(tmp_path / "people.csv"))
    (tmp_path / "semi.csv").write_text("source;target\na;b\n", encoding="utf-8")

    report = client.post(LOADS, content=zip_network(mine), headers=ZIP).json()
    refused = client.post(LOADS, content=zip_network(NetworkFiles("semi", tmp_path / "semi.csv")), headers=ZIP)

    assert {(one["file"], one["row"]) for one in report["rejects"]} == {
        ("friends.csv", 3),
        ("friends.csv", 4),
        ("people.csv", 3),
    }
    assert "Add it to people.csv" in " ".join(one["next_step"] for one in report["rejects"])
    check_problem(refused, 422, "semi.csv is separated by semicolons")


TWO_MODE = "source,target,strength\nanna,fair,1\nbo,fair,0\nbo,ball,2\nball,anna,1\n"


def test_two_modes_are_declared_over_http_as_direction_is(client: TestClient, tmp_path: Path) -> None:
    posted = client.post(LOADS, params={"name": "csv", "two_mode": "true"}, content=TWO_MODE, headers=CSV)
    files = edge_list(tmp_path, TWO_MODE, "id,mode\nanna,\nbo,\nfair,\nball,\ndan,actor\n", name="zip", two_mode=True)
    zipped = client.post(LOADS, content=zip_network(files), headers=ZIP)

    report = posted.json()
    assert (report["rejected"], report["rejects"][0]["value"]) == (1, "ball")
    assert report["warnings"] == zipped.json()["warnings"]
    assert report["warnings"][0].startswith("1 tie has strength 0")
    assert [asked(client, f"/networks/{name}")["modes"] for name in ("csv", "zip")] == [["actor", "activity"]] * 2
    degrees = asked(client, "/networks/zip/centrality/degree", two_mode="true")["result"]["items"]
    assert {item["id"]: item["value"] for item in degrees} == {
        "anna": 1 / 2, "bo": 1.0, "dan": 0.0, "fair": 2 / 3, "ball": 1 / 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "analysis", ["centrality/degree", "cohesion", "brokerage", "prediction", "whatif/links", "communities"]
)
def test_a_download_can_be_asked_for_again_by_its_own_address(client: TestClient, analysis: str) -> None:
    client.post(LOADS, params={"name": "kite"}, content=KITE, headers=CSV)
    first = client.get(f"{API}/networks/kite/{analysis}?format=json")
    again = client.get(first.json()["links"]["self"])

    assert (again.status_code, again.content) == (200, first.content)
