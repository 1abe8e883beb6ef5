"""Whether the column `country` of `nodes.csv` names countries the graph knows; the others are said, and unknown."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from graph import catalog
from graph.lookups.names import COUNTRY_SYNONYMS, country_id, folded
from graph.stores import Store
from loaders.network.reading import EdgeList
from loaders.statements import Reject, shortened

COLUMN = "country"
CLOSE = 0.75  # of two texts from 0 to 1: 'Germny' and 'Germany' are 0.92, 'PX' and 'PT' 0.5
REASON = "no country code the graph knows; the node is taken with its country unknown"


def unknown_countries(read: EdgeList, store: Store, file: str) -> list[Reject]:
    """The cells of the column whose country nobody knows, with the nearest code. None where the graph has no country:
    nothing can be compared then."""
    if COLUMN not in read.columns or "Country" not in store.schema().labels:
        return []
    rows = store.columns(catalog.query("lookups", "names").filled(label="Country"))
    known = dict(zip(rows["id"], rows["name"], strict=True))
    if not known:
        return []
    codes = _codes(known)
    nearest: dict[str, str] = {}
    found: list[Reject] = []
    for key, told in read.attributes.items():
        value = told.get(COLUMN, "")
        if not value or country_id(value) in known:
            continue
        if value not in nearest:
            nearest[value] = _next_step(value, codes, known)
        found.append(Reject(file, read.lines[key], COLUMN, shortened(value), REASON, nearest[value]))
    return found


def _codes(known: Mapping[str, str]) -> dict[str, str]:
    """Code by what it may have been meant by: the code in small letters, or the name."""
    codes = {node_id.rpartition(":")[2]: node_id for node_id in known}
    synonyms = {folded(one.rpartition(":")[2]): of for one, of in COUNTRY_SYNONYMS.items() if of in known}
    meant = {**{folded(name): node_id for node_id, name in known.items()}, **synonyms}
    meant |= {folded(code): node_id for code, node_id in codes.items()}
    return {text: node_id.rpartition(":")[2] for text, node_id in meant.items()}


def _next_step(value: str, codes: Mapping[str, str], known: Mapping[str, str]) -> str:
    near = get_close_matches(folded(value), codes, n=1, cutoff=CLOSE)
    if not near:
        return "Write a Eurostat code, such as PT; GB and GR are understood."
    code = codes[near[0]]
    return f"Did you mean '{code}' ({known[f'country:{code}']})?"
