"""The architecture drawn from the real imports, which `grimp` reads without running the code: Mermaid and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

import grimp

from docs.builders.markdown import block, code, codes, table, together

PACKAGES = ("api", "loaders", "graph", "cypher")
# top to bottom as pyproject.toml's contracts have it; lint-imports holds them
IN_GRAPH = ("export", "analytics", "views", "projection", "lookups", "stores", "catalog", "ontology", "errors")
Ties: TypeAlias = Counter[tuple[str, str]]


def drawn() -> str:
    """The four packages, the inside of `graph`, and tables of the inside of `loaders` and `api`."""
    imports = grimp.build_graph(*PACKAGES, cache_dir=None)
    packages = {module: module.partition(".")[0] for module in imports.modules}
    sizes = Counter(packages.values())
    names = {package: f"{package}<br/>{_modules(sizes[package])}" for package in PACKAGES}
    return together(
        f"{len(packages)} modules. An arrow from A to B: modules of A import modules of B, so many times.",
        _diagram(_ties(imports, packages), names),
        "Inside `graph`; nothing imports upwards:",
        _diagram(*_inside(imports, "graph")),
        "Inside `loaders`:",
        _table("loaders", *_inside(imports, "loaders")),
        "Inside `api`:",
        _table("api", *_inside(imports, "api")),
    )


def _inside(imports: grimp.ImportGraph, package: str) -> tuple[Ties, dict[str, str]]:
    """Ties and names of the parts of a package: its modules, and its sub-packages as wholes."""
    parts = {module: module.split(".")[1] for module in imports.modules if module.startswith(f"{package}.")}
    sizes = Counter(parts.values())
    known = [name for name in IN_GRAPH if package == "graph" and name in sizes]
    order = [*known, *sorted(sizes.keys() - set(known))]
    return _ties(imports, parts), {
        name: f"{name}<br/>{_modules(sizes[name])}" if sizes[name] > 1 else name for name in order
    }


def _modules(count: int) -> str:
    return f"{count} module{'' if count == 1 else 's'}"


def _ties(imports: grimp.ImportGraph, part_of: Mapping[str, str]) -> Ties:
    """How many imports lead from one part to another."""
    ties: Ties = Counter()
    for module, part in part_of.items():
        for imported in imports.find_modules_directly_imported_by(module):
            other = part_of.get(imported)
            if other is not None and other != part:
                ties[part, other] += 1
    return ties


def _diagram(ties: Ties, labels: Mapping[str, str]) -> str:
    place = {name: at for at, name in enumerate(labels)}
    ordered = sorted(ties.items(), key=lambda tie: (place[tie[0][0]], place[tie[0][1]]))
    nodes = [f'    {name}["{label}"]' for name, label in labels.items()]
    arrows = [f"    {source} -->|{count}| {target}" for (source, target), count in ordered]
    return block("\n".join(["flowchart TD", *nodes, *arrows]), "mermaid")


def _table(package: str, ties: Ties, labels: Mapping[str, str]) -> str:
    rows = [
        (code(f"{package}.{name}"), codes(sorted(target for source, target in ties if source == name)))
        for name in labels
    ]
    return table(["Part", "Imports of the same package"], rows)
