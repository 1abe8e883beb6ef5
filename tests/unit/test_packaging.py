"""What is installed is what is in the repository, and the locks pin all of it without naming where it comes from."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from compose import ROOT

from api.explorer import VERSION

PACKAGES = ("api", "graph", "loaders", "cypher")
LOCKS = ("run", "test")


def pins(name: str) -> dict[str, str]:
    """Package → version and hashes of one lock."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    return {entry.split("==")[0]: entry.split("==", 1)[1] for entry in entries}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel, built with what the environment already has (no network)."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("valuechain_explorer-*.whl")
    return set(zipfile.ZipFile(built).namelist())


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: set[str]) -> None:
    """Hatchling silently leaves out whatever git ignores."""
    there = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    }
    packed = {name for name in wheel if ".dist-info/" not in name}
    assert packed == there


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


def test_the_wheel_carries_licence_and_notice(wheel: set[str]) -> None:
    assert {Path(name).name for name in wheel if "/licenses/" in name} == {"LICENSE", "NOTICE"}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_with_hashes_and_names_no_address(name: str) -> None:
    assert "://" not in (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    for package, pin in pins(name).items():
        assert "--hash=sha256:" in pin, f"{package} has no hash in {name}.lock"


def test_the_test_lock_pins_what_the_run_lock_pins() -> None:
    run, test = pins("run"), pins("test")
    assert {package: test.get(package) for package in run} == run


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_hold_every_dependency_that_is_declared(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = list(project["dependencies"])
    if name == "test":
        extras = project["optional-dependencies"]  # peers of the benchmarks and GPL packages: who wants them
        declared += [line for extra, lines in extras.items() if extra not in ("bench", "leiden") for line in lines]
    names = {re.split(r"[<>=!\[; ]", line)[0].lower() for line in declared}
    assert names <= set(pins(name)), "type make lock"


def test_swagger_ui_and_vis_network_come_out_of_packages() -> None:
    from importlib.resources import files

    swagger = files("fastapi_swagger.resources")
    assert {"swagger-ui-bundle.js", "swagger-ui.css"} <= {entry.name for entry in swagger.iterdir()}
    assert (files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").is_file()
