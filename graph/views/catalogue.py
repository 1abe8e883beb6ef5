"""The network views there are, and the parameters each takes. The rules stand in each view's description, which answers
carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph import catalog
from graph.errors import InvalidInput, UnknownName
from graph.views.periods import PERIOD_PARAMETERS, checked_period

LEVELS = ("country", "region", "organisation")
RULES = ("count", "newman")
ACTORS_OF = {"regions": "region", "countries": "country"}  # one-mode view → level of `participation` it is made of


@dataclass(frozen=True, slots=True)
class View:
    """A network view and the parameters it takes."""

    name: str
    title: str
    description: str
    modes: tuple[str, ...]
    strength_means: str
    parameters: Mapping[str, str]
    directed: bool = False
    stored: bool = False  # loaded by somebody, not built in


def _period(query: str) -> dict[str, str]:
    """The parameters of a period, with whose time counts in this view."""
    time = catalog.query("views", query).header["time"]
    return {**PERIOD_PARAMETERS, "from": f"{PERIOD_PARAMETERS['from']}. Time of a statement: {time}"}


ONE_MODE = {
    "projection": "count (shared activities) or newman (each shared activity counts 1/(participants − 1)); default "
    "count",
    **_period("participation"),
}
VIEWS: Mapping[str, View] = {
    view.name: view
    for view in (
        View(
            "participation",
            catalog.query("views", "participation").title,
            catalog.query("views", "participation").description,
            ("actor", "activity"),
            catalog.query("views", "participation").header["strength"],
            {
                "level": "country (default), region or organisation: what actors are rolled up to",
                "nuts_level": "1, 2 or 3, with level=region; without it regions stay at the level their source names",
                **_period("participation"),
            },
        ),
        View(
            "regions",
            "Regions that take part in the same activities",
            "One-mode projection of `participation` at level=region: two regions are tied when they take part in "
            "one activity. "
            "What is stated only for a country, or is coarser than the NUTS level asked for, is left out and listed.",
            ("node",),
            "number of shared activities, or Newman's weight: each counts 1/(participants − 1)",
            {"nuts_level": "1, 2 or 3; without it regions stay at the level their source names", **ONE_MODE},
        ),
        View(
            "countries",
            "Countries that take part in the same activities",
            "One-mode projection of `participation` at level=country: two countries are tied when they take part in "
            "one activity.",
            ("node",),
            "number of shared activities, or Newman's weight: each counts 1/(participants − 1)",
            dict(ONE_MODE),
        ),
        View(
            "policy",
            catalog.query("views", "policy").title,
            catalog.query("views", "policy").description,
            ("node",),
            catalog.query("views", "policy").header["strength"],
            _period("policy"),
        ),
    )
}


def builtin_view(view: str) -> View:
    """The built-in view of this name. Raises `UnknownName`."""
    if view not in VIEWS:
        raise UnknownName("network view", view, VIEWS, next_step="GET /api/v1/networks lists all views.", field="view")
    return VIEWS[view]


def checked_parameters(view: str | View, parameters: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a view (a built-in one by its name) with their defaults.

    Raises `UnknownName` and `InvalidInput`.
    """
    spec = builtin_view(view) if isinstance(view, str) else view
    view = spec.name
    given = {name: value for name, value in parameters.items() if value not in ("", None)}
    known = spec.parameters
    for name in given:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise InvalidInput(
                f"The view '{view}' takes no parameter '{name}'.", next_step=f"It takes: {takes}.", field=name
            )
    if "level" in known:
        given.setdefault("level", "country")
        if given["level"] not in LEVELS:
            raise UnknownName("level", given["level"], LEVELS, field="level")
    if "nuts_level" in given:
        if given["nuts_level"] not in ("1", "2", "3"):
            raise InvalidInput(
                f"nuts_level '{given['nuts_level'][:40]}' is not a NUTS level.",
                next_step="Use 1, 2 or 3.",
                field="nuts_level",
            )
        if given.get("level", "region") != "region":
            raise InvalidInput("nuts_level goes with level=region.", next_step="Add level=region.", field="nuts_level")
    if "projection" in known:
        given.setdefault("projection", "count")
        if given["projection"] not in RULES:
            raise UnknownName("projection rule", given["projection"], RULES, field="projection")
    checked_period(given)
    return given


def affiliations(view: str, parameters: Mapping[str, str]) -> dict[str, str] | None:
    """Checked parameters of the `participation` network a one-mode view is made of; None for another view."""
    if view not in ACTORS_OF:
        return None
    shared = {name: parameters[name] for name in ("nuts_level", *PERIOD_PARAMETERS) if name in parameters}
    return {"level": ACTORS_OF[view], **shared}
