"""A Neo4j with Graph Data Science in it, a peer of the benchmark: the tests' server, with more memory and plugins.

The jars are fetched once with Maven into the cache beside those of Neo4j; `VALUECHAIN_GDS_JARS` names a folder that
holds them already.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[2] / "tests" / "support"))

from find_java import find_java  # noqa: E402  the tests' own modules, from the folder named above
from neo4j_jars import FETCH_SECONDS, Neo4jUnavailable, cache_folder  # noqa: E402
from neo4j_server import Neo4jFailed, Neo4jServer  # noqa: E402

__all__ = ["GdsServer", "Neo4jFailed", "Neo4jUnavailable", "why_no_gds"]

POM = HERE / "pom.xml"
HEAP = "6g"
OURS = re.compile(r"(.+?)-\d[^/]*\.jar")  # a jar's artifact

SETTINGS = {
    "dbms.security.procedures.unrestricted": "gds.*",
    "dbms.security.allow_csv_import_from_file_urls": "true",
    "server.directories.import": "import",
    "db.transaction.timeout": "0s",  # the benchmark has time limits of its own
    "server.memory.heap.initial_size": "1g",
    "server.memory.heap.max_size": HEAP,
    "server.memory.pagecache.size": "512m",
}


def gds_version() -> str:
    """The version the pom pins."""
    found = re.search(r"<gds\.version>([^<]+)<", POM.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{POM} pins no <gds.version>.")
    return found.group(1)


def gds_folder(environ: Mapping[str, str]) -> Path:
    """Where the jars are or will be."""
    chosen = environ.get("VALUECHAIN_GDS_JARS")
    return Path(chosen) if chosen else cache_folder(environ).parent / f"gds-{gds_version()}"


def why_no_gds(environ: Mapping[str, str] | None = None) -> str | None:
    """Why there can be no GDS here; None when there can."""
    environ = os.environ if environ is None else environ
    if find_java(environ) is None:
        return "no Java 17 or 21"
    if not _complete(gds_folder(environ)) and shutil.which("mvn") is None:
        return "no Maven to fetch it with, and VALUECHAIN_GDS_JARS names no folder that holds it"
    return None


def _complete(folder: Path) -> bool:
    return (folder / f"proc-{gds_version()}.jar").is_file()


def fetched(environ: Mapping[str, str]) -> Path:
    """The folder with the jars of GDS and all they need; fetched where they are not there yet."""
    folder = gds_folder(environ)
    if _complete(folder):
        return folder
    java = find_java(environ)
    if java is None:
        raise Neo4jUnavailable("no Java 17 or 21")
    done = subprocess.run(
        [
            *("mvn", "-q", "-B", "-C", "-f", str(POM)),
            *("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"),
        ],
        env={**environ, "JAVA_HOME": str(java.home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=FETCH_SECONDS,
        check=False,
    )
    if done.returncode != 0 or not _complete(folder):
        raise Neo4jUnavailable(f"Maven could not fetch GDS {gds_version()}: {(done.stdout + done.stderr)[:300]}")
    return folder


class GdsServer(Neo4jServer):
    """A Neo4j of our own that has GDS's procedures too, run as a server is: the whole compiler, a large heap."""

    @classmethod
    def begin(cls) -> Self:
        """A server that answers and holds nothing. Raises `Neo4jUnavailable` and `Neo4jFailed`."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        fetched(environ)
        return cls.start(environ, settings=SETTINGS)

    @classmethod
    def _prepare(cls, java: Path, jars: Path, port: int, settings: Mapping[str, str]) -> Self:
        server = super()._prepare(java, jars, port, settings)
        plugins = server._must_be_ours("prepared") / "plugins"
        brought = {match[1] for jar in jars.glob("*.jar") if (match := OURS.fullmatch(jar.name))}
        for jar in fetched(os.environ).glob("*.jar"):
            match = OURS.fullmatch(jar.name)
            if jar.name.endswith(f"-{gds_version()}.jar") or (match and match[1] not in brought):
                shutil.copy(jar, plugins)
        command: list[str] = []
        for word in server._command:
            if word == f"{jars}/*":
                command.append(f"{jars}/*{os.pathsep}{plugins}/*")
            elif word.startswith("-Xmx"):
                command.append(f"-Xmx{HEAP}")
            elif word == "-XX:+UseSerialGC":
                command.append("-XX:+UseG1GC")  # Neo4j's own choice
            elif word != "-XX:TieredStopAtLevel=1":
                command.append(word)
        server._command = command
        return server

    @property
    def import_folder(self) -> Path:
        """Where `LOAD CSV` reads from."""
        return self._must_be_ours("written to") / "import"
