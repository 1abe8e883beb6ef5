"""Every notebook runs from its first cell to its last, and says what the documentation says it does."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS_A_CELL = 240  # loading the seed takes under 10 s; a loaded CI machine gets more

pytestmark = [
    pytest.mark.notebook,
    # The kernel's client warns of what its own libraries do; a notebook is judged by its cells.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def _executed(path: Path) -> Any:
    """The notebook after a run in this Python, with the clone on its path. Raises `CellExecutionError`."""
    client = NotebookClient(_read(path), timeout=SECONDS_A_CELL, resources={"metadata": {"path": str(ROOT)}})
    client.create_kernel_manager()
    assert client.km is not None
    assert client.km.kernel_spec is not None
    client.km.kernel_spec.argv[0] = sys.executable  # a kernelspec may name the Python of another environment
    return client.execute()


def _printed(notebook: Any) -> list[str]:
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in cells]


def _pictures(notebook: Any) -> list[str]:
    outputs = (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    return [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]


@pytest.fixture(scope="module")
def first_questions() -> Any:
    return _executed(ROOT / "notebooks" / "first-questions.ipynb")


@pytest.fixture(scope="module")
def answers(first_questions: Any) -> Mapping[str, Any]:
    """What the last answering cell prints as JSON."""
    printed = (text for text in reversed(_printed(first_questions)) if text.startswith("{"))
    found: dict[str, Any] = json.loads(next(printed))
    return found


def test_four_countries_took_part_in_both_projects(answers: Mapping[str, Any]) -> None:
    assert answers["countries in both"] == ["country:DE", "country:ES", "country:HU", "country:PL"]


def test_spain_has_the_highest_betweenness(answers: Mapping[str, Any]) -> None:
    assert answers["highest betweenness"] == "country:ES"


def test_norway_falls_off_without_finland_and_no_country_without_spain(answers: Mapping[str, Any]) -> None:
    assert "country:NO" in answers["cut off without Finland"]
    assert not [node for node in answers["cut off without Spain"] if node.startswith("country:")]


def test_norway_is_four_hops_from_portugal_and_every_route_leads_over_finland(answers: Mapping[str, Any]) -> None:
    assert answers["hops from Portugal to Norway"] == 4
    assert answers["routes"]
    for route in answers["routes"]:
        assert (route[0], route[2], route[-1]) == ("country:PT", "country:FI", "country:NO")


def test_betweenness_agrees_with_networkx_in_the_notebook(first_questions: Any) -> None:
    said = next(text for text in _printed(first_questions) if text.startswith("largest difference"))
    assert float(said.rsplit(":", 1)[1]) < 1e-9


def test_pictures_and_tables_are_drawn(first_questions: Any) -> None:
    shown = _pictures(first_questions)
    assert sum("<svg" in one for one in shown) == 2
    assert sum("<table" in one for one in shown) == 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    """Outputs would show a graph that has changed since; and they make every change look large."""
    for cell in _read(path).cells:
        if cell.cell_type == "code":
            assert not cell.outputs, f"{path.name}: strip the outputs"
            assert cell.execution_count is None


def test_every_notebook_has_a_test_of_its_answers() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["first-questions"]
