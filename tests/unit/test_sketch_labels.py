"""Claims about the names in a sketch: whom it is about is named first, and where there is no room all the same."""

from __future__ import annotations

from api.pages.sketch import HEIGHT, WIDTH, labels

CROWD = {f"n{row}-{column}": (60.0 + 26 * column, 60.0 + 24 * row) for row in range(16) for column in range(20)}
NAMES = {one: f"Organisation {one}" for one in CROWD}


def test_a_node_in_a_crowd_is_named_only_where_the_picture_is_about_it() -> None:
    order = ["n8-9", *(one for one in CROWD if one != "n8-9")]
    assert "n8-9" not in labels(CROWD, order, NAMES)
    assert labels(CROWD, order, NAMES, meant=["n8-9"])["n8-9"].text == "Organisation n8-9"


def test_a_name_that_must_be_there_is_shortened_before_it_leaves_the_picture_or_covers_a_mark() -> None:
    at = {"only": (WIDTH / 2, HEIGHT / 2)}
    names = {"only": "Organisation of the whole value chain"}
    x, y = at["only"]
    all_around = [(x + 130, y), (x - 130, y), (x + 80, y - 18), (x + 80, y + 18), (x - 80, y + 18), (x - 80, y - 18)]
    assert labels(at, ["only"], names, marks=all_around) == {}
    assert labels(at, ["only"], names, meant=["only"], marks=all_around)["only"].text == "Organisation…"
