"""What is asked of the arguments of an analysis, in one place: whoever calls it from a notebook is told what is wrong.

`@checked` reads the annotations of a function and refuses a value that is none of theirs before anything is computed:
a networkx graph for a network, a misspelt convention, one text for a list of ids. HTTP has read its parameters by then.
"""

from __future__ import annotations

import collections.abc
import math
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from inspect import signature
from types import NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

from graph.errors import SHOWN, InvalidInput, UnknownName
from graph.projection import Projection

P = ParamSpec("P")
R = TypeVar("R")

# Names of closed lists that are more than "value of …".
CALLED = {"kind": "kind of component", "order": "order", "algorithm": "algorithm", "method": "method of prediction"}

# How a value of one of our own classes is come by.
MADE_BY = {
    "Projection": "from_networkx(graph) makes a network of it, where it is a graph of networkx; network_of(ties) makes "
    "one of a list of ties; open_networks() gives those of the store.",
    "Grouping": "groups_from(network, 'column') groups by a column of the network's nodes; Grouping('name', groups) "
    "takes any, with the group of each node in the order of network.ids.",
    "Constraints": "Give them by name: Constraints(avoid=('a', 'b'), countries=('PT',)).",
}

LISTS = (collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection, tuple, list, frozenset, set)


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function, which raises `InvalidInput` or `UnknownName` for an argument that its annotations do not allow.

    Each names the argument (`field`), its value and what to give instead. Defaults are trusted. Text, lists of text,
    truth values, numbers, names of closed lists (`Literal`), callables and our own classes are checked; the rest is
    left to the function, as are bounds of numbers.
    """
    names = tuple(signature(function).parameters)
    hints: dict[str, Any] = {}

    @wraps(function)
    def first_checked(*args: P.args, **kwargs: P.kwargs) -> R:
        if not hints:  # when it is first called: all modules are there by then
            hints.update(get_type_hints(function))
        for name, value in (*zip(names, args, strict=False), *kwargs.items()):
            if name in hints:
                _check(name, hints[name], value)
        return function(*args, **kwargs)

    return first_checked


def texts(**lists: object) -> None:
    """Raises `InvalidInput` for one of these that is no list of texts: a single text would be read letter by letter."""
    for name, value in lists.items():
        _texts(name, value)


def share(name: str, value: float) -> None:
    """Raises `InvalidInput` for a number that is not from 0 up to, and without, 1."""
    if not 0 <= value < 1:
        raise InvalidInput(
            f"{name} is {value}.", next_step="Use a number from 0 up to, and without, 1: 0.85 is usual.", field=name
        )


def at_least(name: str, value: int, least: int) -> None:
    """Raises `InvalidInput` for a smaller number."""
    if value < least:
        raise InvalidInput(f"{name} is {value}.", next_step=f"Use a whole number from {least} up.", field=name)


def network(name: str, value: object) -> None:
    """Raises `InvalidInput` for what is no network, such as a graph of networkx."""
    _check(name, Projection, value)


def _check(name: str, hint: Any, value: object) -> None:
    """Raises where a value is none of its annotation's. What is not known here is let through."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        kinds = [one for one in inner if one is not NoneType]
        if len(kinds) == 1 and not (value is None and len(kinds) < len(inner)):
            _check(name, kinds[0], value)
    elif origin is Literal:
        if not isinstance(value, str) or value not in inner:
            raise UnknownName(CALLED.get(name, f"value of {name}"), str(value), map(str, inner), field=name)
    elif origin is collections.abc.Callable:
        if not callable(value):
            raise _wrong(name, value, "no function", "Give the function itself, without quotes.")
    elif origin in LISTS and inner:
        _listed(name, inner, value)
    elif isinstance(hint, type) and hint in PLAIN:
        PLAIN[hint](name, value)
    elif isinstance(hint, type) and hint.__name__ in MADE_BY and not isinstance(value, hint):
        kind = {"Projection": "a network of this project"}.get(hint.__name__, f"a {hint.__name__}")
        raise _wrong(name, value, f"not {kind}", MADE_BY[hint.__name__])


def _listed(name: str, inner: tuple[Any, ...], value: object) -> None:
    """Raises for what is no list, and for what is none of its kind in a list."""
    alike = inner[1:] in ((), (Ellipsis,))
    if alike and inner[0] is str:
        _texts(name, value)
    elif not alike and (not isinstance(value, (list, tuple)) or len(value) != len(inner)):
        raise _wrong(name, value, f"not {len(inner)} things", f"Give {len(inner)}, in round brackets.")
    elif isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise _wrong(name, value, "no list", "Give a list, also of one.")
    elif alike:
        for one in value if isinstance(value, (list, tuple)) else ():  # others may be read only once
            _check(name, inner[0], one)
    else:
        for hint, one in zip(inner, value, strict=True):
            _check(name, hint, one)


def _text(name: str, value: object) -> None:
    if not isinstance(value, str):
        raise _wrong(name, value, "no text", f"Nodes and columns are known by their text: {name}='{_short(value)}'.")


def _texts(name: str, value: object) -> None:
    if isinstance(value, (str, bytes)):
        example = _short(value if isinstance(value, str) else value.decode(errors="replace"))
        raise _wrong(name, value, "one text, not a list of them", f"Put it into a list: {name}=['{example}'].")
    if not isinstance(value, Iterable):
        raise _wrong(name, value, "no list", f"Give a list of texts: {name}=['{_short(value)}'].")
    if isinstance(value, (list, tuple, set, frozenset)):  # others may be read only once
        wrong = [one for one in value if not isinstance(one, str)]
        if wrong:
            raise InvalidInput(
                f"{name} holds {_shown(wrong[0])}, which is no text.",
                next_step=f"Nodes are known by their text: '{_short(wrong[0])}'.",
                field=name,
            )


def _truth(name: str, value: object) -> None:
    if not isinstance(value, (bool, np.bool_)) and not (isinstance(value, int) and value in (0, 1)):
        raise _wrong(name, value, "neither True nor False", f"Use {name}=True or {name}=False, without quotes.")


def _whole(name: str, value: object) -> None:
    if not isinstance(value, (int, np.integer)):
        raise _wrong(name, value, "no whole number", f"Use a whole number: {name}=1.")
    if name == "seed":  # of numpy's generator, whatever is drawn
        at_least(name, int(value), 0)


def _number(name: str, value: object) -> None:
    if not isinstance(value, (int, float, np.integer, np.floating)) or math.isnan(value):
        raise _wrong(name, value, "no number", "Use a number, such as 0.5.")


PLAIN: Mapping[Any, Callable[[str, object], None]] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
}


def _wrong(name: str, value: object, fault: str, next_step: str) -> InvalidInput:
    return InvalidInput(f"{name} is {_shown(value)}: {fault}.", next_step=next_step, field=name)


def _shown(value: object) -> str:
    """A value as a message repeats it: itself where it is short by nature, else what kind of thing it is."""
    if value is None or isinstance(value, (str, bytes, bool, int, float, np.generic)):
        text = repr(value.item() if isinstance(value, np.generic) else value)
        return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    kind = type(value)
    where = kind.__module__.split(".")[0]
    return f"a {kind.__name__}" if where in ("builtins", "graph") else f"a {kind.__name__} of {where}"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
