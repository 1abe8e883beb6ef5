"""The load run on both engines: what it writes, what it leaves alone, and what a killed run leaves behind."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from small_pack import COOPERATION, THREE_COUNTRIES, write_pack

from graph import catalog
from graph.errors import LoadError, StoreUnavailable
from graph.ontology import Ontology
from graph.stores import EMPTY, Batch, EmbeddedStore, Fingerprint, Store, content_hash
from loaders.pack import read_pack
from loaders.run import load, load_pack
from loaders.seed import load_seed


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Three countries in two projects."""
    return write_pack(tmp_path / "pack", COOPERATION)


@pytest.fixture
def undisturbed(tmp_path: Path, ontology: Ontology, pack: Path) -> Iterator[str]:
    """The version that loading the pack without any trouble ends at."""
    other = EmbeddedStore(tmp_path / "undisturbed", ontology)
    other.prepare(ontology)
    yield load_pack(pack, other, ontology).graph_version
    other.close()


def loads(store: Store) -> list[dict[str, Any]]:
    return store.read(catalog.query("lookups", "loads").text)


def project(store: Store, slug: str = "north") -> dict[str, Any]:
    text = "MATCH (n:Project {id: $id}) RETURN properties(n) AS properties"
    return dict(store.read(text, id=f"project:{slug}")[0]["properties"])


def test_a_load_writes_each_thing_once_and_says_what_it_did(empty_store: Store, ontology: Ontology, pack: Path) -> None:
    report = load_pack(pack, empty_store, ontology)
    assert (report.state, report.read, report.nodes_written, report.relations_written) == ("finished", 15, 8, 5)
    assert (report.merged, report.unchanged, report.claims, report.rejected) == (0, 0, 0, 0)
    assert empty_store.schema().labels == {"Country": 3, "Load": 1, "Project": 2, "Source": 3}
    assert empty_store.schema().relations == {"BORDERS": 1, "PARTICIPATES_IN": 4}
    assert empty_store.version() == report.graph_version == content_hash(empty_store, ontology)


def test_rows_of_one_thing_are_one_record_with_all_its_sources(
    empty_store: Store, ontology: Ontology, pack: Path
) -> None:
    load_pack(pack, empty_store, ontology)
    north = project(empty_store)
    assert north == {
        "id": "project:north",
        "name": "North",
        "budget_eur": 2000.0,
        "start": "2012",
        "source_ids": ["source:a", "source:b"],
    }
    assert isinstance(north["budget_eur"], float)
    query = "MATCH (a:Country)-[r:BORDERS]->(b:Country) RETURN a.id AS a, b.id AS b, properties(r) AS p"
    rows = empty_store.read(query)
    assert [(row["a"], row["b"]) for row in rows] == [("country:NO", "country:SE")]
    assert rows[0]["p"] == {
        "id": "BORDERS:country:NO>country:SE",
        "kind": "land",
        "source_ids": ["source:a", "source:b"],
        "quotes": ["", ""],
    }


def test_the_second_load_changes_nothing(empty_store: Store, ontology: Ontology, pack: Path) -> None:
    first = load_pack(pack, empty_store, ontology)
    before = empty_store.schema()
    second = load_pack(pack, empty_store, ontology)
    assert (second.state, second.written, second.graph_version) == ("already loaded", 0, first.graph_version)
    third = load_pack(pack, empty_store, ontology, again=True)
    assert (third.state, third.written, third.unchanged) == ("unchanged", 0, first.written)
    assert third.graph_version == first.graph_version
    assert empty_store.schema() == before


def test_the_seed_pack_loads_without_a_reject_and_only_once(store: Store, ontology: Ontology) -> None:
    run = loads(store)
    assert [(row["pack"], row["state"], row["rejected"]) for row in run] == [("seed", "finished", 0)]
    report = load_seed(store, ontology)
    assert report.state == "already loaded"
    assert report.graph_version == store.version() == content_hash(store, ontology)
    assert loads(store) == run


