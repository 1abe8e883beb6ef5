"""A real Neo4j for the tests, without Docker: started on a free loopback port, stopped by its process id.

`Neo4jServer.start()` fetches the jars if need be (`neo4j_jars`), or uses the running server that `NEO4J_TEST_URI`
names. As a program (`make neo4j`) it starts one to try things on and stops it at Ctrl-C.
What the suite does with it (fixtures, skipping) is in `tests/conftest.py`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import neo4j
from find_java import find_java
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from neo4j_jars import Neo4jUnavailable, fetch, neo4j_version, why_no_jars

__all__ = ["Neo4jFailed", "Neo4jServer", "Neo4jUnavailable", "free_port", "why_no_neo4j"]

START_SECONDS = 120  # 6.5 s were measured on two idle cores; a loaded CI machine gets more
STOP_SECONDS = 30  # a checkpoint at the end; then the process is killed

SETTINGS: dict[str, str] = {
    # Little memory: about 310 MB resident with these.
    "server.memory.heap.initial_size": "128m",
    "server.memory.heap.max_size": "512m",
    "server.memory.pagecache.size": "64m",
    "db.tx_log.preallocate": "false",  # else 256 MB of empty log a start
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "db.transaction.timeout": "30s",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",  # a stop takes 0.4 s; with the default, 10 s
}

_OPENS = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch", "java.lang")]
_JVM = [*_OPENS, "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]


class Neo4jFailed(Exception):
    """A Neo4j that should have come up did not, or may not be used: a reason to fail, never to skip."""


def why_no_neo4j(environ: Mapping[str, str] | None = None) -> str | None:
    """Why no Neo4j can be had here, with the command to type (a skip reason); None when one can."""
    environ = os.environ if environ is None else environ
    return None if environ.get("NEO4J_TEST_URI") else why_no_jars(environ)


def free_port() -> int:
    """A loopback port nobody listens on just now. Somebody may take it before we do: `start` then tries another."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Neo4jServer:
    """A Neo4j that the tests may write to: `uri`, `username`, `password`, `database`.

    `ours` tells a server that was started here, and so can be stopped and restarted, from one of `NEO4J_TEST_URI`.
    A context manager: leaving it stops the server and removes its folder, or empties the server it was given.
    """

    database = "neo4j"  # Community has this one only

    def __init__(self, uri: str, username: str, password: str) -> None:
        """Names a server that is running already; `start` is the way to get one."""
        self.uri = uri
        self.username = username
        self.password = password
        self._home: Path | None = None
        self._command: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        port: int | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Self:
        """A server that answers over Bolt and holds nothing.

        `settings` are lines of neo4j.conf over `SETTINGS`. Raises `Neo4jUnavailable` where the machine lacks something
        and `Neo4jFailed` when the server does not come up, or is somebody's and not empty.
        """
        environ = os.environ if environ is None else environ
        if environ.get("NEO4J_TEST_URI"):
            server = cls(
                environ["NEO4J_TEST_URI"],
                environ.get("NEO4J_TEST_USERNAME") or "neo4j",
                environ.get("NEO4J_TEST_PASSWORD") or "",
            )
            server._refuse_unless_empty()
            return server
        reason = why_no_jars(environ)
        java = find_java(environ)
        if reason or java is None:
            raise Neo4jUnavailable(reason or "no Java 17 or 21 found")
        jars = fetch(java, environ)
        for attempt in range(3):
            server = cls._prepare(java.program, jars, port or free_port(), settings or {})
            try:
                server.start_again()
            except Neo4jFailed as error:
                server.close()
                if attempt == 2 or port is not None or "already in use" not in str(error):
                    raise
            except BaseException:
                server.close()
                raise
            else:
                return server
        raise AssertionError("unreachable: the third attempt returns or raises")

    @property
    def ours(self) -> bool:
        """Whether we started it (and so may stop it)."""
        return self._home is not None

    @property
    def pid(self) -> int | None:
        """The process id while it runs, if it is ours."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def driver(self) -> neo4j.Driver:
        """A driver of its own for the caller, who closes it."""
        return neo4j.GraphDatabase.driver(self.uri, auth=(self.username, self.password), connection_timeout=5)

    def wipe(self) -> None:
        """Removes all nodes, relations, constraints and indexes, so that one test leaves nothing to the next."""
        with self.driver() as driver, driver.session(database=self.database) as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
            for kind, names in self._schema(session).items():
                for name in names:
                    session.run(f"DROP {kind} `{name.replace('`', '``')}` IF EXISTS").consume()

    def stop(self, *, abruptly: bool = False) -> None:
        """Stops the process and keeps port and data: SIGTERM, a wait, then SIGKILL. `abruptly`: as in a power cut."""
        self._must_be_ours("stopped")
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGKILL if abruptly else signal.SIGTERM)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def start_again(self) -> None:
        """Starts the stopped process on the same port and data and waits until Bolt answers."""
        home = self._must_be_ours("started")
        if self.pid is not None:
            return
        with (home / "logs" / "console.log").open("ab") as console:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the tests: they stop the server when they are done
            )
        self._wait_until_it_answers(self._process)

    def restart(self) -> None:
        """Stops and starts it on the same port and data."""
        self.stop()
        self.start_again()

    def close(self) -> None:
        """Ends the use: stops our own server and removes its folder; empties one that was lent to us."""
        if self._home is None:
            self.wipe()
            return
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @classmethod
    def _prepare(cls, java: Path, jars: Path, port: int, settings: Mapping[str, str]) -> Self:
        """Lays out a home folder with configuration and password; starts nothing."""
        home = Path(tempfile.mkdtemp(prefix="valuechain-neo4j-"))
        for folder in ("conf", "data", "logs", "import", "plugins", "run", "lib"):
            (home / folder).mkdir()
        lines = {**SETTINGS, "server.bolt.listen_address": f"127.0.0.1:{port}", **settings}
        text = "".join(f"{name}={value}\n" for name, value in lines.items())
        (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
        server = cls(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_hex(16))
        server._home = home
        run = [str(java), *_JVM, "-cp", f"{jars}/*"]
        server._command = [
            *_dies_with_us(),
            *(*run, "-Xmx512m", "org.neo4j.server.CommunityEntryPoint"),
            *(f"--home-dir={home}", f"--config-dir={home / 'conf'}"),
        ]
        # Only before the first start: afterwards this command changes nothing.
        told = subprocess.run(
            [*run, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", server.password],
            env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
        if told.returncode != 0:
            shutil.rmtree(home, ignore_errors=True)
            raise Neo4jFailed(f"Neo4j did not take the initial password: {told.stdout}{told.stderr}")
        return server

    def _must_be_ours(self, doing: str) -> Path:
        if self._home is None:
            raise Neo4jFailed(f"{self.uri} comes from NEO4J_TEST_URI and is not {doing} by the tests.")
        return self._home

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        with self.driver() as driver:
            while time.monotonic() < deadline:
                if process.poll() is not None:
                    raise Neo4jFailed(f"Neo4j ended with code {process.returncode}: {self._last_words()}")
                try:
                    driver.verify_connectivity()
                except AuthError as error:
                    raise Neo4jFailed(f"{self.uri} is not the server that was started: {error.message}") from error
                except (DriverError, Neo4jError, OSError):
                    time.sleep(0.1)
                else:
                    return
        self.stop()
        raise Neo4jFailed(f"Neo4j did not answer on {self.uri} within {START_SECONDS} s: {self._last_words()}")

    def _last_words(self) -> str:
        home = self._must_be_ours("read")
        lines = (home / "logs" / "console.log").read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-20:])

    def _refuse_unless_empty(self) -> None:
        """The suite wipes the server between tests: nobody else's data may be on it."""
        try:
            with self.driver() as driver, driver.session(database=self.database) as session:
                record = session.run("MATCH (n) RETURN count(n) AS nodes").single(strict=True)
                nodes, schema = int(record["nodes"]), self._schema(session)
        except AuthError as error:
            raise Neo4jFailed(
                f"NEO4J_TEST_URI {self.uri} refuses user {self.username!r}: set NEO4J_TEST_PASSWORD "
                "(and NEO4J_TEST_USERNAME, if it is not neo4j)."
            ) from error
        except (DriverError, Neo4jError, OSError, ValueError) as error:
            raise Neo4jFailed(
                f"NEO4J_TEST_URI {self.uri} does not answer ({error}). Start that server, or unset NEO4J_TEST_URI: "
                "the tests then start a Neo4j of their own."
            ) from error
        if nodes or any(schema.values()):
            named = ", ".join(name for names in schema.values() for name in names) or "none"
            raise Neo4jFailed(
                f"NEO4J_TEST_URI {self.uri} is not empty ({nodes} nodes; constraints and indexes: {named}). "
                "The tests delete everything on the server they use: name an empty one, or unset NEO4J_TEST_URI."
            )

    @staticmethod
    def _schema(session: neo4j.Session) -> dict[str, list[str]]:
        """What somebody defined: constraints, and indexes no constraint owns (lookup indexes are Neo4j's own)."""
        constraints = session.run("SHOW CONSTRAINTS YIELD name RETURN name").value("name")
        indexes = session.run(
            "SHOW INDEXES YIELD name, type, owningConstraint "
            "WHERE type <> 'LOOKUP' AND owningConstraint IS NULL RETURN name"
        ).value("name")
        return {"CONSTRAINT": constraints, "INDEX": indexes}


def _dies_with_us() -> list[str]:
    """Where Linux's setpriv is at hand: the server gets SIGTERM should the tests be killed before they can stop it."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def main() -> int:
    """Starts a Neo4j on 7687 (or a free port), prints how to reach it, and stops it at Ctrl-C or SIGTERM."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with socket.socket() as probe:
        port = free_port() if probe.connect_ex(("127.0.0.1", 7687)) == 0 else 7687
    try:
        with contextlib.suppress(KeyboardInterrupt), Neo4jServer.start(environ, port=port) as server:
            print(f"Neo4j {neo4j_version()} is up, empty; Ctrl-C stops it and forgets its data. In another terminal:")
            print(f"  export NEO4J_URI={server.uri} NEO4J_USERNAME={server.username} NEO4J_PASSWORD={server.password}")
            print("  make run", flush=True)
            signal.pause()
    except (Neo4jUnavailable, Neo4jFailed) as error:
        print(f"No Neo4j: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
