"""Handing a load to the running service, and what the service may be sent: zips that lie, climb out, or swell."""

import io
import json
import stat
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from small_pack import COOPERATION, write_pack

from graph.errors import LoadError, StoreUnavailable
from graph.ontology import Ontology
from loaders.handover import hand_over, hand_over_network, hand_over_removal, unpack_zip, zip_pack
from loaders.limits import PackLimits
from loaders.network import NetworkFiles, RemovalReport
from loaders.network.standard_input import NAME
from loaders.pack import read_pack
from loaders.report import LoadReport
from loaders.statements import Reject

REPORT = LoadReport(
    "small", "finished", "v2", seconds=0.5, load_id="load:1", read=15, nodes_written=8, relations_written=5,
    rejects=(Reject("nodes/A.csv", 3, "id", "x", "not an id", "Mend it."),),
)  # fmt: skip


class Service:
    """Answers one status and body, and remembers what it was sent."""

    def __init__(self) -> None:
        self.status, self.body = 200, json.dumps(REPORT.as_dict()).encode()
        self.path, self.headers, self.sent = "", {}, b""  # type: dict[str, str]


@pytest.fixture
def service() -> Iterator[tuple[Service, str]]:
    """A service on loopback and its address."""
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.path, told.headers = self.path, dict(self.headers)
            told.sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(told.body)

        do_DELETE = do_POST  # noqa: N815 - the name the server looks for

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A small pack, with things beside it that are not sent."""
    write_pack(tmp_path / "pack", COOPERATION)
    (tmp_path / "pack/README.md").write_text("not sent")
    return tmp_path / "pack"


def test_the_pack_is_sent_whole_and_the_report_comes_back(
    service: tuple[Service, str], pack: Path, tmp_path: Path, ontology: Ontology
) -> None:
    told, address = service
    assert hand_over(pack, address, "secret", strict=True) == REPORT
    assert told.path == "/api/v1/loads?strict=true"
    assert (told.headers["X-Api-Key"], told.headers["Content-Type"]) == ("secret", "application/zip")
    unpack_zip(told.sent, tmp_path / "there")
    assert read_pack(tmp_path / "there", ontology) == read_pack(pack, ontology)
    assert not (tmp_path / "there/README.md").exists()


def test_without_a_key_it_says_what_to_type(pack: Path) -> None:
    with pytest.raises(LoadError) as caught:
        hand_over(pack, "http://127.0.0.1:8000", "")
    assert "http://127.0.0.1:8000 holds the store" in caught.value.detail
    assert f"Type VALUECHAIN_API_KEY=… valuechain load {pack} with the key" in caught.value.next_step


@pytest.mark.parametrize(
    ("status", "detail", "next_step"),
    [
        (401, "X-API-Key is missing or wrong.", "the key the service was started with"),
        (403, "Loads over HTTP are off.", "Restart the service with VALUECHAIN_API_KEY set"),
        (413, "Too large.", "Stop the service and load again."),
        (422, "nodes/A.csv is empty.", "Mend the pack"),
    ],
)
def test_what_the_service_says_against_it_is_passed_on(
    service: tuple[Service, str], pack: Path, status: int, detail: str, next_step: str
) -> None:
    told, address = service
    told.status, told.body = status, json.dumps({"title": "No", "status": status, "detail": detail}).encode()
    with pytest.raises(LoadError) as caught:
        hand_over(pack, address, "secret")
    assert detail in caught.value.detail
    assert next_step in caught.value.next_step


@pytest.mark.parametrize(
    ("files", "command"),
    [
        (NetworkFiles("kite", Path("my ties.csv")), "--name kite 'my ties.csv'"),
        (NetworkFiles("d", Path("e.csv"), Path("n.csv"), two_mode=True), "--name d --two-mode --strict e.csv n.csv"),
        (NetworkFiles("d", Path("somewhere") / NAME, directed=True), "--name d --directed -"),
    ],
)
def test_what_to_type_for_a_network_is_the_same_load(files: NetworkFiles, command: str) -> None:
    with pytest.raises(LoadError) as caught:
        hand_over_network(files, "http://127.0.0.1:1", "", strict="--strict" in command)
    assert f"valuechain load network {command} with the key" in caught.value.next_step


def test_a_next_step_is_said_once(service: tuple[Service, str], pack: Path) -> None:
    told, address = service
    told.status = 422
    told.body = json.dumps({"detail": "It is taken. Choose another.", "next_step": "Choose another."}).encode()
    with pytest.raises(LoadError) as caught:
        hand_over(pack, address, "secret")
    assert caught.value.detail.endswith("did not take the load: It is taken.")
    assert caught.value.next_step == "Choose another."


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"items": []}'])
def test_an_answer_that_is_no_report_says_so(service: tuple[Service, str], pack: Path, body: bytes) -> None:
    told, address = service
    told.body = body
    with pytest.raises(LoadError, match="no load report"):
        hand_over(pack, address, "secret")
    told.status = 500
    with pytest.raises(LoadError, match="did not take the load: It answered 500"):
        hand_over(pack, address, "secret")


def test_a_service_that_is_gone_is_said(service: tuple[Service, str], pack: Path) -> None:
    with pytest.raises(StoreUnavailable, match="does not answer"):
        hand_over(pack, "http://127.0.0.1:9", "secret")
    with pytest.raises(LoadError, match="not the address of a service"):
        hand_over(pack, "file:///etc/passwd", "secret")
    with pytest.raises(LoadError, match="bytes zipped; a service takes 10"):
        hand_over(pack, service[1], "secret", limits=PackLimits(max_zip_bytes=10))


def test_no_proxy_hears_of_the_key(service: tuple[Service, str], pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert hand_over(pack, service[1], "secret") == REPORT


REMOVAL = RemovalReport("kite", "Kite", 10, 18, "dataset:network-kite", "v3", seconds=0.5, load_id="load:2")


def test_a_removal_is_asked_for_and_the_report_comes_back(service: tuple[Service, str]) -> None:
    told, address = service
    told.body = json.dumps(REMOVAL.as_dict()).encode()

    assert hand_over_removal("a b/c", address, "secret") == REMOVAL
    assert (told.path, told.headers["X-Api-Key"], told.sent) == ("/api/v1/loads/network/a%20b%2Fc", "secret", b"")


@pytest.mark.parametrize(
    ("status", "detail", "next_step"),
    [
        (401, "X-API-Key is missing or wrong.", "the key the service was started with"),
        (403, "Loads over HTTP are off.", "stop it and type the same again"),
        (404, "Unknown loaded network 'kyte'. Did you mean 'kite'?", "Loaded networks: kite."),
    ],
)
def test_what_the_service_says_against_a_removal_is_passed_on(
    service: tuple[Service, str], status: int, detail: str, next_step: str
) -> None:
    told, address = service
    told.status, told.body = status, json.dumps({"detail": detail, "next_step": "Loaded networks: kite."}).encode()

    with pytest.raises(LoadError) as caught:
        hand_over_removal("kyte", address, "secret")
    assert f"did not remove the network: {detail}" in caught.value.detail
    assert next_step in caught.value.next_step


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"network": "kite"}'])
def test_an_answer_that_is_no_report_of_a_removal_says_so(service: tuple[Service, str], body: bytes) -> None:
    told, address = service
    told.body = body
    with pytest.raises(LoadError, match="no report of a removal"):
        hand_over_removal("kite", address, "secret")
    with pytest.raises(LoadError, match="needs its key") as caught:
        hand_over_removal("kite", address, "")
    assert "valuechain remove network kite" in caught.value.next_step
    with pytest.raises(StoreUnavailable, match="does not answer"):
        hand_over_removal("kite", "http://127.0.0.1:9", "secret")


def zipped(files: dict[str, bytes], **about: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = about.get("external_attr", 0)
            archive.writestr(info, data)
    return content.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../pack.yaml", "nodes/../../evil.csv", "/etc/evil.csv", "nodes//Country.csv", "nodes/sub/Country.csv",
        "nodes\\Country.csv", "C:/evil.csv", "nodes/Country.csv\nx", "nodes/Co untry.csv", "other/Country.csv",
        "nodes/Country.py", "evil.csv",
    ],
)  # fmt: skip
def test_nothing_but_the_files_of_a_pack_comes_out_of_a_zip(tmp_path: Path, name: str) -> None:
    content = zipped({"pack.yaml": b"name: x\n", name: b"id,name\n"})
    with pytest.raises(LoadError, match="no file of a pack"):
        unpack_zip(content, tmp_path / "in")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] in ([], ["pack.yaml"])


def test_a_link_in_a_zip_is_a_file_like_others(tmp_path: Path) -> None:
    link = zipped({"nodes/Country.csv": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16)
    unpack_zip(link, tmp_path / "in")
    path = tmp_path / "in/nodes/Country.csv"
    assert not path.is_symlink()
    assert path.read_bytes() == b"/etc/passwd"


def test_one_folder_around_the_pack_and_the_clutter_of_file_managers_are_left_out(tmp_path: Path) -> None:
    files = {
        "my pack/pack.yaml": b"a", "my pack/nodes/Country.csv": b"b", "my pack/README.md": b"c",
        "__MACOSX/my pack/._pack.yaml": b"d", "my pack/.DS_Store": b"e", "my pack/nodes/": b"",
    }  # fmt: skip
    unpack_zip(zipped(files), tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"pack.yaml", "nodes/Country.csv"}


def test_a_zip_that_swells_is_stopped(tmp_path: Path) -> None:
    bomb = zipped({"nodes/Country.csv": b"0" * 20_000_000})
    assert len(bomb) < 30_000
    with pytest.raises(LoadError, match=r"unpacks to more than 1,000,000 bytes"):
        unpack_zip(bomb, tmp_path, limits=PackLimits(max_file_bytes=1_000_000))
    assert (tmp_path / "nodes/Country.csv").stat().st_size <= 2_000_000
    two = zipped({"nodes/Country.csv": b"0" * 700, "nodes/Region.csv": b"0" * 700})
    with pytest.raises(LoadError, match=r"'nodes/Region.csv' unpacks to more than 300 bytes"):
        unpack_zip(two, tmp_path / "two", limits=PackLimits(max_unzipped_bytes=1_000))


def test_a_zip_that_lies_about_its_sizes_is_stopped(tmp_path: Path) -> None:
    content = zipped({"nodes/Country.csv": b"0" * 5_000})
    lying = content.replace((5_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(LoadError, match="cannot be read"):
        unpack_zip(lying, tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"id,name\n"])
def test_what_is_no_zip_is_said(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(LoadError, match="The zip cannot be read"):
        unpack_zip(content, tmp_path)


def test_zips_have_bounds(tmp_path: Path) -> None:
    many = zipped({f"nodes/N{number}.csv": b"" for number in range(5)})
    with pytest.raises(LoadError, match="has 5 files; 4 are allowed"):
        unpack_zip(many, tmp_path, limits=PackLimits(max_files=4))
    with pytest.raises(LoadError, match="bytes; 10 are allowed"):
        unpack_zip(many, tmp_path, limits=PackLimits(max_zip_bytes=10))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("pack.yaml", "a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("pack.yaml", "b")
    with pytest.raises(LoadError, match=r"holds 'pack\.yaml' twice"):
        unpack_zip(content.getvalue(), tmp_path)


def test_a_zip_of_a_million_names_is_not_even_opened(tmp_path: Path) -> None:
    listed = zipped({"pack.yaml": b"name: x\n"}) + b"PK\x01\x02" * 100
    with pytest.raises(LoadError, match="The zip lists 101 files"):
        unpack_zip(listed, tmp_path, limits=PackLimits(max_files=5))


def test_a_zip_with_a_password_or_a_broken_middle_is_said(tmp_path: Path) -> None:
    whole = zipped({"nodes/Country.csv": b"id,name\n" * 200})
    locked = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(mark) + offset] |= 1
    with pytest.raises(LoadError, match="encrypted"):
        unpack_zip(bytes(locked), tmp_path)
    start = whole.index(b"nodes/Country.csv") + len("nodes/Country.csv")
    broken = whole[:start] + b"\xff" * 10 + whole[start + 10 :]
    with pytest.raises(LoadError, match="cannot be read"):
        unpack_zip(broken, tmp_path / "broken")


def test_only_a_pack_is_zipped(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"has no pack\.yaml"):
        zip_pack(tmp_path)
