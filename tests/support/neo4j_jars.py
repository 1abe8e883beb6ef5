"""The jars of the Neo4j the tests run: which version, where they are kept, how they get there.

They are fetched once with Maven (123 MB, 37 s on two cores) into a cache outside the work tree, so that a fresh clone
or a `make clean` does not fetch them again. The version is written in one place, `tests/neo4j_server/pom.xml`.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from find_java import Java, find_java

POM = Path(__file__).resolve().parent.parent / "neo4j_server" / "pom.xml"
FETCH_SECONDS = 900  # 37 s were measured; a slow line gets 25 times that before we give up

INSTALL_HINT = "Debian/Ubuntu: apt-get install openjdk-17-jre-headless maven; macOS: brew install openjdk@17 maven"


class Neo4jUnavailable(Exception):
    """This machine cannot bring up a Neo4j (no Java, no Maven, no network): a reason to skip, never to fail."""


def neo4j_version(pom: Path = POM) -> str:
    """The exact version the pom pins, e.g. `5.26.30`."""
    found = re.search(r"<neo4j\.version>([^<]+)</neo4j\.version>", pom.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{pom} pins no <neo4j.version>.")
    return found.group(1).strip()


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Where the jars are or will be: `neo4j-<version>` in VALUECHAIN_NEO4J_CACHE or the user's cache."""
    environ = os.environ if environ is None else environ
    chosen = environ.get("VALUECHAIN_NEO4J_CACHE")
    if chosen:
        root = Path(chosen).expanduser()
    else:
        root = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").expanduser() / "valuechain-explorer"
    return root / f"neo4j-{neo4j_version()}"


def is_complete(folder: Path) -> bool:
    """Whether `folder` holds the jars. It appears by one rename, so the entry point's jar stands for all of them."""
    return (folder / f"neo4j-{neo4j_version()}.jar").is_file()


def why_no_jars(environ: Mapping[str, str] | None = None) -> str | None:
    """Why the jars can be neither used nor fetched here, with the command to type; None when they can."""
    environ = os.environ if environ is None else environ
    if find_java(environ) is None:
        return f"no Java 17 or 21 found for Neo4j {neo4j_version()} ({INSTALL_HINT})"
    if is_complete(cache_folder(environ)):
        return None
    if shutil.which("mvn", path=environ.get("PATH")) is None:
        return f"no Maven (mvn) found to fetch Neo4j {neo4j_version()} ({INSTALL_HINT})"
    return None


def fetch(java: Java, environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the jars, fetched if they are not there yet.

    They are gathered in a folder beside the final one and renamed into place: an interrupted fetch leaves nothing that
    looks complete, and of two fetches at once one wins and the other's copy is dropped.
    Raises `Neo4jUnavailable` with what Maven said.
    """
    environ = os.environ if environ is None else environ
    folder = cache_folder(environ)
    if is_complete(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(f"fetching Neo4j {neo4j_version()} for the tests, once (about 125 MB) into {folder}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=folder.parent) as gathering:
        gathered = Path(gathering) / "jars"
        _copy_dependencies(java, gathered, environ)
        if folder.exists() and not is_complete(folder):
            shutil.rmtree(folder)
        with contextlib.suppress(OSError):  # somebody else's fetch was faster
            gathered.rename(folder)
    if not is_complete(folder):
        raise Neo4jUnavailable(f"Maven ended well, but {folder} holds no neo4j-{neo4j_version()}.jar.")
    return folder


def _copy_dependencies(java: Java, target: Path, environ: Mapping[str, str]) -> None:
    command = [
        *("mvn", "-q", "-B", "-C", "-f", str(POM)),  # -C: a jar whose checksum is wrong is an error
        *("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={target}"),
    ]
    try:
        done = subprocess.run(
            command,
            env={**environ, "JAVA_HOME": str(java.home)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=FETCH_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise Neo4jUnavailable(f"no Maven (mvn) found ({INSTALL_HINT})") from None
    except subprocess.TimeoutExpired:
        raise Neo4jUnavailable(f"Maven did not fetch Neo4j within {FETCH_SECONDS} s.") from None
    if done.returncode != 0:
        said = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line] or ["(nothing)"]
        raise Neo4jUnavailable(f"Maven could not fetch Neo4j {neo4j_version()}; it said: {said[0].strip()}")


def fetch_or_say_why() -> int:
    """For `make test`: fetches before the tests run, or says in one line why not. Never fails the run."""
    if os.environ.get("NEO4J_TEST_URI"):
        return 0
    reason = why_no_jars()
    java = find_java()
    if reason is None and java is not None:
        try:
            fetch(java)
        except Neo4jUnavailable as error:
            reason = str(error)
    if reason:
        print(f"Neo4j tests will be skipped: {reason}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--present"]:  # for scripts/system_needs.sh: no Maven is needed then
        sys.exit(0 if is_complete(cache_folder()) else 1)
    sys.exit(fetch_or_say_why())
