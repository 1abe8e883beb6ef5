"""CSV files as they come: marks, line endings, quotes, broken bytes, and cells nobody should read whole."""

import csv
from pathlib import Path

import pytest

from graph.errors import LoadError
from loaders.limits import PackLimits
from loaders.statements import Reject
from loaders.tables import Table

HEAD = "id,name,quote\n"


def rows(
    tmp_path: Path, content: bytes | str, limits: PackLimits | None = None
) -> list[tuple[int, dict[str, str]] | Reject]:
    path = tmp_path / "T.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    table = Table(path, "nodes/T.csv", known=["id", "name", "quote"], needed=["id"], limits=limits or PackLimits())
    return list(table.rows())


def names(found: list[tuple[int, dict[str, str]] | Reject]) -> list[tuple[int, str]]:
    return [(row.row, "rejected") if isinstance(row, Reject) else (row[0], row[1]["name"]) for row in found]


@pytest.mark.parametrize(
    "content",
    [
        "id,name\n1,Åse\n2,b\n",
        "\ufeffid,name\n1,Åse\n2,b\n",
        "id,name\r\n1,Åse\r\n2,b\r\n",
        "\ufeffid,name\r\n1,Åse\r\n2,b",
        "id,name\r1,Åse\r2,b\r",
        ' id , name\n1,"Åse"\n2,b\n',
        "name,id\nÅse,1\nb,2\n",
    ],
    ids=["plain", "mark", "windows", "excel", "old mac", "spaces and quotes", "other order"],
)
def test_files_from_everywhere_are_read_alike(tmp_path: Path, content: str) -> None:
    assert names(rows(tmp_path, content)) == [(2, "Åse"), (3, "b")]


def test_a_row_is_called_by_the_line_it_begins_at(tmp_path: Path) -> None:
    found = rows(tmp_path, 'id,name\n\n1,"two\nlines"\n,\n2,"a ""quote"", so"\n\n3,c\n')
    assert names(found) == [(3, "two\nlines"), (6, 'a "quote", so'), (8, "c")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"2,b,c,d", "4 cells where the header has 3"),
        (b"2,b", "2 cells where the header has 3"),
        (b'2,"b"x,', "not a CSV row: ',' expected after '\"'"),
        ("2,Åse,".encode("latin-1"), "not UTF-8"),
        (b"2,\xff\xfe,", "not UTF-8"),
        (b"2,a\0b,", "a control character (U+0000)"),
        (b"2,a\x1b[2Jb,", "a control character (U+001B)"),
        (b"2," + b"x" * 50_001 + b",", "a cell of 50,001 characters; 50,000 are allowed"),
    ],
)
def test_a_broken_row_is_rejected_and_the_next_one_read(tmp_path: Path, row: bytes, reason: str) -> None:
    first, second, third = rows(tmp_path, HEAD.encode() + b"1,a,\n" + row + b"\n3,c,\n")
    assert isinstance(second, Reject)
    assert (second.place, second.reason) == ("nodes/T.csv:3", reason)
    assert second.next_step
    assert len(second.value) <= 121
    assert second.value.isprintable()
    assert names([first, third]) == [(2, "a"), (4, "c")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nodes/T.csv is empty. Begin it with: id,name,quote"),
        (b"id;name\n1;a\n", "nodes/T.csv is separated by semicolons, not by commas"),
        (b"id\tname\n1\ta\n", "is separated by tabs"),
        ("id,name\n".encode("utf-16"), "nodes/T.csv is UTF-16"),
        (b"id,nam\n", "line 1: Unknown column 'nam'. Did you mean 'name'?"),
        (b"name\n", "line 1: the column 'id' is missing"),
        (b"id,name,id\n", "line 1: the column 'id' is there twice"),
        (b"id,,name\n", "line 1: Unknown column ''"),
        (b'id,name\n1,a\n2,"b\n3,c\n', "nodes/T.csv, line 3: a quote is opened and never closed"),
        (b'id,"name\n1,a\n', "nodes/T.csv, line 1: unexpected end of data"),
        (b'id,name\n1,"' + b"x" * 140_000, "line 2: a cell of more than 131,072 characters, or a quote that is never"),
        (b"PK\x03\x04\x14\0\x06\0", "nodes/T.csv, line 1: Unknown column"),
    ],
)
def test_a_file_that_cannot_be_read_to_its_end_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(LoadError) as caught:
        rows(tmp_path, content)
    assert said in str(caught.value)
    assert caught.value.next_step


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="has 30 bytes; a file may have 20"):
        rows(tmp_path, HEAD + "x" * 16, PackLimits(max_file_bytes=20))


def test_a_sparse_file_of_200_megabytes_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "T.csv"
    with path.open("wb") as file:
        file.write(b'id,name\n1,"')
        file.truncate(200 * 2**20)
    table = Table(path, "nodes/T.csv", known=["id", "name"], needed=["id"], limits=PackLimits(max_file_bytes=2**30))
    with pytest.raises(LoadError, match="more than 131,072 characters"):
        list(table.rows())
    assert csv.field_size_limit() == 131_072


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"nodes/T\.csv cannot be read: No such file"):
        Table(tmp_path / "T.csv", "nodes/T.csv", known=["id"], needed=["id"], limits=PackLimits())
