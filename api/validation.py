"""What is wrong with a request that does not fit its route, in our own words: FastAPI's are those of a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.errors import shown

REPEATED = 120  # characters of a wrong value

# by pydantic's name of the fault; `ctx` holds the bound
WANTED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "int_parsing": lambda ctx: "a whole number is wanted",
    "int_parsing_size": lambda ctx: "it is too long for a number",
    "int_from_float": lambda ctx: "a whole number is wanted",
    "float_parsing": lambda ctx: "a number is wanted",
    "finite_number": lambda ctx: "a finite number is wanted",
    "bool_parsing": lambda ctx: "true or false is wanted",
    "string_type": lambda ctx: "a text is wanted",
    "dict_type": lambda ctx: "a map of names and values is wanted",
    "greater_than_equal": lambda ctx: f"it must be at least {ctx['ge']:,.12g}",
    "greater_than": lambda ctx: f"it must be more than {ctx['gt']:,.12g}",
    "less_than_equal": lambda ctx: f"it must be at most {ctx['le']:,.12g}",
    "less_than": lambda ctx: f"it must be less than {ctx['lt']:,.12g}",
}


def faults_of(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each fault with its field, what is wrong with it, and the value as far as it is repeated."""
    return [_fault(error) for error in errors]


def _fault(error: Mapping[str, Any]) -> dict[str, Any]:
    field = shown(".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0]))
    kind, given, ctx = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "missing":
        return {"field": field, "detail": f"{field} is missing.", "value": None}
    value = _short(given)
    if kind == "extra_forbidden":
        detail = f"{field} is no part of what this route takes."
    elif kind == "string_too_short" and not given:
        detail = f"{field} is empty."
    elif kind in ("string_too_long", "string_too_short"):
        bound = f"at most {ctx['max_length']:,}" if kind == "string_too_long" else f"at least {ctx['min_length']:,}"
        detail = f"{field} has {len(str(given)):,} characters; {bound} are allowed."
    else:
        wanted = WANTED.get(kind)
        detail = f"{field} is {value}: {wanted(ctx) if wanted else str(error['msg']).rstrip('.')}."
    return {"field": field, "detail": detail, "value": value}


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= REPEATED else f"{text[: REPEATED - 3]}…"
