"""What a path must not or must pass, said in words, and as masks over nodes and edges: the network is never copied.

Lists that say *only* (`relations`, `types`, `countries`) hold for the nodes on the way: source, target and the nodes to
go by are named one by one and always allowed. Lists that take away (`avoid`, `without_…`) must not name one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import texts
from graph.analytics.results import Path
from graph.analytics.staged import Stages
from graph.analytics.workspace import kept
from graph.errors import InvalidInput, UnknownName
from graph.projection import EdgeColumns, NodeColumns, Projection
from graph.wording import plural

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Constraints:
    """Constraints of a path; all that are given hold at once. Empty: none.

    `avoid`, `via`: ids, `via` in the order in which they are passed. `relations`: names; an edge with several relations
    is passed by any of them that is allowed, and has the strength of all of them. `types`: labels. `countries`: codes
    such as PT; a node that lies in no one country (a project, say), or in one that is not known, is not held by them,
    and a warning counts the latter. `stages`: see
    `graph.analytics.staged`.
    """

    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    without_relations: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    without_countries: tuple[str, ...] = ()
    stages: Stages | None = None

    def __post_init__(self) -> None:
        """Raises `InvalidInput` for a single text where a list is meant: it would be read letter by letter."""
        texts(**{one.name: getattr(self, one.name) for one in fields(self) if one.name != "stages"})

    @cached_property
    def given(self) -> tuple[str, ...]:
        """Names of the constraints that are given."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))

    def without(self, name: str) -> Constraints:
        """All but one of them."""
        if name == "stages":
            return replace(self, stages=None)
        kept = {one: getattr(self, one) for one in self.given if one != name}
        return Constraints(**kept)

    def definitions(self) -> dict[str, str]:
        """Each given constraint in words, for the method of an answer."""
        named = "source, target and via are always allowed"
        nowhere = "in no one country, or of unknown country"
        whole = "the strength of an edge is that of all its relations together"
        said = {
            "avoid": f"not through {', '.join(self.avoid)}",
            "via": f"through {', then '.join(self.via)}; no node twice on the whole path",
            "relations": f"only edges that state {' or '.join(self.relations)}; {whole}",
            "without_relations": f"no edge that states nothing but {' or '.join(self.without_relations)}; {whole}",
            "types": f"only {' or '.join(self.types)} on the way; {named}",
            "countries": f"on the way only nodes in {', '.join(self.countries)}, {nowhere}; {named}",
            "without_countries": f"not through nodes in {', '.join(self.without_countries)}; through those {nowhere}",
            "stages": "the stages of the chain never fall and rise by one at most; a node with several stages "
            "stands for any of them, one without is passed without changing the stage",
        }
        return {name: said[name] for name in self.given}


NONE = Constraints()


@dataclass(frozen=True)
class Allowed:
    """The constraints of one question on one network, as places and masks.

    `closed` (n) and `shut` (m) are 1 where a path must not go; `masked` says that they may be. `held` (n) are the
    stages of each node as bits, None without a chain.
    """

    start: int
    end: int
    via: tuple[int, ...]
    closed: Mask
    shut: Mask
    masked: bool
    held: npt.NDArray[np.int64] | None
    layers: int

    @property
    def in_order(self) -> bool:
        """Whether a path has to remember where it has been: nodes to go by, or stages."""
        return bool(self.via) or self.held is not None


def allowed(projection: Projection, source: str, target: str, constraints: Constraints = NONE) -> Allowed:
    """The masks. Raises `NotFound` for an id, `UnknownName` for a relation, type or country the network does not have,
    and `InvalidInput` where a constraint takes away the source, the target or a node to go by."""
    start, end = projection.place(source), projection.place(target)
    via = tuple(projection.place(one) for one in constraints.via)
    named = dict.fromkeys(via, "via") | {end: "target"} | {start: "source"}
    if len({start, end, *via}) < len(via) + (1 if start == end else 2) or (via and start == end):
        raise InvalidInput(
            f"via = {', '.join(constraints.via)} repeats a node: no path without loops passes a node twice.",
            next_step="Name nodes other than source and target, each once, and two different ends.",
            field="via",
        )
    closed = np.zeros(projection.n, dtype=np.uint8)
    _types(projection, constraints, closed)
    countries = _countries(projection, constraints, closed)
    for place in named:
        closed[place] = 0
    for node_id in constraints.avoid:
        place = projection.place(node_id)
        if place in named:
            raise _takes_away("avoid", node_id, named[place], node_id)
        closed[place] = 1
    for place, role in named.items():
        if countries and (code := projection.nodes[place].country) in constraints.without_countries:
            raise _takes_away("without_countries", code, role, projection.ids[place])
    return Allowed(
        start,
        end,
        via,
        closed,
        _shut(projection, constraints),
        masked=any(name not in ("via", "stages") for name in constraints.given),
        held=constraints.stages.held(projection) if constraints.stages else None,
        layers=constraints.stages.layers if constraints.stages else 1,
    )


def said_of(projection: Projection, constraints: Constraints, paths: Sequence[Path]) -> tuple[str, ...]:
    """What a reader of these paths has to know of the constraints they keep to."""
    return (*_strength_of_all(projection, constraints, paths), *_nowhere(projection, constraints, paths))


