"""Whatever a file holds, it is read or refused by name, never a crash; what was written as CSV is read as it was."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_pack import write_pack

from graph.errors import LoadError
from graph.ontology import Ontology
from loaders.pack import read_pack
from loaders.statements import Records

HEAD = b"id,name,iso2,source_id\n"
often = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
pieces = st.sampled_from(
    [
        b'"',
        b'""',
        b",",
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        "é".encode(),
        b"country:NO",
        b"Norway",
        b"NO",
        b"source:a",
        b" ",
        b"=",
    ]
)
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack, whose countries each example writes anew."""
    return write_pack(tmp_path / "pack", {})


def read(folder: Path, content: bytes, ontology: Ontology) -> Records | None:
    path = folder / "nodes/Country.csv"
    path.write_bytes(content)
    try:
        return read_pack(folder, ontology)
    except LoadError as error:
        refusal = error
    assert "nodes/Country.csv" in refusal.detail
    assert refusal.next_step
    return None


@often
@given(body=st.one_of(st.binary(max_size=200), st.lists(pieces, max_size=40).map(b"".join)), head=st.booleans())
def test_any_bytes_are_read_or_refused_by_name(folder: Path, ontology: Ontology, body: bytes, head: bool) -> None:
    records = read(folder, HEAD + body if head else body, ontology)
    if records is None:
        return
    rejected = {reject.row for reject in records.rejects}
    taken = {node.row for node in records.nodes if node.label == "Country"}
    assert not rejected & taken
    assert len(rejected) + len(taken) + 3 == records.rows_read  # and three sources
    for reject in records.rejects:
        assert reject.reason
        assert reject.next_step
        assert reject.value.isprintable()
        assert reject.row > 1


@often
@given(names=st.lists(words.filter(str.strip), min_size=1, max_size=5), quote=words)
def test_what_was_written_as_csv_is_read_as_it_was(
    folder: Path, ontology: Ontology, names: list[str], quote: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "name", "iso2", "source_id", "quote"])
    writer.writerows([f"country:{number}", name, "NO", "source:a", quote] for number, name in enumerate(names))
    records = read(folder, text.getvalue().encode(), ontology)
    assert records is not None
    assert records.rejects == []
    found = [node for node in records.nodes if node.label == "Country"]
    assert [node.properties["name"] for node in found] == [
        " ".join(unicodedata.normalize("NFC", name).split()) for name in names
    ]
    assert {node.quote for node in found} == {unicodedata.normalize("NFC", quote.strip())}
