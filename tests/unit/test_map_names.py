"""Names on the map of a network: none covers another."""

from __future__ import annotations

from api.pages.node_map import _names


def circle(name: str, x: float, y: float) -> dict[str, object]:
    return {"name": name, "x": x, "y": y, "r": 10.0}


def test_a_name_without_room_to_the_right_goes_to_the_left() -> None:
    first, second = _names([circle("Lombardia", 100, 50), circle("Piemonte", 90, 55)])

    assert (first["anchor"], first["x"]) == ("start", 114)
    assert (second["anchor"], second["x"]) == ("end", 76)


def test_a_name_without_room_on_either_side_is_left_out() -> None:
    crowded = [circle("Lombardia", 100, 50), circle("Piemonte", 90, 55), circle("Liguria", 95, 52)]

    assert [one["text"] for one in _names(crowded)] == ["Lombardia", "Piemonte"]


def test_names_in_other_lines_stand_to_the_right() -> None:
    apart = _names([circle("Norte", 100, 50), circle("Centro", 100, 80)])

    assert [one["anchor"] for one in apart] == ["start", "start"]
