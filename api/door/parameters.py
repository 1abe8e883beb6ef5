"""The parameters of a query: plain JSON, of a size that neither we nor an engine choke on."""

from __future__ import annotations

import math
import re

from api.door.errors import CypherRefused
from api.door.limits import DoorLimits

NAME = re.compile(r"\w+", re.ASCII)
INTEGER_BITS = 63  # both engines keep integers in 64 bits


def check_parameters(parameters: object, limits: DoorLimits) -> dict[str, object]:
    """The parameters by name. Raises CypherRefused naming the one that cannot be taken, and why."""
    if parameters is None:
        return {}
    if not isinstance(parameters, dict):
        raise CypherRefused("'parameters' is not a map.", next_step='Send {"parameters": {"id": "project:knowhub"}}.')
    for name in parameters:
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise CypherRefused(
                f"'{str(name)[:80]}' cannot be the name of a parameter.", next_step="Use letters, digits and _."
            )
    values = characters = 0
    waiting: list[tuple[str, object, int]] = [(name, value, 1) for name, value in parameters.items()]
    while waiting:
        name, value, depth = waiting.pop()
        values += 1
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, str):
                    raise CypherRefused(f"A map in ${name} has a key that is not text.", next_step="Use text as keys.")
            characters += sum(map(len, value))
            children = list(value.values())
        elif isinstance(value, list):
            children = value
        else:
            characters += len(value) if isinstance(value, str) else 0
            _check_scalar(name, value)
            children = []
        if children and depth >= limits.max_parameter_depth:
            raise CypherRefused(
                f"${name} has lists or maps more than {limits.max_parameter_depth} deep.", next_step="Send it flatter."
            )
        waiting.extend((name, child, depth + 1) for child in children)
        if values > limits.max_parameter_values or characters > limits.max_parameter_chars:
            raise CypherRefused(
                f"The parameters hold more than {limits.max_parameter_values:,} values or "
                f"{limits.max_parameter_chars:,} characters.",
                next_step="Ask for fewer things at a time.",
            )
    return dict(parameters)


def _check_scalar(name: str, value: object) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if -(2**INTEGER_BITS) <= value < 2**INTEGER_BITS:
            return
        raise CypherRefused(f"${name} holds an integer beyond 64 bits.", next_step="Send it as text.")
    if isinstance(value, float):
        if math.isfinite(value):
            return
        raise CypherRefused(f"${name} holds a number that JSON has no form for.", next_step="Send null or a number.")
    if isinstance(value, str):
        if not any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            return
        raise CypherRefused(f"${name} holds half a character.", next_step="Send whole Unicode characters.")
    raise CypherRefused(f"${name} holds a value that is not JSON.", next_step="Send text, numbers, lists and maps.")
