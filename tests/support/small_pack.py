"""Writes packs of a few rows, as text the way people type them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

ABOUT = "name: {name}\ntitle: Pack {name}\n"
SOURCES = """
    id,name
    source:a,Register A
    source:b,Register B
    source:c,Register C
"""


def write_pack(
    folder: Path, files: Mapping[str, str], *, name: str = "small", sources: str = SOURCES, about: str = ABOUT
) -> Path:
    """A pack in `folder`: pack.yaml, three sources, and the files given (`nodes/Country` → text). Replaces files."""
    texts = {"pack.yaml": about.format(name=name), "nodes/Source.csv": sources}
    texts |= {f"{file}.csv": text for file, text in files.items()}
    for file, text in texts.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


THREE_COUNTRIES = """
    id,name,iso2,source_id
    country:NO,Norway,NO,source:a
    country:SE,Sweden,SE,source:a
    country:DK,Denmark,DK,source:b
"""

COOPERATION: Mapping[str, str] = {
    "nodes/Country": THREE_COUNTRIES,
    "nodes/Project": """
        id,name,budget_eur,start,source_id
        project:north,North,2000,2012,source:a
        project:north,,2000,,source:b
        project:south,South,,,source:a
    """,
    "relations/PARTICIPATES_IN": """
        source,target,role,source_id,quote
        country:NO,project:north,lead,source:a,"leads, it says"
        country:SE,project:north,,source:a,
        country:SE,project:south,,source:b,
        country:DK,project:south,partner,source:b,
    """,
    "relations/BORDERS": """
        source,target,kind,source_id
        country:SE,country:NO,land,source:a
        country:NO,country:SE,land,source:b
    """,
}
"""Three countries in two projects: nine nodes with their sources, five relations."""
