"""The embedded store as a neighbour of other processes: who holds it, what a death leaves behind, what opens again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_pack import COOPERATION, write_pack

from graph.errors import QueryTimeout, StoreBroken, StoreLocked, StoreUnavailable
from graph.ontology import Ontology
from graph.stores import EMPTY, Batch, NodeRecord, content_hash, open_store
from loaders.run import load_pack

ROOT = Path(__file__).resolve().parents[2]
NORWAY = NodeRecord("country:NO", "Country", {"name": "Norway", "source_ids": []})
OPENING = """
    import sys
    from pathlib import Path
    from graph.ontology import read_ontology
    from graph.stores import open_store
    ontology = read_ontology()
    store = open_store(ontology, data=Path(sys.argv[1]))
"""
ENDLESS = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a * b AS c RETURN sum(c) AS total"


@pytest.fixture
def data(tmp_path: Path, prepared_folder: Path) -> Path:
    """A data folder with an empty store in it."""
    shutil.copytree(prepared_folder, tmp_path / "data/store")
    return tmp_path / "data"


@contextmanager
def other_process(data: Path, code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Runs code in another Python, after the opening lines; it is killed at the end if it is still there."""
    text = textwrap.dedent(OPENING) + textwrap.dedent(code)
    process = subprocess.Popen(
        [sys.executable, "-c", text, str(data), *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    """The next line it prints."""
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        pytest.fail(f"The other process said nothing: {process.communicate()[1]}")
    return line


def test_what_was_written_is_there_after_reopening(data: Path, ontology: Ontology, tmp_path: Path) -> None:
    store = open_store(ontology, data=data)
    report = load_pack(write_pack(tmp_path / "pack", COOPERATION), store, ontology)
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.read("RETURN 1 AS one")
    store = open_store(ontology, data=data)
    try:
        assert store.version() == content_hash(store, ontology) == report.graph_version
    finally:
        store.close()


def test_a_second_process_is_told_who_holds_the_store(data: Path, ontology: Ontology) -> None:
    store = open_store(ontology, data=data)
    store.announce("http://127.0.0.1:8123")
    try:
        with other_process(data, "print('opened')") as process:
            _, complaint = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "StoreLocked" in complaint
        assert f"held by process {os.getpid()}" in complaint
        assert "Use the service at http://127.0.0.1:8123" in complaint
    finally:
        store.close()


def test_we_are_told_who_holds_the_store(data: Path, ontology: Ontology) -> None:
    with other_process(data, "print('opened', flush=True); sys.stdin.read()") as process:
        assert said(process) == "opened"
        with pytest.raises(StoreLocked) as caught:
            open_store(ontology, data=data)
        assert f"held by process {process.pid}" in caught.value.detail
        assert caught.value.next_step == f"Wait until it has finished, or stop it (kill {process.pid})."
        assert caught.value.address == ""
        process.kill()  # however it dies, the store is free
        process.wait()
        open_store(ontology, data=data).close()


def test_a_second_opener_in_one_process_is_refused_too(data: Path, ontology: Ontology) -> None:
    store = open_store(ontology, data=data)
    with pytest.raises(StoreLocked, match=f"process {os.getpid()}"):
        open_store(ontology, data=data)
    store.close()
    open_store(ontology, data=data).close()


def test_two_stores_in_two_folders_live_side_by_side(data: Path, ontology: Ontology, tmp_path: Path) -> None:
    first = open_store(ontology, data=data)
    second = open_store(ontology, data=tmp_path / "elsewhere", query_timeout_s=1)
    try:
        first.write(Batch(nodes=[NORWAY]))
        assert first.schema().labels == {"Country": 1}
        assert second.schema().labels == {}
        assert (first.place, second.place) == (str(data / "store"), str(tmp_path / "elsewhere/store"))
        started = time.monotonic()
        with pytest.raises(QueryTimeout):  # each keeps its own limit
            second.read(ENDLESS)
        assert time.monotonic() - started < 15
    finally:
        first.close()
        second.close()


def test_a_folder_that_is_no_store_says_so(tmp_path: Path, ontology: Ontology) -> None:
    folder = tmp_path / "data/store/graph"
    folder.mkdir(parents=True)
    for name in ("configuration.json", "schema.json", "dictionary.dict"):
        (folder / name).write_text("this is no store")
    with pytest.raises(StoreBroken, match="cannot be opened") as caught:
        open_store(ontology, data=tmp_path / "data")
    assert "Move it away" in caught.value.next_step
    shutil.rmtree(folder)
    open_store(ontology, data=tmp_path / "data").close()  # the lock was let go


@pytest.mark.parametrize("batches", [1, 2, 4])
def test_a_process_killed_in_the_middle_of_a_load_does_no_harm(
    data: Path, ontology: Ontology, tmp_path: Path, batches: int
) -> None:
    pack = write_pack(tmp_path / "pack", COOPERATION)
    code = """
        import os, signal
        from loaders.pack import read_pack
        from loaders.run import load
        write, left = store.write, int(sys.argv[3])
        def dying(batch):
            global left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            write(batch)
        store.write = dying
        load(read_pack(Path(sys.argv[2]), ontology), store, ontology, batch_records=3)
    """
    with other_process(data, code, str(pack), str(batches)) as process:
        _, complaint = process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL, complaint

    undisturbed = open_store(ontology, data=tmp_path / "undisturbed")
    expected = load_pack(pack, undisturbed, ontology).graph_version
    undisturbed.close()
    store = open_store(ontology, data=data)
    try:
        assert store.version() == EMPTY
        assert store.schema().labels["Load"] == 1
        assert load_pack(pack, store, ontology).graph_version == expected
        assert store.version() == expected
    finally:
        store.close()


def test_sigterm_in_the_middle_of_a_query_does_not_crash_the_engine(data: Path, ontology: Ontology) -> None:
    code = f"""
        print("asking", flush=True)
        store.read({ENDLESS!r})
    """
    with other_process(data, code) as process:
        assert said(process) == "asking"
        time.sleep(0.5)
        process.terminate()
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM, complaint
    assert list(data.rglob("jvm-crash*")) == []
    open_store(ontology, data=data).close()


def test_the_engine_writes_nothing_beside_its_folder(data: Path, ontology: Ontology, tmp_path: Path) -> None:
    here = set(Path.cwd().iterdir())
    store = open_store(ontology, data=data)
    store.write(Batch(nodes=[NORWAY]))
    store.close()
    assert set(Path.cwd().iterdir()) <= here
    assert sorted(path.name for path in data.iterdir()) == ["store"]
    assert sorted(path.name for path in (data / "store").iterdir()) == ["graph", "store.lock"]


def test_the_lock_file_names_the_holder_while_it_is_held(data: Path, ontology: Ontology) -> None:
    store = open_store(ontology, data=data)
    held = json.loads((data / "store/store.lock").read_text())
    store.close()
    assert held["pid"] == os.getpid()
    assert (data / "store/store.lock").read_text() == ""


def test_closing_while_others_read_breaks_nobody(data: Path, ontology: Ontology) -> None:
    store = open_store(ontology, data=data)
    outcomes: list[str] = []

    def reading() -> None:
        try:
            while True:
                store.read("MATCH (n:Country) RETURN count(n) AS count")
        except StoreUnavailable:
            outcomes.append("closed")
        except BaseException as fault:
            outcomes.append(repr(fault))

    threads = [threading.Thread(target=reading) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    store.close()
    for thread in threads:
        thread.join()
    assert outcomes == ["closed", "closed"]


BESIDE = """
import sys
from pathlib import Path
import numpy as np
from graph.ontology import read_ontology
from graph.stores import EmbeddedStore

store = EmbeddedStore(Path(sys.argv[1]), read_ontology())
store.read("RETURN 1 AS one")
matrix = np.random.default_rng(1).random((600, 600)) + 600 * np.eye(600)
print(np.allclose(np.linalg.inv(matrix) @ matrix, np.eye(600)))
store.close()
"""


def test_large_matrices_are_inverted_on_the_main_thread_beside_the_store(tmp_path: Path) -> None:
    """Java once guarded the main thread's stack so high up that OpenBLAS ran into the guard and ended the process."""
    command = [sys.executable, "-c", BESIDE, str(tmp_path / "store")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
