"""The jars of the test server are fetched once, completely or not at all, outside the work tree."""

from pathlib import Path

import neo4j_jars
import pytest
from find_java import Java
from neo4j_jars import Neo4jUnavailable, cache_folder, fetch, is_complete, neo4j_version, why_no_jars
from neo4j_server import Neo4jFailed, Neo4jServer, why_no_neo4j

JAVA = Java(Path("/nowhere/bin/java"), 17)


def maven(folder: Path, script: str) -> dict[str, str]:
    """An environment whose mvn is `script`; `$out` is the folder it is asked to copy to."""
    folder.mkdir()
    program = folder / "mvn"
    program.write_text(
        '#!/bin/sh\nfor word in "$@"; do case $word in -DoutputDirectory=*) out=${word#*=};; esac; done\n' + script
    )
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin", "VALUECHAIN_NEO4J_CACHE": str(folder.parent / "cache")}


def test_cache_is_in_the_users_cache_unless_another_is_named() -> None:
    version = neo4j_version()
    assert cache_folder({"VALUECHAIN_NEO4J_CACHE": "/somewhere"}) == Path("/somewhere") / f"neo4j-{version}"
    assert cache_folder({"XDG_CACHE_HOME": "/x"}) == Path("/x/valuechain-explorer") / f"neo4j-{version}"
    assert cache_folder({}) == Path.home() / ".cache" / "valuechain-explorer" / f"neo4j-{version}"


def test_the_pom_pins_one_exact_version(tmp_path: Path) -> None:
    assert neo4j_version().count(".") == 2
    assert neo4j_version().replace(".", "").isdigit()
    (tmp_path / "pom.xml").write_text("<project/>")
    with pytest.raises(ValueError, match="pins no"):
        neo4j_version(tmp_path / "pom.xml")


def test_a_fetch_gathers_the_jars_and_a_second_one_does_not_ask_maven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = maven(tmp_path / "bin", f'mkdir -p "$out" && touch "$out/neo4j-{neo4j_version()}.jar"\n')
    monkeypatch.setenv("PATH", environ["PATH"])
    folder = fetch(JAVA, environ)
    assert is_complete(folder)
    (tmp_path / "bin" / "mvn").write_text("#!/bin/sh\nexit 9\n")
    assert fetch(JAVA, environ) == folder


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('mkdir -p "$out" && touch "$out/half.jar"\necho "[ERROR] Could not resolve"\nexit 1\n', "Could not resolve"),
        ('mkdir -p "$out" && touch "$out/other.jar"\n', "holds no neo4j-"),
    ],
)
def test_a_fetch_that_fails_leaves_nothing_that_looks_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    environ = maven(tmp_path / "bin", script)
    monkeypatch.setenv("PATH", environ["PATH"])
    with pytest.raises(Neo4jUnavailable, match=said):
        fetch(JAVA, environ)
    assert not is_complete(cache_folder(environ))
    assert not list((tmp_path / "cache").glob(".fetch-*"))


def test_the_reason_for_no_neo4j_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {"PATH": str(tmp_path), "VALUECHAIN_NEO4J_CACHE": str(tmp_path)}
    monkeypatch.setattr(neo4j_jars, "find_java", lambda environ: JAVA)
    assert "apt-get install" in (why_no_jars(nothing) or "")
    assert "Maven" in (why_no_jars(nothing) or "")
    monkeypatch.setattr(neo4j_jars, "find_java", lambda environ: None)
    assert "no Java 17 or 21" in (why_no_neo4j(nothing) or "")
    assert why_no_neo4j({**nothing, "NEO4J_TEST_URI": "bolt://127.0.0.1:7687"}) is None


def test_a_machine_without_java_is_a_reason_to_skip_and_not_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_jars, "find_java", lambda environ: None)
    with pytest.raises(Neo4jUnavailable, match="no Java"):
        Neo4jServer.start({"PATH": str(tmp_path), "VALUECHAIN_NEO4J_CACHE": str(tmp_path)})


def test_a_named_server_that_does_not_answer_is_a_failure_and_not_a_skip() -> None:
    with pytest.raises(Neo4jFailed, match=r"NEO4J_TEST_URI bolt://127\.0\.0\.1:1 does not answer"):
        Neo4jServer.start({"NEO4J_TEST_URI": "bolt://127.0.0.1:1", "NEO4J_TEST_PASSWORD": "secret"})
