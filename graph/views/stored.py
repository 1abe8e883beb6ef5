"""Networks that somebody loaded as a list of ties: each is a view of its own, its nodes under the ids of the file.

A node whose id is that of an entity of the graph (a region, a country) has its label and country. A relation of several
words has underscores between them (`joint_project`), because an edge lists its relations with blanks between.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from graph import catalog
from graph.lookups.names import NameIndex, canonical_id, country_id
from graph.lookups.places import Places
from graph.projection import (
    IN_ORDER,
    EdgeColumns,
    Evidence,
    Float64,
    Int64,
    LeftOut,
    NodeColumns,
    Projection,
    projection_of,
)
from graph.stores import Store
from graph.views.catalogue import View
from graph.views.periods import PERIOD_PARAMETERS, UNDATED, Period

WHOLE_S = 300.0  # for reading a network: half a million ties take some ten seconds in the embedded engine
PARTS = min(4, os.cpu_count() or 1)  # that the ties are read in at once
LABEL = "Vertex"  # of a node that is no entity of the graph
MODES = ("actor", "activity")
ONE_MODE = ("node",)
MODE = "mode"  # how a two-mode network calls the attribute
COUNTRY = "country"
WHOLE = 1e15  # up to it a whole number is written without a point
RELATION = "TIED_TO"  # of a tie whose relation the file does not name
Dates = tuple[str, str]  # since when and until when, each empty where it is not stated
OPEN: Dates = ("", "")
_Statement = tuple[str, float, str, Dates]  # of a tie: relation, strength, relation as the file has it, dates


@dataclass(frozen=True, slots=True)
class StoredNetwork:
    """What the graph holds of a loaded network beside its ties."""

    key: str
    name: str
    directed: bool
    two_mode: bool
    has_strength: bool
    says_more: bool  # whether ties have relations or dates
    attributes: tuple[str, ...]
    description: str
    source_ids: tuple[str, ...]

    @property
    def view(self) -> View:
        """The network as a view."""
        strength = (
            "as the file states it; parallel ties of a pair are added up"
            if self.has_strength
            else "number of ties of the pair in the file, which states no strength"
        )
        way = "from source to target" if self.directed else "undirected"
        if self.two_mode:
            way = "two-mode: sources are actors, targets activities"
        return View(
            name=self.key,
            title=self.name,
            description=self.description or f"Loaded as a list of ties ({way}), one edge a pair.",
            modes=MODES if self.two_mode else ONE_MODE,
            strength_means=strength,
            parameters=PERIOD_PARAMETERS,
            directed=self.directed,
            stored=True,
        )


def read_stored_networks(store: Store) -> Mapping[str, StoredNetwork]:
    """All loaded networks by their key, in order."""
    rows = store.read(catalog.query("lookups", "stored-networks").text)
    return {
        row["key"]: StoredNetwork(
            row["key"],
            row["name"],
            bool(row["directed"]),
            bool(row["two_mode"]),
            bool(row["has_strength"]),
            bool(row["says_more"]),
            tuple(row["attributes"] or ()),
            row["description"] or "",
            tuple(row["source_ids"] or ()),
        )
        for row in rows
    }


@dataclass
class Reading:
    """What the store holds of a network: nodes in the order of their ids, and ties with what is told of each.

    Made once for several periods of a network, which share what is left out for want of a date.
    """

    ids: list[str]
    names: list[str]
    attributes: Mapping[str, list[str]]
    codes: Mapping[str, str]  # Eurostat code by what the file writes for a country
    source: Int64
    target: Int64
    strength: Float64
    kinds: Sequence[str]
    since: Sequence[str]
    until: Sequence[str]
    dates: Sequence[Dates] = field(init=False)  # from and to of each tie; of ties with the same ones the same pair
    _undated: tuple[npt.NDArray[np.bool_], list[LeftOut]] | None = None

    def __post_init__(self) -> None:
        self.dates = _dates(self.since, self.until)

    def left_out(self, undated: npt.NDArray[np.bool_]) -> list[LeftOut]:
        """The ties without a date, sorted."""
        if self._undated is None or not np.array_equal(self._undated[0], undated):
            found = [
                LeftOut(
                    self.ids[self.source[at]],
                    self.names[self.source[at]],
                    self.kinds[at] or RELATION,
                    self.ids[self.target[at]],
                    UNDATED,
                )
                for at in np.flatnonzero(undated).tolist()
            ]
            self._undated = undated, sorted(found, key=IN_ORDER)
        return self._undated[1]


def read_stored(store: Store, network: StoredNetwork) -> Reading:
    """All that the store holds of a loaded network; ties in parts at once, in two thirds of the time on two cores."""

    def collected(name: str, **parameters: int) -> dict[str, list[Any]]:
        text = catalog.query("lookups", name).text
        return store.collected(text, timeout_s=WHOLE_S, network=network.key, **parameters)

    query = "network-ties-told" if network.says_more else "network-ties"
    with ThreadPoolExecutor(1 + PARTS) as pool:
        parts = [pool.submit(collected, query, parts=PARTS, part=part) for part in range(PARTS)]
        vertices = pool.submit(collected, "network-vertices").result()
        read = [part.result() for part in parts]
    ties = {column: list(chain.from_iterable(part[column] for part in read)) for column in read[0]}
    ids, node_names, attributes = _nodes(network, vertices)
    codes = _country_codes(attributes.get(COUNTRY, ()), store)
    if network.two_mode:
        found = collected("network-actors")
        mode_of = np.full(len(ids), MODES[1], dtype=object)
        mode_of[np.array(found["position"], dtype=np.int64)] = MODES[0]
        attributes[MODE] = mode_of.tolist()
    untold: list[str] = [""] * len(ties["source"])
    return Reading(
        ids,
        node_names,
        attributes,
        codes,
        np.array(ties["source"], dtype=np.int64),
        np.array(ties["target"], dtype=np.int64),
        np.array(ties["strength"], dtype=np.float64) + 0.0,  # -0.0, of an earlier load, is 0
        ties.get("kind", untold),
        ties.get("since", untold),
        ties.get("until", untold),
    )


def stored_projection(
    read: Reading,
    network: StoredNetwork,
    parameters: Mapping[str, str],
    *,
    graph_version: str,
    names: Callable[[], NameIndex],
    places: Callable[[], Places],
) -> Projection:
    """The network as arrays: nodes in the order of their ids in the file, one edge a pair, strengths added up."""
    ids, node_names, attributes, codes = read.ids, read.names, dict(read.attributes), read.codes
    source, target, strength, kinds, dates = read.source, read.target, read.strength, read.kinds, read.dates
    left_out: list[LeftOut] = []
    period = Period.of(parameters)
    if period is not None:
        kept, undated = period.mask(read.since, read.until)
        if not period.undated:
            left_out = read.left_out(undated)
        source, target, strength = source[kept], target[kept], strength[kept]
        stay = np.flatnonzero(kept).tolist()
        kinds, dates = [kinds[at] for at in stay], [dates[at] for at in stay] if dates else dates
        # as in the built-in views: who has no tie in the period is not in its network, rather than known to be alone
        there, places_of = np.unique(np.concatenate([source, target]), return_inverse=True)
        source, target = places_of[: len(source)], places_of[len(source) :]
        ids, node_names = [ids[at] for at in there.tolist()], [node_names[at] for at in there.tolist()]
        attributes = {column: [values[at] for at in there.tolist()] for column, values in attributes.items()}
    pairs = _Pairs.of(source, target, strength, kinds, dates, len(ids))
    named = names().nodes if any(":" in key for key in ids) else {}  # every id of the graph has a colon
    known = [named.get(canonical_id(key)) for key in ids] if named else [None] * len(ids)
    labels: Sequence[str] | str = [one.label if one else LABEL for one in known] if any(known) else LABEL
    node_names = [
        entity.name if entity and name == key else name
        for entity, name, key in zip(known, node_names, ids, strict=True)
    ]
    countries: Sequence[str] | str = [places().country(one.id) if one else "" for one in known] if any(known) else ""
    if COUNTRY in attributes:
        countries = _countries(attributes[COUNTRY], countries, codes)
        if any(codes.values()) or not any(codes):  # else it says something of its own, by which one may still group
            attributes[COUNTRY] = countries
    return projection_of(
        view=network.key,
        parameters=parameters,
        graph_version=graph_version,
        nodes=NodeColumns(ids, node_names, labels, countries),
        edges=EdgeColumns(
            ids,
            pairs.source.astype(np.int32),
            pairs.target.astype(np.int32),
            pairs.strength,
            pairs.relations,
            _evidence(network, pairs, ids, any(read.kinds)),
        ),
        source=pairs.source.astype(np.int32),
        target=pairs.target.astype(np.int32),
        strength=pairs.strength,
        directed=network.directed,
        left_out=left_out,
        description=network.view.description,
        strength_means=network.view.strength_means,
        modes=network.view.modes,
        attributes=attributes,
        stated_by=network.source_ids,
        actors=np.array([mode == MODES[0] for mode in attributes[MODE]], dtype=np.bool_) if network.two_mode else None,
    )


def _countries(written: Sequence[str], own: Sequence[str] | str, codes: Mapping[str, str]) -> list[str]:
    """Eurostat code of each node: what its file says where the graph knows that country, else that of the entity it is.

    A code the graph does not know is an unknown country, never one it resembles.
    """
    return [codes[text] if text or isinstance(own, str) else own[place] for place, text in enumerate(written)]


def _country_codes(written: Sequence[str], store: Store) -> Mapping[str, str]:
    """Eurostat code by what a file writes for it, empty where the graph does not know that country.

    A graph without countries can tell none from another, and takes the codes as they are.
    """
    if not any(written):
        return {"": ""}
    known = set(store.columns(catalog.query("lookups", "names").filled(label="Country"))["id"])
    codes = {"": ""}
    for text in set(written) - {""}:
        node_id = country_id(text)
        codes[text] = node_id.removeprefix("country:") if not known or node_id in known else ""
    return codes


def _nodes(
    network: StoredNetwork, vertices: Mapping[str, Sequence[Any]]
) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """Ids, names and attributes in the order of the ids."""
    order = np.argsort(np.array(vertices["position"], dtype=np.int64)).tolist()
    keys, names, told = vertices["key"], vertices["name"], vertices["attributes"]
    attributes: dict[str, list[str]] = {column: [""] * len(order) for column in network.attributes}
    if attributes:
        for place, at in enumerate(order):
            for text in told[at]:
                column, _, value = text.partition("=")
                attributes[column][place] = value
    return [keys[at] for at in order], [names[at] for at in order], attributes


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Ties with those of one pair added up, sorted by their ends (m)."""

    source: Int64
    target: Int64
    strength: Float64
    relations: Sequence[str] | str
    words: Sequence[str] | None  # each relation as the file has it, where no pair has several ties and one has any
    dates: Sequence[Dates] | None  # of each tie, likewise
    statements: Sequence[tuple[_Statement, ...]] | None  # of each pair in a fixed order, where a pair has several

    @classmethod
    def of(
        cls,
        source: Int64,
        target: Int64,
        strength: Float64,
        kinds: Sequence[str],
        dates: Sequence[Dates],
        n: int,
    ) -> _Pairs:
        pair = source * max(n, 1) + target
        order = np.argsort(pair, kind="stable")
        named = any(kinds)
        one_each = len(pair) < 2 or bool((np.diff(pair[order]) > 0).all())
        if one_each:
            words = [kinds[at] for at in order.tolist()] if named else None
            relations: Sequence[str] | str = RELATION if words is None else [_code(kind) for kind in words]
            dated = [dates[at] for at in order.tolist()] if dates else None
            return cls(source[order], target[order], strength[order], relations, words, dated, None)
        # ties of one pair in a fixed order, so that their sum has the same bits however the store gives them
        told = sorted(
            (one, (_code(kind), value, kind, when))
            for one, kind, value, when in zip(
                pair.tolist(), kinds, strength.tolist(), dates or repeat(OPEN, len(pair)), strict=True
            )
        )
        statements: dict[int, list[_Statement]] = {}
        for one, statement in told:
            statements.setdefault(one, []).append(statement)
        found = np.array(list(statements), dtype=np.int64)
        return cls(
            found // n,
            found % n,
            np.array([sum(value for _, value, *_ in some) for some in statements.values()], dtype=np.float64),
            [" ".join(sorted({code for code, *_ in some})) for some in statements.values()],
            None,
            None,
            [tuple(some) for some in statements.values()],
        )