def test_a_new_edition_of_a_pack_writes_only_what_is_new(empty_store: Store, ontology: Ontology, pack: Path) -> None:
    first = load_pack(pack, empty_store, ontology)
    with (pack / "nodes/Country.csv").open("a") as file:
        file.write("country:FI,Finland,FI,source:c\n")
    second = load_pack(pack, empty_store, ontology)
    assert (second.state, second.written, second.merged, second.unchanged) == ("finished", 1, 0, first.written)
    assert second.graph_version != first.graph_version
    assert [row["nodes_written"] for row in loads(empty_store)] == [1, 8]


def test_an_edition_that_says_the_same_is_noted_and_keeps_the_version(
    empty_store: Store, ontology: Ontology, pack: Path
) -> None:
    first = load_pack(pack, empty_store, ontology)
    (pack / "nodes/Country.csv").write_text("".join((pack / "nodes/Country.csv").read_text() + "\n\n"))
    second = load_pack(pack, empty_store, ontology)
    assert (second.state, second.written, second.graph_version) == ("unchanged", 0, first.graph_version)
    assert load_pack(pack, empty_store, ontology).state == "already loaded"


@pytest.mark.parametrize("survives", [0, 1, 2, 3])
def test_a_load_that_dies_between_batches_is_repeated_to_the_same_end(
    empty_store: Store, ontology: Ontology, pack: Path, undisturbed: str, survives: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = read_pack(pack, ontology)
    write, calls = empty_store.write, 0

    def dying(batch: Batch) -> None:
        nonlocal calls
        calls += 1
        if calls > 1 + survives:  # the first is the Load node
            raise StoreUnavailable("The power went off.")
        write(batch)

    with monkeypatch.context() as patched:
        patched.setattr(empty_store, "write", dying)
        with pytest.raises(StoreUnavailable):
            load(records, empty_store, ontology, batch_records=3)
    assert empty_store.version() == EMPTY
    assert [row["state"] for row in loads(empty_store)] == ["running"]

    report = load(records, empty_store, ontology)
    assert report.graph_version == empty_store.version() == undisturbed
    assert sorted(row["state"] for row in loads(empty_store)) == ["failed", "finished"]


def test_a_load_that_fails_says_so_and_leaves_the_old_version_visible(
    empty_store: Store, ontology: Ontology, pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_pack(pack, empty_store, ontology)
    more = {"nodes/Country": "id,name,iso2,source_id\ncountry:FI,Finland,FI,source:a\n"}
    other = write_pack(tmp_path / "other", more, name="other")

    def interrupted(_store: Store, _ontology: Ontology, *, known: Mapping[str, str]) -> Fingerprint:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("loaders.run.fingerprint", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load_pack(other, empty_store, ontology)
    assert empty_store.version() == first.graph_version
    assert [(row["pack"], row["state"]) for row in loads(empty_store)] == [("other", "failed"), ("small", "finished")]
    again = load_pack(other, empty_store, ontology)  # its rows are there, but no version tells of them yet
    assert (again.state, again.written) == ("unchanged", 0)
    assert empty_store.version() == again.graph_version != first.graph_version


def test_a_row_whose_end_is_unknown_is_rejected_with_its_place(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    files = {
        **COOPERATION,
        "relations/PARTICIPATES_IN": """
            source,target,source_id
            country:NO,project:north,source:a
            country:NO,project:nroth,source:a
            country:XX,project:north,source:nobody
            country:XX,project:north,source:a
        """,
    }
    report = load_pack(write_pack(tmp_path / "pack", files), empty_store, ontology)
    assert empty_store.schema().relations["PARTICIPATES_IN"] == 1
    assert [(one.place, one.column, one.value) for one in report.rejects] == [
        ("relations/PARTICIPATES_IN.csv:3", "target", "project:nroth"),
        ("relations/PARTICIPATES_IN.csv:4", "source_id", "source:nobody"),
        ("relations/PARTICIPATES_IN.csv:5", "source", "country:XX"),
    ]
    assert {one.reason for one in report.rejects} == {"neither in the pack nor in the graph"}
    assert "Did you mean 'project:north'?" in report.rejects[0].next_step
    assert report.state == "finished"
    assert loads(empty_store)[0]["rejected"] == report.rejected == 3


def test_what_leans_on_a_rejected_row_says_so(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    files = {
        "nodes/Country": THREE_COUNTRIES.replace("Norway,NO,source:a", "Norway,NO,source:nobody"),
        "relations/BORDERS": "source,target,kind,source_id\ncountry:NO,country:SE,land,source:a\n",
        "claims": "subject_id,predicate,value,source_id\ncountry:NO,capital,Oslo,source:a\n",
    }
    report = load_pack(write_pack(tmp_path / "pack", files), empty_store, ontology)
    assert [(one.place, one.reason) for one in report.rejects] == [
        ("claims.csv:2", "its own row was rejected"),
        ("nodes/Country.csv:2", "neither in the pack nor in the graph"),
        ("relations/BORDERS.csv:2", "its own row was rejected"),
    ]


def test_ends_and_sources_may_stand_in_the_graph_already(
    empty_store: Store, ontology: Ontology, pack: Path, tmp_path: Path
) -> None:
    load_pack(pack, empty_store, ontology)
    more = {"relations/PARTICIPATES_IN": "source,target,source_id\ncountry:DK,project:north,source:c\n"}
    other = write_pack(tmp_path / "other", more, name="other")
    (other / "nodes/Source.csv").unlink()
    report = load_pack(other, empty_store, ontology, strict=True)
    assert (report.state, report.relations_written) == ("finished", 1)


def test_a_strict_load_with_one_reject_writes_nothing(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    files = {**COOPERATION, "nodes/Country": THREE_COUNTRIES + "    country:FI,,FI,source:a\n"}
    pack = write_pack(tmp_path / "pack", files)
    report = load_pack(pack, empty_store, ontology, strict=True)
    assert (report.state, report.written, report.rejected, report.graph_version) == ("refused", 0, 1, EMPTY)
    assert [(one.place, one.column, one.reason) for one in report.rejects] == [
        ("nodes/Country.csv:5", "name", "a name is missing")
    ]
    assert empty_store.schema().labels == {}
    assert load_pack(pack, empty_store, ontology).state == "finished"


def test_a_pack_with_rejects_is_read_again_and_writes_no_second_run(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    files = {**COOPERATION, "nodes/Country": THREE_COUNTRIES + "    country:FI,,FI,source:a\n"}
    pack = write_pack(tmp_path / "pack", files)
    load_pack(pack, empty_store, ontology)
    second = load_pack(pack, empty_store, ontology)
    assert (second.state, second.rejected) == ("unchanged", 1)
    assert len(loads(empty_store)) == 1


def test_one_load_at_a_time(empty_store: Store, ontology: Ontology, pack: Path) -> None:
    records = read_pack(pack, ontology)
    seen: list[str] = []

    def second(_doing: str, _done: int, _total: int) -> None:
        with pytest.raises(LoadError, match="Another load is running") as caught:
            load(records, empty_store, ontology)
        seen.append(caught.value.next_step)

    load(records, empty_store, ontology, progress=second)
    assert seen == ["Wait until it has finished, then load again."]
    assert load(records, empty_store, ontology).state == "already loaded"


def test_progress_counts_up_to_all_records(empty_store: Store, ontology: Ontology, pack: Path) -> None:
    told: list[tuple[int, int]] = []
    load(
        read_pack(pack, ontology), empty_store, ontology, batch_records=4,
        progress=lambda _doing, done, total: told.append((done, total)),
    )  # fmt: skip
    assert told == [(4, 13), (8, 13), (12, 13), (13, 13)]


def test_a_pack_without_rows_leaves_no_trace(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", {}, sources="id,name\n")
    report = load_pack(pack, empty_store, ontology)
    assert (report.state, report.read, report.graph_version) == ("unchanged", 0, EMPTY)
    assert empty_store.schema().labels == {}
