"""The documentation is complete, up to date, and names nothing that is not there.

What it says of the running service is tried in `tests/api/test_documentation.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from documents import ROOT, Document, document, documents

from api.pages.router import PAGES
from api.settings import Settings
from docs import generate
from docs.builders import command_line, errors, http, measures
from graph import catalog
from graph.analytics.measures import MEASURES
from graph.views import VIEWS

DOCUMENTS = documents()
FOLDERS = ("library", "lookups", "schema", "views")
VARIABLE = re.compile(r"\b(?:VALUECHAIN|NEO4J)_[A-Z0-9_]+\b")
OF_NEO4J = {"NEO4J_AUTH", "NEO4J_CONF", "NEO4J_HOME"}  # Neo4j's own, which the tests set for the server they start
each_document = pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)


def settings_variables() -> set[str]:
    return {name.upper() for name in Settings.model_fields}


# --- what is made from the code


def test_generated_parts_are_up_to_date() -> None:
    now = generate.marked_pages()
    old = [path.name for path, text in generate.generated().items() if text != now[path]]
    assert not old, f"{', '.join(old)} out of date: type python -m docs.generate"


def test_every_generated_part_stands_in_a_page() -> None:
    used = {name for text in generate.marked_pages().values() for name in generate.BEGUN.findall(text)}
    assert used == set(generate.parts())


def test_a_mark_nobody_makes_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.md").write_text("<!-- drawn: nothing -->\n<!-- end: nothing -->\n", encoding="utf-8")
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="Nothing makes the part 'nothing'"):
        generate.generated()


def test_a_mark_that_never_ends_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.md").write_text("<!-- drawn: labels -->\n", encoding="utf-8")
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"page\.md: '<!-- end: labels -->' is missing"):
        generate.generated()


# --- completeness


def test_every_setting_is_documented_with_its_reason() -> None:
    page = document("docs/reference/settings.md").text
    for name, field in Settings.model_fields.items():
        assert f"| `{name.upper()}` |" in page
        assert field.description
        assert field.description in page


def test_every_variable_of_make_and_of_the_tests_is_documented() -> None:
    page = document("docs/reference/settings.md").text
    files = [ROOT / "Makefile", *(ROOT / "scripts").glob("*.sh"), *(ROOT / "tests" / "support").glob("*.py")]
    read = {name for path in files for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert not {name for name in read - OF_NEO4J if name not in page}


def test_every_route_is_documented() -> None:
    page = document("docs/reference/http.md").text
    for path, methods in http.application().openapi()["paths"].items():
        for method, operation in methods.items():
            assert f"### {method.upper()} {path}\n" in page
            assert operation["summary"] in page


@pytest.mark.parametrize("path", [path for path, _ in PAGES])
def test_every_page_is_documented(path: str) -> None:
    assert f"| `{path.replace(':path}', '}')}`" in document("docs/reference/http.md").text


def test_every_label_and_relation_is_documented() -> None:
    page = document("docs/reference/ontology.md")
    for path in (ROOT / "graph" / "ontology").glob("*/*.yaml"):
        assert path.stem.casefold() in page.anchors()


def test_every_library_query_is_documented_with_its_text() -> None:
    page = document("docs/reference/library.md").text
    for path in (ROOT / "cypher" / "library").glob("*.cypher"):
        assert f"\n## {path.stem}\n" in page
        assert catalog.query("library", path.stem).text in page


def test_every_view_and_measure_is_documented() -> None:
    page = document("docs/reference/network-views.md").text
    for view in VIEWS.values():
        assert f"\n## {view.name}\n" in page
        assert all(f"| `{name}` |" in page for name in view.parameters)
    measured = document("docs/reference/measures.md").text
    for measure in MEASURES.values():
        section = measured.split(f"\n### {measure.name}\n")[1].split("\n### ")[0]
        assert "| formula | `" in section
        assert "| reference | " in section
        assert all(f"| `{parameter.name}` |" in section for parameter in measure.parameters)


def test_every_analysis_of_a_network_is_documented_with_its_definitions() -> None:
    page = document("docs/reference/measures.md").text
    paths = http.application().openapi()["paths"]
    for name, (route, _) in measures.ANALYSES.items():
        section = page.split(f"\n### {name}\n")[1].split("\n### ")[0]
        assert "| formula | `" in section
        assert f"/api/v1/networks/{{view}}/{route.partition('?')[0]}" in paths
    described = {route.partition("?")[0] for route, _ in measures.ANALYSES.values()}
    of_views = {path.partition("{view}/")[2] for path in paths if "/networks/{view}/" in path}
    assert of_views - described == {"centrality/{measure}", "bridging"}  # measures of nodes; gaps-and-bridging.md


def test_what_a_directed_network_changes_stands_in_a_row_of_its_own() -> None:
    section = document("docs/reference/measures.md").text.split("\n### shortest paths\n")[1].split("\n### ")[0]
    assert "| direction | undirected: " in section
    assert "| direction, directed | directed: along the edges |" in section


def test_every_error_is_documented() -> None:
    page = document("docs/reference/errors.md").text
    for kind in errors.error_classes():
        assert f"| `{kind.__name__}` |" in page


def test_every_command_and_option_is_documented() -> None:
    page = document("docs/reference/command-line.md").text
    for name, (_, parser) in command_line.commands().items():
        section = page.split(f"\n## valuechain {name}\n")[1].split("\n## ")[0]
        for option in re.findall(r"--[a-z-]+", parser.format_help()):
            assert option == "--help" or option in section


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_query_text_has_a_header(folder: str) -> None:
    queries = catalog.queries(folder)
    assert {path.stem for path in (ROOT / "cypher" / folder).glob("*.cypher")} == set(queries)
    for query in queries.values():
        assert query.title
        assert query.description
        stated = {parameter.name for parameter in query.parameters}
        used = set(re.findall(r"\$(\w+)", query.text))
        assert used <= stated, f"{folder}/{query.name}"
        assert folder == "views" or used == stated, (
            f"{folder}/{query.name}"
        )  # a view's parameters say how it is rolled up
        assert all(parameter.meaning for parameter in query.parameters)


def test_every_library_query_and_view_names_its_columns_and_example() -> None:
    assert all(query.columns for folder in ("library", "views") for query in catalog.queries(folder).values())
    for query in catalog.queries("library").values():
        assert set(query.example) == {parameter.name for parameter in query.parameters}


def test_no_query_text_lies_outside_the_folders() -> None:
    assert {path.parent.name for path in (ROOT / "cypher").rglob("*.cypher")} == set(FOLDERS)


# --- nothing is named that is not there


@each_document
def test_links_lead_somewhere(page: Document) -> None:
    for target in page.links():
        if target.startswith(("https://", "http://")):
            continue
        file, _, anchor = unquote(target).partition("#")
        path = (page.path.parent / file).resolve() if file else page.path
        assert path.exists(), f"{page.name} links to {target}"
        assert path.is_relative_to(ROOT), f"{page.name} links out of the repository: {target}"
        if anchor:
            text = path.read_text(encoding="utf-8")
            assert anchor in Document(path, text).anchors(), f"{page.name} links to {target}"


@each_document
def test_files_and_folders_that_are_named_exist(page: Document) -> None:
    for name in page.repository_paths():
        if not name.startswith("../"):
            assert (ROOT / name).exists() or (page.path.parent / name).exists(), f"{page.name} names {name}"


@each_document
def test_variables_that_are_named_exist(page: Document) -> None:
    other = document("docs/reference/settings.md").text
    for name in VARIABLE.findall(page.text):
        known = name in settings_variables() or f"| `{name}` |" in other
        assert known or name.startswith("NEO4J_server_"), f"{page.name} names {name}"


@each_document
def test_library_queries_and_commands_that_are_named_exist(page: Document) -> None:
    commands = command_line.commands()
    for block in page.blocks("sh"):
        for command, rest in re.findall(r"^\S*valuechain (\w+)(.*)$", block, re.MULTILINE):
            longer = f"{command} {rest.split()[0]}" if rest.split() else command
            command = longer if longer in commands else command  # noqa: PLW2901  `load network` is one command
            assert command in commands, f"{page.name}: valuechain {command}"
            name = re.match(r" ([a-z][a-z-]+)(?: |$)", rest)
            if command == "query" and name:
                assert name[1] in catalog.queries("library"), f"{page.name}: valuechain query{rest}"
            _, parser = commands[command]
            for option in re.findall(r"(?<=\s)--?[a-z][a-z-]*", rest.partition("#")[0]):
                assert option in parser.format_help(), f"{page.name}: valuechain {command} {option}"


@each_document
def test_make_targets_that_are_named_exist(page: Document) -> None:
    targets = re.findall(r"^([a-z0-9_-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"`make ([a-z][a-z0-9]*)", page.text)
    named += [
        target
        for block in page.blocks("sh")
        for target in re.findall(r"^(?:\S+=\S+ )*make ([a-z0-9]+)", block, re.MULTILINE)
    ]
    assert set(named) <= set(targets), page.name


@each_document
def test_nothing_is_left_to_be_filled_in(page: Document) -> None:
    assert not re.search(r"\b(?:TBM|TBD|TODO|FIXME|XXX)\b", page.text), page.name


def test_the_index_names_every_page() -> None:
    index = document("docs/README.md")
    linked = {(index.path.parent / target.partition("#")[0]).resolve() for target in index.links()}
    pages = set((ROOT / "docs").rglob("*.md")) - {index.path}
    assert not {path.name for path in pages - linked}


def test_pictures_are_in_the_repository_and_used() -> None:
    pictures = set((ROOT / "docs" / "images").glob("*"))
    used = {(page.path.parent / target).resolve() for page in DOCUMENTS for target in page.links()}
    assert not {path.name for path in pictures - used}
