"""How long requests take while the service computes: the exact betweenness of a large network, and cheap questions.

    python -m benchmarks.service_latency                     # 9,000 nodes, 60,000 edges, about two minutes
    python -m benchmarks.service_latency --nodes 3000 --edges 20000 --seconds 10

Starts the service in a process of its own on a free port of this machine, with the seed pack in a temporary folder
and a generated network (preferential attachment, seed 1) among its views. One client asks a mix of cheap requests, one
after the other: first while the service is idle, then while a job computes the betweenness, which is begun anew as
often as it ends. Printed are the median and the 99th percentile of both, and their ratio; the goal is a 99th percentile
below three times the idle one. A machine with other work on it measures that work.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np

API = "/api/v1"
CHEAP = (
    "/health",
    f"{API}/entities/project:knowhub",
    f"{API}/networks/participation/paths?source=country:PT&target=country:NO",
    f"{API}/networks/countries/centrality/degree",
    f"{API}/entities?q=bio&limit=5",
)
LARGE = f"{API}/networks/countries/centrality/betweenness?projection=newman"  # stands for the generated network


def serve(port: int, nodes: int, edges: int, folder: str) -> None:
    """The service: in the place of one view stands a large network."""
    import uvicorn

    from api.app import create_app
    from api.opening import open_configured
    from api.settings import Settings
    from benchmarks.first_analyses import two_mode
    from graph.ontology import read_ontology
    from loaders.seed import load_seed

    settings = Settings(valuechain_data=Path(folder), valuechain_wait_seconds=0.0)
    ontology = read_ontology()
    store = open_configured(settings, ontology)
    try:
        load_seed(store, ontology)
        app = create_app(settings, store, ontology)
        networks = app.state.explorer.networks
        generated = two_mode(nodes, edges)
        networks.projection("countries", {"projection": "newman"})
        key = next(key for key, made in networks._made.items() if made.parameters.get("projection") == "newman")
        networks._made[key] = generated
        uvicorn.run(app, port=port, log_level="warning", access_log=False)
    finally:
        store.close()


def asked(base: str, path: str, method: str = "GET") -> tuple[int, dict[str, Any]]:
    """Status and JSON of an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(base + path, method=method), timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def latencies(base: str, seconds: float, each: float) -> dict[str, list[float]]:
    """Milliseconds of each cheap request, asked in turn for so many seconds, with a pause of `each` between them."""
    found: dict[str, list[float]] = {path: [] for path in CHEAP}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for path in CHEAP:
            start = time.perf_counter()
            status, _ = asked(base, path)
            found[path].append(1000 * (time.perf_counter() - start))
            if status != 200:
                raise SystemExit(f"{path} answered {status}.")
            time.sleep(each)
    return found


def main() -> None:
    reads = argparse.ArgumentParser(description="Latency of cheap requests, idle and while an analysis runs.")
    reads.add_argument("--nodes", type=int, default=9_000)
    reads.add_argument("--edges", type=int, default=60_000)
    reads.add_argument("--seconds", type=float, default=30.0, help="how long each of the two is measured")
    reads.add_argument("--pause", type=float, default=0.002, help="seconds between requests")
    reads.add_argument("--serve", nargs=2, metavar=("PORT", "FOLDER"), help=argparse.SUPPRESS)
    given = reads.parse_args()
    if given.serve:
        serve(int(given.serve[0]), given.nodes, given.edges, given.serve[1])
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    size = ("--nodes", str(given.nodes), "--edges", str(given.edges))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.service_latency", *size, "--serve", str(port), f"{folder}/var"]
        service = subprocess.Popen(command)
        try:
            _until_ready(base, service)
            latencies(base, 3.0, given.pause)  # caches and code paths are warm in both
            idle = latencies(base, given.seconds, given.pause)
            jobs = _begin(base)
            busy: dict[str, list[float]] = {path: [] for path in CHEAP}
            end = time.perf_counter() + given.seconds
            while time.perf_counter() < end:
                for path, times in latencies(base, 0.5, given.pause).items():
                    busy[path] += times
                if asked(base, f"{API}/jobs/{jobs[-1]}")[1]["state"] == "finished":
                    jobs.append(_begin(base, len(jobs)))
            last = asked(base, f"{API}/jobs/{jobs[-1]}")[1]
            asked(base, f"{API}/jobs/{jobs[-1]}", "DELETE")
        finally:
            service.terminate()
            service.wait(60)
    print(f"{given.nodes:,} nodes, {given.edges:,} edges; {os.cpu_count()} processors; {len(jobs)} jobs, the last one "
          f"{last['state']} at {100 * (last['progress'] or 0):.0f} % after {last['seconds']:.1f} s\n")  # fmt: skip
    _table(idle, busy)


def _begin(base: str, number: int = 0) -> Any:
    """Begins the betweenness, of another question each time, so that no kept result answers it."""
    status, job = asked(base, LARGE + f"&normalised={'true' if number % 2 else 'false'}")
    if status != 202:
        raise SystemExit(f"The analysis was answered {status}: too quick to measure beside. Take a larger network.")
    return job["id"] if number else [job["id"]]


def _until_ready(base: str, service: subprocess.Popen[bytes]) -> None:
    for _ in range(6000):
        if service.poll() is not None:
            raise SystemExit("The service did not start.")
        try:
            if asked(base, "/ready")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The service was not ready in ten minutes.")


def _table(idle: dict[str, list[float]], busy: dict[str, list[float]]) -> None:
    print("| request | idle p50 (ms) | idle p99 | busy p50 | busy p99 | p99 ratio |\n|---|---:|---:|---:|---:|---:|")
    every = [(path, idle[path], busy[path]) for path in CHEAP]
    every.append(("all", [t for times in idle.values() for t in times], [t for times in busy.values() for t in times]))
    for path, calm, beside in every:
        a, b = np.percentile(calm, [50, 99]), np.percentile(beside, [50, 99])
        name = path.removeprefix(API).split("?")[0]
        numbers = " | ".join(f"{one:.1f}" for one in (*a, *b, b[1] / a[1]))
        print(f"| {name} ({len(calm)}, {len(beside)}) | {numbers} |")


if __name__ == "__main__":
    main()
