"""The smallest pack worth loading: two countries, a project, who takes part; and what can be wrong with one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

FILES = {
    "pack.yaml": "name: mini\ntitle: A mini pack\n",
    "nodes/Source.csv": "id,name,address\nsource:mini,A page,https://example.org/\n",
    "nodes/Country.csv": (
        "id,name,iso2,source_id\ncountry:QX,Quixotia,QX,source:mini\ncountry:QY,Yonderland,QY,source:mini\n"
    ),
    "nodes/Project.csv": "id,name,acronym,source_id\nproject:mini,Mini project,MINI,source:mini\n",
    "relations/PARTICIPATES_IN.csv": (
        "source,target,role,source_id,quote\n"
        "country:QX,project:mini,lead,source:mini,“leads it”\n"
        "country:QY,project:mini,,source:mini,\n"
    ),
}
BAD_ROWS = {  # a file of a mini pack → the same with a row that cannot be taken
    "relations/PARTICIPATES_IN.csv": FILES["relations/PARTICIPATES_IN.csv"] + "country:QZ,project:mini,,source:mini,\n",
}
NO_TABLE = {"nodes/Project.csv": 'id,name,acronym,source_id\nproject:mini,"never closed,MINI,source:mini\n'}


def write_mini_pack(folder: Path, **changed: str) -> Path:
    """Writes the pack; `changed` replaces files, with `__` for the slash and without the ending."""
    return write_files(folder, {**FILES, **{f"{name.replace('__', '/')}.csv": text for name, text in changed.items()}})


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Writes files by their path in the pack."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def zipped(files: dict[str, str]) -> bytes:
    """The files as a zip, under exactly these names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()
