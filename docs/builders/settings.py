"""Settings with their defaults and reasons, and the bounds that are fixed in the code."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from api.door.limits import DoorLimits
from api.settings import Settings
from docs.builders.markdown import code, table
from loaders.limits import PackLimits

COMMENTED_FIELD = re.compile(r"    (\w+): \w+ = (.+?)  # (.+)")
OF_DOOR = {"seconds", "workers", "max_rows", "max_bytes"}  # what `api.app.door_limits` hands over from the settings


def group(name: str) -> str:
    """The part of the page a setting stands in."""
    field = Settings.model_fields[name]
    if name.startswith("neo4j_"):
        return "store"
    if name.startswith("valuechain_cypher_"):
        return "door"
    return "bounds" if field.annotation in (int, float) and name != "valuechain_port" else "service"


def settings(part: str) -> str:
    """The settings of one part."""
    rows = [
        (code(name.upper()), code(_default(field)), field.description)
        for name, field in Settings.model_fields.items()
        if group(name) == part
    ]
    return table(["Variable", "Default", "What it is, and why this much"], rows)


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return ""
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return value.as_posix() if isinstance(value, Path) else str(value)


def door_bounds() -> str:
    """The bounds of the Cypher door that no setting changes."""
    return table(["Bound", "Value", "Why"], _commented(DoorLimits, without=OF_DOOR))


def pack_bounds() -> str:
    """How much one pack may hold."""
    return table(["Bound", "Value", "Why"], _commented(PackLimits))


def _commented(kind: type, *, without: Iterable[str] = ()) -> Iterator[tuple[str, str, str]]:
    """The fields of a dataclass with the reason that stands behind each as a comment."""
    for line in inspect.getsource(kind).splitlines():
        match = COMMENTED_FIELD.fullmatch(line)
        if match and match[1] not in set(without):
            yield code(match[1]), code(_number(getattr(kind(), match[1]))), match[3]


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else str(value)
