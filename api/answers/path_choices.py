"""What a question about paths may choose: the method, and constraints in words, checked and made ready to compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from api.answers.nodes import named_in, node_of
from api.explorer import Explorer
from graph.analytics.constraints import Constraints
from graph.analytics.lengths import LENGTHS, Length
from graph.analytics.staged import Stages
from graph.errors import InvalidInput, UnknownName
from graph.lookups.chains import Stage, held_stages, read_chain
from graph.lookups.names import canonical_id
from graph.projection import Projection

METHODS = ("shortest", "k-shortest", "widest")
MOST_K = 100  # alternatives at once: a reader compares a handful, and each takes as many searches as it has hops
MOST_VIA = 5  # nodes to go by: each is one more leg, and finding such paths is hard (NP) the more of them there are
MOST_NAMED = 100  # names in one list: more are a network of their own, to be loaded as one


@dataclass(frozen=True)
class Choices:
    """What a question about paths may choose, as text: lists with commas between, empty where nothing is asked."""

    method: str = ""
    by: str = ""
    k: int | None = None
    avoid: str = ""
    via: str = ""
    relations: str = ""
    without_relations: str = ""
    types: str = ""
    countries: str = ""
    without_countries: str = ""
    stages: str = ""

    @property
    def given(self) -> dict[str, str | int]:
        """Those that are chosen."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}


DEFAULTS = Choices()


@dataclass(frozen=True)
class Held:
    """The stages of a value chain by the ids of their holders, and the order that a path has to keep to."""

    stages: Mapping[str, tuple[Stage, ...]]
    order: Stages


def checked(choices: Choices, limit: int | None) -> tuple[str, Length]:
    """The method and the length asked for. Raises `UnknownName` and `InvalidInput`."""
    which = choices.method or METHODS[0]
    if which not in METHODS:
        raise UnknownName("method", which, METHODS, field="method")
    if choices.by and choices.by not in LENGTHS:
        raise UnknownName("value of by", choices.by, LENGTHS, field="by")
    if choices.by and which == "widest":
        raise InvalidInput(
            "by goes with shortest and k-shortest: the widest path goes by strength.", next_step="Leave by out.",
            field="by",
        )  # fmt: skip
    if choices.k is not None and which != "k-shortest":
        raise InvalidInput(
            f"k goes with method=k-shortest, not with {which}.",
            next_step="Add method=k-shortest, or leave k out.",
            field="k",
        )
    if choices.k is not None and not 1 <= choices.k <= MOST_K:
        raise InvalidInput(f"k is {choices.k}.", next_step=f"Use a whole number from 1 to {MOST_K}.", field="k")
    if limit is not None and which == "k-shortest":
        raise InvalidInput(
            "limit goes with shortest and widest: k-shortest lists k paths.", next_step="Say k instead.", field="limit"
        )
    return which, "distance" if choices.by == "distance" else "hops"


def constraints_of(explorer: Explorer, graph: Projection, choices: Choices, held: Stages | None) -> Constraints:
    """The constraints meant by the words of a question; `held` are the stages of its chain.

    Raises `NotFound`, `UnknownName` and `InvalidInput`.
    """
    lists = {name: _listed(name, str(getattr(choices, name))) for name in
             ("relations", "without_relations", "types", "countries", "without_countries")}  # fmt: skip
    lists |= {name: tuple(named_in(str(getattr(choices, name)), graph, field=name)) for name in ("avoid", "via")}
    if len(lists["via"]) > MOST_VIA:
        raise InvalidInput(
            f"via names {len(lists['via'])} nodes, more than {MOST_VIA}.",
            next_step="Ask for the paths between some of them.",
            field="via",
        )
    for name in ("avoid", "via"):
        _not_too_many(name, lists[name])
        lists[name] = tuple(node_of(explorer, graph, one) for one in lists[name])
    for name in ("countries", "without_countries"):
        lists[name] = tuple(
            canonical_id(f"country:{one.removeprefix('country:')}").removeprefix("country:") for one in lists[name]
        )
    if lists["types"]:
        lists["types"] = _labels(explorer, graph, lists["types"])
    return Constraints(**lists, stages=held)


def _listed(name: str, text: str) -> tuple[str, ...]:
    items = tuple(one.strip() for one in text.split(",") if one.strip())
    if text and not items:
        raise InvalidInput(f"{name} names nothing.", next_step=f"Name something, or leave {name} out.", field=name)
    _not_too_many(name, items)
    return items


def _not_too_many(name: str, items: tuple[str, ...]) -> None:
    if len(items) > MOST_NAMED:
        raise InvalidInput(
            f"{name} names {len(items)} things, more than {MOST_NAMED}.", next_step="Name fewer.", field=name
        )


def _labels(explorer: Explorer, graph: Projection, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of this network that are meant: a label of the ontology means those under it too."""
    ontology = explorer.ontology
    known = {one.label for one in graph.nodes}
    found: dict[str, None] = {}
    for label in asked:
        under = ontology.labels_under(label) if label in ontology.nodes else (label,)
        found.update(dict.fromkeys([one for one in under if one in known] or [label]))
    return tuple(found)


def held_in(explorer: Explorer, chain_id: str) -> Held:
    """Who holds which stage of a value chain; what lies in a place holds them for the place too. Raises `NotFound`."""
    snapshot = explorer.snapshot()
    chain = read_chain(explorer.store, snapshot.names[chain_id].id)
    stages = held_stages(chain, snapshot.places.upwards)
    positions = {node_id: frozenset(stage.position for stage in held) for node_id, held in stages.items()}
    return Held(stages, Stages(chain.id, tuple(sorted({stage.position for stage in chain.stages})), positions))
