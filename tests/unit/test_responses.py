"""Claims about answers as bytes: flat tables, tags of the content, bounds that say what they are."""

from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import Request

from api.answers.shapes import address, listing
from api.responses import answered, bounds, check_format, flattened, json_bytes, tagged
from api.settings import Settings
from graph.errors import InvalidInput, UnknownName


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": raw})


def explorer(**settings: Any) -> Any:
    return SimpleNamespace(settings=Settings(_env_file=None, **settings))


# --- flattening


def test_maps_become_columns_and_lists_of_things_their_ids() -> None:
    row = {
        "id": "a",
        "target": {"id": "b", "name": "B"},
        "evidence": [{"source_id": "source:one", "quote": None}, {"source_id": "source:two"}],
        "shared": [{"code": "C21", "name": "Pharma"}],
        "tags": ["x", "y"],
        "year": None,
        "deep": {"er": {"still": 1}},
    }

    assert flattened(row) == {
        "id": "a",
        "target.id": "b",
        "target.name": "B",
        "evidence": "source:one|source:two",
        "shared": "C21",
        "tags": "x|y",
        "year": None,
        "deep.er.still": 1,
    }


def test_a_thing_without_an_id_is_written_as_json() -> None:
    assert json.loads(flattened({"pieces": [{"size": 2, "nodes": []}]})["pieces"]) == {"size": 2, "nodes": []}


def table(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.body.decode())))


def test_unknown_is_an_empty_cell_never_zero_or_none() -> None:
    response = answered(request(), {}, format_="csv", rows=[{"id": "a", "year": None, "rank": 0}])

    assert table(response) == [{"id": "a", "year": "", "rank": "0"}]


def test_a_column_that_only_a_later_row_has_is_there() -> None:
    response = answered(request(), {}, format_="csv", rows=[{"id": "a"}, {"id": "b", "role": {"name": "lead"}}])

    assert table(response) == [{"id": "a", "role.name": ""}, {"id": "b", "role.name": "lead"}]


def test_a_table_without_rows_is_its_header() -> None:
    response = answered(request(), {}, format_="csv", rows=[], columns=("id", "value"))

    assert response.status_code == 200
    assert response.body == b"id,value\r\n"


def test_the_columns_of_a_table_come_first_and_in_their_order() -> None:
    rows = [{"role": {"name": "lead"}, "value": 1, "id": "a"}, {"id": "b", "role": None}]
    response = answered(request(), {}, format_="csv", rows=rows, columns=("id", "unit", "value"))

    assert response.body.splitlines()[0] == b"id,unit,value,role.name"
    assert table(response)[0] == {"id": "a", "unit": "", "value": "1", "role.name": "lead"}


def test_an_answer_without_a_table_says_so() -> None:
    with pytest.raises(InvalidInput, match="no table"):
        answered(request(), {}, format_="csv")


def test_a_csv_cell_is_never_run_as_a_formula() -> None:
    response = answered(request(), {}, format_="csv", rows=[{"name": "=1+1"}])

    assert table(response) == [{"name": "'=1+1"}]


# --- bytes and tags


def test_the_same_answer_has_the_same_bytes_and_tag() -> None:
    one, other = (answered(request(), {"name": "Skåne", "value": 0.1}) for _ in range(2))

    assert one.body == other.body == '{"name":"Skåne","value":0.1}'.encode()
    assert one.headers["etag"] == other.headers["etag"]
    assert one.headers["etag"] != answered(request(), {"name": "Skåne", "value": 0.2}).headers["etag"]


@pytest.mark.parametrize("pattern", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_who_has_the_bytes_already_gets_none(pattern: str) -> None:
    tag = tagged(request(), b"body", "text/plain").headers["etag"]

    response = tagged(request(if_none_match=pattern.format(tag=tag)), b"body", "text/plain")

    assert (response.status_code, response.body) == (304, b"")
    assert response.headers["etag"] == tag


def test_who_has_other_bytes_gets_these() -> None:
    response = tagged(request(if_none_match='"of-yesterday"'), b"body", "text/plain")

    assert (response.status_code, response.body) == (200, b"body")


def test_only_a_download_is_an_attachment() -> None:
    assert "content-disposition" not in answered(request(), {}).headers
    assert (
        answered(request(), {}, format_="json", name="gaps").headers["content-disposition"]
        == 'attachment; filename="gaps.json"'
    )
    assert answered(request(), {}, format_="csv", rows=[], name="gaps").headers["content-type"].startswith("text/csv")


def test_what_is_not_a_number_is_never_written_as_one() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        json_bytes({"value": float("nan")})


# --- bounds


def test_a_list_has_a_page_and_a_download_everything_up_to_its_bound() -> None:
    small = explorer(valuechain_page_limit=5, valuechain_max_limit=10, valuechain_max_download_rows=100)

    assert bounds(small, None, 0, None) == (5, 0)
    assert bounds(small, 10, 7, None) == (10, 7)
    assert bounds(small, None, 0, "csv") == (100, 0)
    assert bounds(small, 100, 0, "json") == (100, 0)


def test_a_page_is_never_longer_than_the_largest_page() -> None:
    assert bounds(explorer(valuechain_page_limit=50, valuechain_max_limit=10), None, 0, None) == (10, 0)


@pytest.mark.parametrize(("limit", "format_", "most"), [(11, None, 10), (101, "csv", 100)])
def test_a_limit_above_the_bound_is_refused_with_the_bound(limit: int, format_: str | None, most: int) -> None:
    small = explorer(valuechain_page_limit=5, valuechain_max_limit=10, valuechain_max_download_rows=100)

    with pytest.raises(InvalidInput, match=f"limit is {limit}, more than {most}") as error:
        bounds(small, limit, 0, format_)
    assert error.value.field == "limit"


def test_a_misspelt_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'csv'"):
        check_format("cvs")
    check_format(None)
    check_format("graphml", ("json", "csv", "graphml"))


# --- lists


def page(total: int, limit: int, offset: int) -> dict[str, Any]:
    rows = [{"id": str(number)} for number in range(total)]
    return listing(
        rows[offset : offset + limit], total=total, limit=limit, offset=offset, path="/x", parameters={"q": "å b"}
    )


def test_a_list_says_where_the_rest_is() -> None:
    first = page(5, 2, 0)

    assert (first["total"], first["limit"], first["truncated"]) == (5, 2, True)
    assert first["next"] == "/x?q=%C3%A5+b&limit=2&offset=2"
    assert (page(5, 2, 4)["next"], page(5, 2, 4)["truncated"]) == (None, False)


@pytest.mark.parametrize("offset", [5, 6, 10**30])
def test_beyond_the_end_there_is_nothing_and_nothing_follows(offset: int) -> None:
    beyond = page(5, 2, offset)

    assert (beyond["items"], beyond["next"], beyond["truncated"], beyond["total"]) == ([], None, False, 5)


def test_an_address_leaves_out_what_was_not_given_and_quotes_the_rest() -> None:
    assert (
        address("/entities/project:a b", q="", level="region", nuts_level=None)
        == "/entities/project:a%20b?level=region"
    )
    assert address("/x", ids="a:1,b:2") == "/x?ids=a:1,b:2"
    assert address("/x", q="a&b=c#d") == "/x?q=a%26b%3Dc%23d"
