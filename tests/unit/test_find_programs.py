"""Java and Chromium are found wherever they are, and only versions that will do are taken."""

from pathlib import Path

import pytest
from find_chromium import find_chromium, why_no_browser
from find_java import candidates, find_java, major_version


def java(home: Path, version: str, exit_code: int = 0) -> Path:
    """A stand-in for java that prints its version as the real one does, on stderr."""
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\nexit {exit_code}\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("printed", "major"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19 LTS', 21),
        ('java version "1.8.0_392"', 8),
        ("The operation couldn't be completed. Unable to locate a Java Runtime.", None),
    ],
)
def test_major_version_is_read_from_what_java_prints(printed: str, major: int | None) -> None:
    assert major_version(printed) == major


def test_a_java_that_is_too_new_is_passed_over_for_one_that_will_do(tmp_path: Path) -> None:
    java(tmp_path / "first", "25.0.1")
    wanted = java(tmp_path / "jvm" / "openjdk-21", "21.0.4")
    found = find_java({"JAVA_HOME": str(tmp_path / "first"), "PATH": ""}, [f"{tmp_path}/jvm/*"])
    assert found is not None
    assert (found.program, found.major, found.home) == (wanted, 21, tmp_path / "jvm" / "openjdk-21")


def test_a_java_that_does_not_run_is_no_java(tmp_path: Path) -> None:
    java(tmp_path / "stub", "17.0.1", exit_code=1)
    assert find_java({"JAVA_HOME": str(tmp_path / "stub"), "PATH": ""}, []) is None


def test_one_java_under_two_names_is_asked_once_and_java_home_goes_first(tmp_path: Path) -> None:
    home = java(tmp_path / "jvm" / "openjdk-17", "17.0.15").parent.parent
    (tmp_path / "jvm" / "default").symlink_to(home)
    asked = candidates({"JAVA_HOME": str(home), "PATH": str(home / "bin")}, [f"{tmp_path}/jvm/*"])
    assert asked == [home / "bin" / "java"]


def test_chromium_on_the_path_is_found_and_playwrights_own_goes_first(tmp_path: Path) -> None:
    system = tmp_path / "bin" / "chromium"
    system.parent.mkdir()
    system.write_text("#!/bin/sh\n")
    system.chmod(0o755)
    environ = {"PATH": str(system.parent), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers")}
    assert find_chromium(environ, []) == system
    own = tmp_path / "browsers" / "chromium-1200" / "chrome-linux" / "chrome"
    own.parent.mkdir(parents=True)
    own.write_text("")
    own.chmod(0o755)
    assert find_chromium(environ, []) == own


def test_a_script_that_only_tells_to_install_the_snap_is_no_chromium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = tmp_path / "chromium-browser"
    stub.write_text("#!/bin/sh\necho Command requires the chromium snap: sudo snap install chromium\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium({"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}, []) is None


def test_the_reason_for_no_browser_says_what_to_type(tmp_path: Path) -> None:
    reason = why_no_browser({"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)})
    if reason is None:
        pytest.skip("this machine has a Chromium among its applications")
    assert "playwright install chromium" in reason
