"""The query texts and their headers: every one is complete, and names from outside never meet Cypher."""

import re
from pathlib import Path

import pytest

import cypher
from graph import catalog
from graph.errors import CatalogError, UnknownName
from graph.ontology import Ontology

FOLDERS = sorted({path.parent.name for path in cypher.FOLDER.glob("*/*.cypher")})
QUERIES = [query for folder in FOLDERS for query in catalog.queries(folder).values()]
TOKENS = {
    "label": "Country",
    "labels": "Partnership:Pilot",
    "name": "x",
    "relation": "BORDERS",
    "source": "A",
    "target": "B",
}


def test_the_folders_are_the_known_ones() -> None:
    assert set(FOLDERS) <= {"schema", "views", "library", "lookups"}
    assert {"schema", "views", "lookups"} <= set(FOLDERS)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.folder}/{query.name}")
def test_every_text_is_headed_and_uses_what_it_declares(query: catalog.Query) -> None:
    assert query.title
    assert query.description
    assert not query.text.startswith("//")
    text = re.sub(r"'[^']*'|\"[^\"]*\"", "''", query.text)
    used = set(re.findall(r"\$([A-Za-z_]\w*)", text))
    declared = {parameter.name for parameter in query.parameters}
    # The parameters of a view may be those of its roll-up, which Python does.
    assert used <= declared if query.folder == "views" else used == declared
    assert all(parameter.meaning for parameter in query.parameters)
    assert set(query.example) <= used
    tokens = set(re.findall(r"\{([a-z]+)\}", text))
    assert tokens <= TOKENS.keys()
    assert "{" + "label" not in query.filled(**TOKENS)


def test_a_header_goes_on_over_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some/two-lines.cypher").write_text(
        "// name: two-lines\n// title: Two lines\n// description: One line\n//   and another.\n"
        '// parameters: a = the first; b = the second\n// kinds: b = entity\n// example: {"a": 1}\n// columns: x, y\n'
        "// a comment of the text\nRETURN $a AS x, $b AS y\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(cypher, "FOLDER", tmp_path)
    found = catalog.queries.__wrapped__("some")["two-lines"]
    assert found.description == "One line and another."
    assert [(one.name, one.meaning, one.kind) for one in found.parameters] == [
        ("a", "the first", ""),
        ("b", "the second", "entity"),
    ]
    assert (found.example, found.columns) == ({"a": 1}, ("x", "y"))
    assert found.text == "// a comment of the text\nRETURN $a AS x, $b AS y"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RETURN 1", "has no '// name:' line"),
        ("// name: bad\n// title: T\nRETURN 1", "has no '// description:' line"),
        ("// name: other\n// title: T\n// description: D\nRETURN 1", "calls itself 'other'"),
        (
            "// name: bad\n// title: T\n// description: D\n// parameters: a = x\n// kinds: a = thing\nRETURN $a",
            "'a = thing' is no kind",
        ),
        (
            "// name: bad\n// title: T\n// description: D\n// parameters: a = x\n// kinds: b = entity\nRETURN $a",
            "'b = entity' is no kind",
        ),
    ],
)
def test_a_text_without_a_whole_header_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some/bad.cypher").write_text(text, encoding="utf-8")
    monkeypatch.setattr(cypher, "FOLDER", tmp_path)
    with pytest.raises(CatalogError) as caught:
        catalog.queries.__wrapped__("some")
    assert said in str(caught.value)


def test_an_empty_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cypher, "FOLDER", tmp_path)
    with pytest.raises(CatalogError, match="No queries in cypher/nothing"):
        catalog.queries.__wrapped__("nothing")


def test_a_misspelt_query_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'all-nodes'"):
        catalog.query("schema", "all-node")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Country) DETACH DELETE n //",
        "Country`",
        "A:B:C",
        "1A",
        "Ländle",
        "Country\n",
        "A B",
        "$x",
        "Country {id: 1}",
    ],
)
def test_no_name_but_a_plain_one_stands_in_a_text(name: str) -> None:
    with pytest.raises(CatalogError, match="may not stand in a query text"):
        catalog.query("schema", "all-nodes").filled(label=name)


def test_all_labels_and_types_are_plain_names(ontology: Ontology) -> None:
    nodes, relations = catalog.query("schema", "all-nodes"), catalog.query("schema", "all-relations")
    for node in ontology.nodes.values():
        assert f":{node.label})" in nodes.filled(label=node.label)
    for name in ontology.relations:
        assert f":{name}]" in relations.filled(relation=name)