def _evidence(
    network: StoredNetwork, pairs: _Pairs, ids: Sequence[str], related: bool
) -> Callable[[int], tuple[Evidence, ...]]:
    """What stands behind an edge: the tie, or the ties, each as a row of CSV: source, target[, strength][, relation][,
    from, to]. `related`: whether any tie of the network has a relation, so that its file has that column.

    They are the ties as they were read: an undirected one has its lower id first, whichever the file has there.
    """

    def evidence(place: int) -> tuple[Evidence, ...]:
        source, target = ids[pairs.source[place]], ids[pairs.target[place]]
        if pairs.statements is not None:
            told = pairs.statements[place]
        else:
            relation = pairs.relations if isinstance(pairs.relations, str) else pairs.relations[place]
            words = pairs.words[place] if pairs.words is not None else ""
            when = pairs.dates[place] if pairs.dates is not None else OPEN
            told = ((relation, float(pairs.strength[place]), words, when),)
        return tuple(
            Evidence(relation, source, target, source_id, _row([source, target, *cells]))
            for relation, value, words, when in told
            for cells in (_cells(network, value, words, when, related),)
            for source_id in network.source_ids
        )

    return evidence


def _cells(network: StoredNetwork, strength: float, relation: str, when: Dates, related: bool) -> list[str]:
    """What a row says behind the ends of its tie; an empty relation only where dates come behind it."""
    cells: list[str] = []
    if network.has_strength:
        cells.append(str(int(strength)) if strength.is_integer() and strength < WHOLE else repr(strength))
    dated = any(when)
    if relation or (related and dated):
        cells.append(relation)
    return [*cells, *when] if dated else cells


def _row(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def _dates(since: Sequence[str], until: Sequence[str]) -> Sequence[Dates]:
    """The pairs of both, none where no tie has a date."""
    if not any(since) and not any(until):
        return []
    known: dict[Dates, Dates] = {}
    return [known.setdefault(one, one) for one in zip(since, until, strict=True)]


def _code(kind: str) -> str:
    """The relation of a tie as one word."""
    return "_".join(kind.split()) or RELATION
