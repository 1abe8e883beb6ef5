"""Writes an empty pack to start from: a CSV for each label and relation type of the ontology, and COLUMNS.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.errors import LoadError
from graph.ontology import NodeType, Ontology, Property, RelationType, csv_header
from graph.wording import bound
from loaders.pack import CLAIM_COLUMNS, pack_labels, pack_relations

PACK_YAML = """\
# What this pack is. The name: small letters, digits and hyphens. The name and the title are needed.
name: my-pack
title: ""
licence: ""
attribution: ""
version: "1"
"""


def write_templates(ontology: Ontology, folder: Path) -> int:
    """Writes the templates into `folder` and returns how many files. Raises `LoadError` where a pack is there already.

    Files that stay empty may be deleted or left: a file with a header alone states nothing.
    """
    if (folder / "pack.yaml").exists():
        raise LoadError(f"'{folder}' holds a pack already.", next_step="Name another folder.")
    files = {
        "pack.yaml": PACK_YAML,
        "COLUMNS.md": "\n".join(_columns(ontology)) + "\n",
        "claims.csv": ",".join(CLAIM_COLUMNS) + "\n",
    }
    kinds: dict[str, NodeType | RelationType] = {f"nodes/{name}": node for name, node in pack_labels(ontology).items()}
    kinds |= {f"relations/{name}": relation for name, relation in pack_relations(ontology).items()}
    files |= {f"{name}.csv": ",".join(csv_header(kind)) + "\n" for name, kind in kinds.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(files)


def _columns(ontology: Ontology) -> Iterator[str]:
    yield "# Columns of a pack"
    yield ""
    yield "UTF-8, commas, a header line. One row is one statement by one source. An empty cell is unknown, never 0."
    yield "`source_id` names a row of nodes/Source.csv or nodes/Dataset.csv; `quote` holds the words of the source."
    yield "Rows of one id are merged; where they differ, the first one is shown and each becomes a claim."
    for label, node in pack_labels(ontology).items():
        yield from ("", f"## nodes/{label}.csv", "", node.description, "")
        yield from (f"- `id`: `{node.id_prefix}:…`", "- `name` (required)")
        yield from _properties(node)
    for name, relation in pack_relations(ontology).items():
        yield from ("", f"## relations/{name}.csv", "", relation.description, "")
        yield f"- `source`: id of {_or(relation.source)}"
        yield f"- `target`: id of {_or(relation.target)}"
        yield from _properties(relation)


def _properties(kind: NodeType | RelationType) -> Iterator[str]:
    for spec in kind.properties.values():
        yield f"- `{spec.name}`{' (required)' if spec.required else ''}: {_meaning(spec)}"


def _meaning(spec: Property) -> str:
    parts = [spec.description, spec.type.replace("_", " "), spec.unit]
    if spec.type == "string_list":
        parts.append("parts separated by |")
    if spec.values:
        parts.append(f"one of {', '.join(spec.values)}")
    for word, end in (("at least", spec.minimum), ("at most", spec.maximum)):
        if end is not None:
            parts.append(f"{word} {bound(end)}")
    return "; ".join(part for part in parts if part)


def _or(labels: tuple[str, ...]) -> str:
    return " or ".join(labels)
