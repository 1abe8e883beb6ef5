"""Adding a type is adding a file: schema, constraint, template, validation and loading follow, on both stores."""

from pathlib import Path

import pytest
from small_pack import write_pack

from graph.errors import WriteFailed
from graph.ontology import Ontology, read_ontology
from graph.stores import Batch, NodeRecord, Store
from loaders.run import load_pack
from loaders.templates import write_templates

HARBOUR = """
label: Harbour
id_prefix: harbour
group: place
colour: "#126CD2"
shape: dot
description: "A place where ships berth."
properties:
  berths: {type: integer, minimum: 1, description: "How many ships it takes"}
  ice_free: {type: boolean, description: "Whether it is open in winter"}
"""


@pytest.fixture
def wider(tmp_path: Path) -> Ontology:
    """The ontology and one more file."""
    (tmp_path / "more/nodes").mkdir(parents=True)
    (tmp_path / "more/nodes/Harbour.yaml").write_text(HARBOUR)
    return read_ontology(tmp_path / "more")


def test_one_file_makes_a_type(empty_store: Store, wider: Ontology, tmp_path: Path) -> None:
    empty_store.prepare(wider)
    twice = [NodeRecord("harbour:narvik", "Harbour", {"name": name}) for name in ("Narvik", "Narvik again")]
    for node in twice:
        empty_store.write(Batch(nodes=[node]))
    assert empty_store.schema().labels == {"Harbour": 1}
    with pytest.raises(WriteFailed):
        empty_store.write(Batch(nodes=twice))

    write_templates(wider, tmp_path / "template")
    assert (tmp_path / "template/nodes/Harbour.csv").read_text() == "id,name,berths,ice_free,source_id,quote\n"
    assert "## nodes/Harbour.csv" in (tmp_path / "template/COLUMNS.md").read_text()

    rows = """
        id,name,berths,ice_free,source_id
        harbour:narvik,Narvik,4,yes,source:a
        harbour:oulu,Oulu,0,no,source:a
        port:luleå,Luleå,2,no,source:a
    """
    report = load_pack(write_pack(tmp_path / "pack", {"nodes/Harbour": rows}), empty_store, wider)
    assert [(one.place, one.column, one.reason) for one in report.rejects] == [
        ("nodes/Harbour.csv:3", "berths", "below 1"),
        ("nodes/Harbour.csv:4", "id", "not an id of a Harbour"),
    ]
    found = empty_store.read("MATCH (n:Harbour) RETURN n.name AS name, n.berths AS berths, n.ice_free AS ice_free")
    assert found == [{"name": "Narvik", "berths": 4, "ice_free": True}]


def test_without_the_file_there_is_no_such_type(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    write_templates(ontology, tmp_path / "template")
    assert not (tmp_path / "template/nodes/Harbour.csv").exists()
    assert "Harbour" not in ontology.nodes
