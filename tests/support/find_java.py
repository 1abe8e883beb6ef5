"""Finds a Java that Neo4j 5.26 runs on (17 or 21), wherever this machine keeps it.

`java` on the path is often another version (Neo4j does not start on 25), so every usual place is asked for its version.
What to type when there is none is said by `neo4j_jars.why_no_jars` and `scripts/system_needs.sh`, not here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

SUPPORTED = (17, 21)  # what Neo4j 5.26 LTS is released for

_PLACES = (  # glob patterns of Java homes: Debian/Ubuntu, Fedora, macOS, Homebrew on Apple silicon and Intel
    "/usr/lib/jvm/*",
    "/opt/java/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*",
    "/usr/local/opt/openjdk*",
)


@dataclass(frozen=True)
class Java:
    """One Java on this machine: its program and its major version (17 for 17.0.15)."""

    program: Path
    major: int

    @property
    def home(self) -> Path:
        """The folder to hand to Maven as JAVA_HOME."""
        return self.program.resolve().parent.parent


def major_version(printed: str) -> int | None:
    """The major version in what `java -version` printed; None when it printed none. Old style 1.8.0 is 8."""
    found = re.search(r'version "(\d+)(?:\.(\d+))?', printed)
    if not found:
        return None
    first = int(found.group(1))
    return int(found.group(2) or 0) if first == 1 else first


def candidates(environ: Mapping[str, str] | None = None, places: Iterable[str] = _PLACES) -> list[Path]:
    """Java programs to ask, best guess first: JAVA_HOME, the path, then the usual folders. Each only once."""
    environ = os.environ if environ is None else environ
    programs: list[Path] = []
    if environ.get("JAVA_HOME"):
        programs.append(Path(environ["JAVA_HOME"]) / "bin" / "java")
    on_path = shutil.which("java", path=environ.get("PATH"))
    if on_path:
        programs.append(Path(on_path))
    for pattern in places:
        root = Path("/")
        programs.extend(home / "bin" / "java" for home in sorted(root.glob(pattern.lstrip("/"))))
    unique = {program.resolve(): program for program in reversed(programs) if os.access(program, os.X_OK)}
    return [program for program in programs if unique.get(program.resolve()) is program]


def version_of(program: Path) -> int | None:
    """Asks `program -version`. None when it does not run (macOS has a `java` that only offers a download)."""
    try:
        asked = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return major_version(asked.stderr + asked.stdout) if asked.returncode == 0 else None


def find_java(environ: Mapping[str, str] | None = None, places: Iterable[str] = _PLACES) -> Java | None:
    """The first Java of a supported version, or None."""
    for program in candidates(environ, places):
        major = version_of(program)
        if major in SUPPORTED:
            return Java(program, major)
    return None


if __name__ == "__main__":  # for scripts/system_needs.sh
    java = find_java()
    if java:
        print(java.program)
    sys.exit(0 if java else 1)
