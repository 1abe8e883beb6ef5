"""The folder of a pack: which files belong to it, their hash, and what pack.yaml says."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import yaml

from graph.errors import LoadError, UnknownName
from loaders.statements import shortened

PACK_KEYS = ("name", "title", "licence", "attribution", "version")
PACK_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
MAX_YAML_BYTES = 65_536  # five short texts; a larger file is not a pack.yaml


def pack_files(folder: Path) -> list[Path]:
    """The files that make up a pack, in a fixed order. Raises `LoadError` where `folder` is none."""
    if not folder.is_dir():
        raise LoadError(f"'{folder}' is not a folder.", next_step="Name the folder of a pack (valuechain load DIR).")
    if not (folder / "pack.yaml").is_file():
        raise LoadError(
            f"'{folder}' has no pack.yaml.", next_step="valuechain load --template DIR writes one to start from."
        )
    stray = sorted(path.name for path in folder.glob("*.csv") if path.name != "claims.csv")
    if stray:
        raise LoadError(f"{stray[0]} stands beside pack.yaml.", next_step="Move it to nodes/ or relations/.")
    files = [folder / "pack.yaml"]
    for part in ("nodes", "relations"):
        for path in sorted((folder / part).glob("*")):
            if path.name.startswith("."):
                continue
            if path.suffix != ".csv" or not path.is_file():
                raise LoadError(f"{part}/{path.name} is not a .csv file.", next_step="Move it out of the pack.")
            files.append(path)
    return [*files, *(path for path in [folder / "claims.csv"] if path.is_file())]


def pack_hash(folder: Path) -> str:
    """SHA-256 over the names and contents of the pack's files, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in pack_files(folder):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256")
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + content.digest())
    return digest.hexdigest()


def read_about(folder: Path) -> dict[str, str]:
    """The five texts of pack.yaml, empty where absent. Raises `LoadError` naming the key at fault."""
    path = folder / "pack.yaml"
    try:
        if path.stat().st_size > MAX_YAML_BYTES:
            raise LoadError(f"pack.yaml has more than {MAX_YAML_BYTES:,} bytes.", next_step="Keep to the five keys.")
        document = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise LoadError(f"pack.yaml is not YAML in UTF-8: {error}", next_step="Mend the file.") from error
    if not isinstance(document, dict):
        raise LoadError("pack.yaml holds no keys.", next_step=f"Write {', '.join(PACK_KEYS)}, each with a text.")
    for key, value in document.items():
        if key not in PACK_KEYS:
            fault = UnknownName("key in pack.yaml", shortened(str(key)), PACK_KEYS)
            raise LoadError(fault.detail, next_step=fault.next_step)
        if isinstance(value, dict | list):
            raise LoadError(f"pack.yaml: {key} is not a text.", next_step="Put it in quotes.")
    about = {key: "" if document.get(key) is None else " ".join(str(document[key]).split()) for key in PACK_KEYS}
    if not PACK_NAME.fullmatch(about["name"]):
        raise LoadError(
            f"pack.yaml: the name '{shortened(about['name'])}' is not one of small letters, digits and hyphens.",
            next_step="Write for example: name: my-region.",
        )
    if not about["title"]:
        raise LoadError("pack.yaml: the title is missing.", next_step="Say in a line what the pack holds.")
    return about