def _nowhere(projection: Projection, constraints: Constraints, paths: Sequence[Path]) -> tuple[str, ...]:
    """The warning that nodes on the way have no known country, so that no list of countries could hold them.

    What has a label none of whose nodes here lies in a country (a project, say) lies in no one country by nature.
    """
    asked = [name for name in ("countries", "without_countries") if getattr(constraints, name)]
    if not asked:
        return ()
    placed = kept(projection, "labels of nodes in a country", lambda: _placed(projection))
    on_the_way = {place for path in paths for place in path.nodes[1:-1]} - set(constraints.via)
    nodes = (projection.nodes[projection.place(one)] for one in on_the_way)
    unknown = sum(not node.country and node.label in placed for node in nodes)
    if not unknown:
        return ()
    have = plural(unknown, "node on the way has", "nodes on the way have")
    said = " and ".join(f"{name}={','.join(getattr(constraints, name))}" for name in asked)
    return (f"{have} no known country, and may lie anywhere: {said} holds for nodes of known country only.",)


def _placed(projection: Projection) -> set[str]:
    """The labels of the nodes that lie in a country."""
    nodes = projection.nodes
    if not isinstance(nodes, NodeColumns):
        return {node.label for node in nodes if node.country}
    if isinstance(nodes.countries, str):
        return _known(nodes.labels) if nodes.countries else set()
    if isinstance(nodes.labels, str):
        return {nodes.labels} if any(nodes.countries) else set()
    return {label for label, country in zip(nodes.labels, nodes.countries, strict=True) if country}


def _strength_of_all(projection: Projection, constraints: Constraints, paths: Sequence[Path]) -> tuple[str, ...]:
    """The warning that ties of these paths state other relations than those asked for, whose strength counts too."""
    only, without = set(_as_codes(constraints.relations)), set(_as_codes(constraints.without_relations))
    if not only and not without:
        return ()
    texts = [projection.edges[edge].relation.split() for edge in {edge for path in paths for edge in path.edges}]
    mixed = sum(any(name in without or (only and name not in only) for name in text) for text in texts)
    if not mixed:
        return ()
    ties = plural(mixed, "tie of these paths states", "ties of these paths state")
    whole = "strength, distance and width are those of all the relations of a tie together"
    return (f"{ties} other relations than those asked for too: {whole}.",)


def _takes_away(field: str, value: str, role: str, node_id: str) -> InvalidInput:
    return InvalidInput(
        f"{field} = {value} takes away the {role} '{node_id}'.",
        next_step=f"Leave it out of {field}, or choose another {role}.",
        field=field,
    )


def _types(projection: Projection, constraints: Constraints, closed: Mask) -> None:
    if constraints.types:
        nodes = projection.nodes
        labels = nodes.labels if isinstance(nodes, NodeColumns) else [node.label for node in nodes]
        known = _known(labels)
        _check("type", constraints.types, known, "types", projection)
        closed |= _where(labels, projection.n, lambda label: label not in constraints.types, known)


def _countries(projection: Projection, constraints: Constraints, closed: Mask) -> bool:
    only, without = constraints.countries, constraints.without_countries
    if not only and not without:
        return False
    nodes = projection.nodes
    codes = nodes.countries if isinstance(nodes, NodeColumns) else [node.country for node in nodes]
    known = _known(codes)
    _check("country", only, known, "countries", projection)
    _check("country", without, known, "without_countries", projection)
    closed |= _where(
        codes, projection.n, lambda code: code in without or (bool(only) and code != "" and code not in only), known
    )
    return True


def _shut(projection: Projection, constraints: Constraints) -> Mask:
    if not constraints.relations and not constraints.without_relations:
        return np.zeros(projection.m, dtype=np.uint8)
    edges = projection.edges
    texts = edges.relations if isinstance(edges, EdgeColumns) else [edge.relation for edge in edges]
    known = _known(texts)
    names = relations_of(projection)
    only, without = _as_codes(constraints.relations), _as_codes(constraints.without_relations)
    _check("relation", only, names, "relations", projection)
    _check("relation", without, names, "without_relations", projection)
    passed = (set(only) or names) - set(without)
    return _where(texts, projection.m, lambda text: passed.isdisjoint(text.split()), known)


def _as_codes(relations: tuple[str, ...]) -> tuple[str, ...]:
    """Relations as edges have them: one of several words, which a loaded file may name, has underscores there."""
    return tuple("_".join(name.split()) for name in relations)


def relations_of(projection: Projection) -> set[str]:
    """The relations that edges of a network state."""

    def found() -> set[str]:
        edges = projection.edges
        texts = edges.relations if isinstance(edges, EdgeColumns) else [edge.relation for edge in edges]
        return {name for text in _known(texts) for name in text.split()}

    return kept(projection, "relations of edges", found)


def types_of(projection: Projection) -> set[str]:
    """The labels of a network's nodes."""

    def found() -> set[str]:
        nodes = projection.nodes
        return _known(nodes.labels if isinstance(nodes, NodeColumns) else [node.label for node in nodes])

    return kept(projection, "types of nodes", found)


def _known(column: Sequence[str] | str) -> set[str]:
    return {column} if isinstance(column, str) else set(column)


def _check(kind: str, asked: tuple[str, ...], known: set[str], field: str, projection: Projection) -> None:
    for name in asked:
        if name not in known or not name:
            here = ", ".join(sorted(one for one in known if one)) or "none"
            next_step = f"Known in the network '{projection.view}': {here}."
            raise UnknownName(kind, name, (one for one in known if one), next_step=next_step, field=field)


def _where(column: Sequence[str] | str, n: int, test: Callable[[str], bool], known: set[str]) -> Mask:
    """1 where the text of a row passes the test, which is asked once for each different text."""
    answers: Mapping[str, bool] = {text: test(text) for text in known}
    if isinstance(column, str):
        return np.full(n, answers[column], dtype=np.uint8)
    return np.fromiter(map(answers.__getitem__, column), dtype=np.uint8, count=n)
