"""The conditions of a route in words with names, and what of a network they can be chosen from."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request

from api.answers.nodes import named_in, node_of
from api.answers.path_choices import Choices
from api.answers.shapes import Json
from api.explorer import Explorer
from api.pages.words import joined, plural, words
from graph.analytics.constraints import relations_of, types_of
from graph.lookups.names import canonical_id
from graph.projection import Projection

OFFERED = 40  # relations or types to tick; of more the names are written
Conditions = dict[str, str]  # name of the parameter → what it asks of a route: 'avoids Finland'


def offered(graph: Projection, chosen: dict[str, str]) -> dict[str, list[str]]:
    """Relations and types to tick, with those that are chosen; none where there are too many, or one alone."""
    there = {"relations": relations_of(graph), "types": types_of(graph)}
    told = {name: [one for one in listed(chosen[name]) if one not in there[name]] for name in there}
    return {
        name: [*sorted(known), *told[name]] if len(known) > 1 and len(known) <= OFFERED else []
        for name, known in there.items()
    }


def listed(text: str) -> list[str]:
    """What a list with commas names."""
    return [one.strip() for one in text.split(",") if one.strip()]


def ticked(request: Request, name: str) -> str:
    """The values of a parameter that a form may send several times, with commas between."""
    return ",".join(one for text in request.query_params.getlist(name) for one in listed(text))


def conditions(explorer: Explorer, graph: Projection, choices: Choices, max_hops: int | None) -> Conditions:
    """What is asked of a route, each as a verb with names. The choices are those of an answer, so they hold."""
    names = explorer.snapshot().names

    def nodes(field: str) -> list[str]:
        ids = [node_of(explorer, graph, one) for one in named_in(getattr(choices, field), graph, field=field)]
        return [graph.nodes[graph.place(one)].name if one in graph else names.name(one) for one in ids]

    def countries(text: str) -> list[str]:
        ids = [canonical_id(f"country:{one.removeprefix('country:')}") for one in listed(text)]
        return [names.name(one) if one in names.nodes else one.removeprefix("country:") for one in ids]

    types = [words(one).lower() for one in listed(choices.types)]
    said = {
        "avoid": f"avoids {joined(nodes('avoid'))}",
        "via": f"passes {', then '.join(nodes('via'))}",
        "relations": f"uses only ties that state {joined(listed(choices.relations), 'or')}",
        "without_relations": f"uses no tie that states only {joined(listed(choices.without_relations), 'or')}",
        "types": f"passes only nodes of the type {joined(types, 'or')}",
        "countries": f"stays in {joined(countries(choices.countries))}",
        "without_countries": f"avoids nodes in {joined(countries(choices.without_countries))}",
        "stages": f"follows the stages of {names.name(canonical_id(choices.stages)) if choices.stages else ''}",
    }
    found = {name: text for name, text in said.items() if getattr(choices, name)}
    return found | ({"max_hops": f"has at most {plural(max_hops, 'hop')}"} if max_hops else {})


def none_found(result: Json, asked: Conditions, warnings: Sequence[str], place: str) -> list[tuple[str, str]]:
    """The sentences of an answer without a route; `place` is what was searched, such as 'at this level'."""
    source, target = result["source"]["name"], result["target"]["name"]
    some = " Between the places that contain the two there is one, below." if result["reachable_ancestors"] else ""
    held = any(one.startswith(("Without any constraint", "The shortest path has")) for one in warnings)
    if asked and held:
        under = f"No route from {source} to {target} that {joined(list(asked.values()))}"
        return [(under, f". Without {'that' if len(asked) == 1 else 'these conditions'} there is one.{some}")]
    known = f"No route is known from {source} to {target} {place}"
    return [(known, f". That is what the loaded statements say, not that there is none.{some}")]


def in_words(warnings: Sequence[str], asked: Conditions) -> list[str]:
    """The warnings as the page says them: conditions by their words, and not again what the headline says."""
    said = []
    for warning in warnings:
        if asked and warning.startswith("No path from '") and " under " in warning:
            continue
        one = warning.replace("Without any constraint the", "Without any condition the")
        for name, text in asked.items():
            one = one.replace(f"Without {name} alone it has", f"If it need not be one that {text}, the shortest has")
        said.append(one)
    return said
