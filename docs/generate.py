"""Writes what the documentation derives from the code: `python -m docs.generate`; with `--check` it only compares.

A page is written by hand; what stands in it between `<!-- drawn: NAME -->` and `<!-- end: NAME -->` is made here. The
same code gives the same bytes, and `tests/unit/test_docs.py` holds the pages against it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docs.builders import command_line, errors, http, imports, measures, networks, ontology, settings
from graph.ontology import read_ontology

FOLDER = Path(__file__).parent
MARKED = re.compile(r"(<!-- drawn: (?P<name>[a-z-]+) -->\n).*?(<!-- end: (?P=name) -->)", re.DOTALL)
BEGUN = re.compile(r"<!-- drawn: ([a-z-]+) -->")


def parts() -> Mapping[str, Callable[[], str]]:
    """Every derived part by its name."""
    types = read_ontology()
    return {
        "settings-store": partial(settings.settings, "store"),
        "settings-service": partial(settings.settings, "service"),
        "settings-bounds": partial(settings.settings, "bounds"),
        "settings-door": partial(settings.settings, "door"),
        "door-bounds": settings.door_bounds,
        "pack-bounds": settings.pack_bounds,
        "labels": partial(ontology.labels, types),
        "relations": partial(ontology.relations, types),
        "label-details": partial(ontology.label_details, types),
        "relation-details": partial(ontology.relation_details, types),
        "view-list": networks.view_list,
        "views": networks.views,
        "measures": measures.measures,
        "analyses": measures.analyses,
        "statistics": measures.statistics,
        "library-list": networks.library_list,
        "library": networks.library,
        "route-list": http.route_list,
        "routes": http.routes,
        "error-tree": errors.tree,
        "door-error-tree": errors.door_tree,
        "error-answers": errors.answers,
        "command-list": command_line.command_list,
        "common-options": command_line.common_options,
        "commands": command_line.command_details,
        "imports": imports.drawn,
    }


def marked_pages() -> dict[Path, str]:
    """Pages that hold a derived part, with their text as it is."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.md"))}
    return {path: text for path, text in texts.items() if BEGUN.search(text)}


def generated() -> dict[Path, str]:
    """What each of these pages has to hold. Raises `ValueError` for a mark that is unknown or never ends."""
    makers = parts()

    def made(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in makers:
            raise ValueError(f"Nothing makes the part '{name}'. Known: {', '.join(makers)}.")
        return f"{match[1]}\n{makers[name]()}\n\n{match[3]}"

    pages = {}
    for path, text in marked_pages().items():
        unended = set(BEGUN.findall(text)) - {match["name"] for match in MARKED.finditer(text)}
        if unended:
            raise ValueError(f"{path.name}: '<!-- end: {min(unended)} -->' is missing.")
        pages[path] = MARKED.sub(made, text)
    return pages


def main(arguments: list[str]) -> int:
    """Writes the pages that changed and names them; with `--check` it only names them, and ends with 1."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m docs.generate [--check]", file=sys.stderr)
        return 2
    before = marked_pages()
    changed = {path: text for path, text in generated().items() if text != before[path]}
    for path, text in changed.items():
        print(path.relative_to(FOLDER.parent), file=sys.stderr)
        if not arguments:
            path.write_text(text, encoding="utf-8")
    return 1 if arguments and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
