"""The scripts behind make: they explain themselves, and name the next step when a machine lacks something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from compose import ROOT

SCRIPTS = sorted((ROOT / "scripts").glob("*.sh"))


def program(folder: Path, name: str, script: str) -> Path:
    """A stand-in for a program of the system."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    return path


def tools(folder: Path, *names: str) -> None:
    """Links the system's own tools into `folder`, so that a path of only this folder can still run scripts."""
    folder.mkdir(exist_ok=True)
    for name in names:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)


def run(command: list[str], **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_are_posix_shell(script: Path) -> None:
    assert script.read_text().startswith("#!/bin/sh\n")
    assert run(["sh", "-n", str(script)], PATH=os.environ["PATH"]).returncode == 0


def test_make_alone_explains_every_target() -> None:
    shown = run(["make"], PATH=os.environ["PATH"])
    assert shown.returncode == 0
    targets = [line.split(":")[0] for line in (ROOT / "Makefile").read_text().splitlines() if ": ## " in line]
    assert {"run", "test", "lint", "bench", "clean", "neo4j"} <= set(targets)
    assert all(f"\n  {target} " in shown.stdout for target in targets)


def test_this_python_will_do_and_says_nothing() -> None:
    asked = run([sys.executable, "scripts/check_python.py"], PATH="")
    assert (asked.returncode, asked.stdout) == (0, "")


def test_without_a_python_that_will_do_each_is_named_with_its_fault_and_the_next_step(tmp_path: Path) -> None:
    project = copy_of_scripts(tmp_path / "project")
    tools(tmp_path / "bin", "sh", "dirname", "cat", "cksum")
    program(tmp_path / "bin", "python3", 'echo "is Python 3.9; needed is 3.11 to 3.14"; exit 1\n')
    program(tmp_path / "bin", "python3.12", 'echo "has no venv module: type apt-get"; exit 1\n')
    asked = subprocess.run(
        ["sh", "scripts/environment.sh", "run"],
        cwd=project,
        env={"PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert "python3 is Python 3.9" in asked.stderr
    assert "python3.12 has no venv module" in asked.stderr
    assert "apt-get install python3 python3-venv" in asked.stderr
    assert not (project / ".venv").exists()


def test_an_environment_somebody_else_made_is_not_removed(tmp_path: Path) -> None:
    project = copy_of_scripts(tmp_path / "project")
    (project / ".venv").mkdir()
    (project / ".venv" / "precious").write_text("")
    asked = run(["sh", str(project / "scripts" / "environment.sh"), "run"], PATH=os.environ["PATH"])
    assert asked.returncode == 1
    assert "was not made by make" in asked.stderr
    assert (project / ".venv" / "precious").exists()


def copy_of_scripts(project: Path) -> Path:
    (project / "requirements").mkdir(parents=True)
    shutil.copytree(ROOT / "scripts", project / "scripts")
    shutil.copy(ROOT / "pyproject.toml", project)
    for lock in (ROOT / "requirements").glob("*.lock"):
        shutil.copy(lock, project / "requirements")
    return project


def test_what_the_tests_lack_is_named_in_one_line_with_the_command_and_is_no_failure(tmp_path: Path) -> None:
    tools(tmp_path / "bin", "sh", "dirname", "uname")
    nothing = program(tmp_path / "bin", "none", "exit 1\n")
    asked = run(
        ["sh", "scripts/system_needs.sh"], PATH=str(tmp_path / "bin"), PYTHON=str(nothing), VALUECHAIN_INSTALL="no"
    )
    assert asked.returncode == 0
    (line,) = asked.stderr.splitlines()
    assert line.startswith("Missing: Chromium Java Maven; the tests that need it are skipped.")
    assert "install" in line.split("type: ")[1]


def test_nothing_is_said_when_nothing_is_missing(tmp_path: Path) -> None:
    tools(tmp_path / "bin", "sh", "dirname")
    everything = program(tmp_path / "bin", "all", "exit 0\n")
    asked = run(["sh", "scripts/system_needs.sh"], PATH=str(tmp_path / "bin"), PYTHON=str(everything))
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")


def test_root_on_debian_installs_only_what_is_missing_and_never_asks(tmp_path: Path) -> None:
    log = tmp_path / "log"
    tools(tmp_path / "bin", "sh", "dirname", "mktemp", "tail", "rm", "touch")
    program(tmp_path / "bin", "uname", "echo Linux\n")
    program(tmp_path / "bin", "id", "echo 0\n")
    (tmp_path / "os-release").write_text("ID=debian\n")
    program(tmp_path / "bin", "apt-get", f'echo "$DEBIAN_FRONTEND $*" >>{log}\ntouch {tmp_path}/installed\n')
    chromium = f"case $1 in *find_chromium*) [ -e {tmp_path}/installed ];; *) exit 0;; esac\n"
    python = program(tmp_path / "bin", "fake", chromium)
    asked = run(
        ["sh", "scripts/system_needs.sh"],
        PATH=str(tmp_path / "bin"),
        PYTHON=str(python),
        OS_RELEASE=str(tmp_path / "os-release"),
    )
    assert asked.returncode == 0
    assert asked.stderr == "Installing for the tests: Chromium ...\n"
    lines = log.read_text().splitlines()
    assert all(line.startswith("noninteractive -qq -y") for line in lines)
    assert lines[-1].endswith("install --no-install-recommends chromium")
    assert not any("openjdk" in line or "maven" in line for line in lines)
