"""Claims about the parameters of network views: defaults are written out, a wrong one is told what is allowed."""

from __future__ import annotations

import pytest
from view_rows import networks_of

from graph.errors import InvalidInput, UnknownName
from graph.views import VIEWS, checked_parameters


@pytest.mark.parametrize(
    ("view", "given", "field", "said"),
    [
        ("participatoin", {}, "view", "Did you mean 'participation'?"),
        ("participation", {"level": "contry"}, "level", "Did you mean 'country'?"),
        ("participation", {"level": "region", "nuts_level": "4"}, "nuts_level", "Use 1, 2 or 3."),
        ("participation", {"nuts_level": "2"}, "nuts_level", "Add level=region."),
        ("participation", {"projection": "count"}, "projection", "It takes: level, nuts_level, from, to, undated."),
        ("countries", {"projection": "newmann"}, "projection", "Did you mean 'newman'?"),
        ("countries", {"nuts_level": "2"}, "nuts_level", "It takes: projection, from, to, undated."),
        ("regions", {"level": "country"}, "level", "It takes: nuts_level, projection, from, to, undated."),
        ("policy", {"level": "region"}, "level", "It takes: from, to, undated."),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_is_allowed(
    view: str, given: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        checked_parameters(view, given)

    assert error.value.field == field
    assert said in str(error.value)


def test_an_unknown_view_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName):
        networks_of().projection("collaboration")


@pytest.mark.parametrize(
    ("view", "given", "checked"),
    [
        ("participation", {}, {"level": "country"}),
        ("participation", {"level": "", "nuts_level": ""}, {"level": "country"}),
        ("participation", {"level": "region", "nuts_level": "3"}, {"level": "region", "nuts_level": "3"}),
        ("regions", {}, {"projection": "count"}),
        ("countries", {"projection": "newman"}, {"projection": "newman"}),
        ("policy", {}, {}),
    ],
)
def test_defaults_are_written_out(view: str, given: dict[str, str], checked: dict[str, str]) -> None:
    assert checked_parameters(view, given) == checked


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_what_it_is(view: str) -> None:
    spec = VIEWS[view]
    network = networks_of().projection(view)

    assert spec.title
    assert spec.strength_means
    assert len(spec.description) > 40
    assert (network.n, network.m) == (0, 0)  # an empty graph is an empty network, not an error
    assert network.description == spec.description
