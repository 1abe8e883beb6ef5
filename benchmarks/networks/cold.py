"""The first call of a process: never compiled, with the compiled kernels on disk, and the second call beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from benchmarks.networks.measures import MEASURES

FRESH = """
import json, sys, time
from benchmarks.networks.generators import generated
from benchmarks.networks.ours import MEASURES, build
from benchmarks.networks.peers.common import Built
network = generated(sys.argv[2], quick=sys.argv[3] == "quick")
built = Built(build(network), network)
times = []
for _ in range(2):
    start = time.perf_counter()
    MEASURES[sys.argv[1]].runs[0](built)
    times.append(time.perf_counter() - start)
print(json.dumps(times))
"""


def first_calls(measures: Sequence[str], *, quick: bool = False) -> dict[str, Any]:
    """Prints a row a measure; seconds. Each measure has a folder of its own for the compiled kernels."""
    print("### First calls of a process (s)\n")
    print("| measure | network | never compiled | kernels on disk | second call |\n|---|---|---:|---:|---:|")
    found: dict[str, Any] = {}
    for measure in measures:
        network = "9k" if "9k" in MEASURES[measure].networks else MEASURES[measure].networks[0]
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", FRESH, measure, network, "quick" if quick else "whole"]
            environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
            times = [
                json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
                for _ in range(2)
            ]
        found[measure] = {"never_compiled": times[0][0], "on_disk": times[1][0], "second": times[1][1]}
        print(f"| {measure} | {network} | {times[0][0]:.3g} | {times[1][0]:.3g} | {times[1][1]:.3g} |", flush=True)
    print()
    return found
