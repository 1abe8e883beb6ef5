"""One reading of a query's text, the same for our parser and for both engines."""

from __future__ import annotations

import pytest

from api.door import CypherRefused, CypherSyntax
from api.door.text import check_plain_word, named, plain_text


def plain(text: object) -> str:
    return plain_text(text, max_chars=1_000)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("RETURN 1 // x\rCREATE (n)", "RETURN 1 // x\nCREATE (n)"),
        ("'caf\\u00e9'", "'café'"),
        ("'\\u65E5\\u672c'", "'日本'"),
        ("\ufeffRETURN 1", "RETURN 1"),
        ("'tab\tand 日本 🙂 a\u200db'", "'tab\tand 日本 🙂 a\u200db'"),
    ],
)
def test_one_spelling(text: str, becomes: str) -> None:
    assert plain(text) == becomes


@pytest.mark.parametrize(
    "code",
    ["0027", "0022", "0060", "005c", "002f", "002F", "0041", "000a", "000D", "0020", "2028", "00a0", "D800", "200B"],
)
def test_an_escape_that_might_mean_something_is_refused(code: str) -> None:
    with pytest.raises(CypherRefused, match="escape"):
        plain(f"RETURN 'a\\u{code}b'")


@pytest.mark.parametrize("text", ["'\\\\u00e9'", "'\\\\\\\\u00e9'", "'\\u00'", "'\\uu00e9'", "'\\u{e9}'"])
def test_an_escape_that_can_be_read_twice_is_refused(text: str) -> None:
    with pytest.raises(CypherRefused, match="escape"):
        plain(text)


@pytest.mark.parametrize(
    "character", ["\0", "\x0b", "\x0c", "\x1a", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ud800"]
)
def test_a_character_that_some_take_for_a_line_end_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(CypherRefused, match=r"Line 2, column 3 .*U\+") as caught:
        plain(f"RETURN\n12{character}")
    assert "parameters" in caught.value.next_step


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_nothing_is_no_query(text: str) -> None:
    with pytest.raises(CypherSyntax, match="empty"):
        plain(text)


@pytest.mark.parametrize("text", [None, 1, b"RETURN 1", ["RETURN 1"], {"query": 1}])
def test_what_is_not_text_is_refused(text: object) -> None:
    with pytest.raises(CypherRefused, match="not text"):
        plain(text)


@pytest.mark.parametrize("word", ["ſet", "ＣＲＥＡＴＥ", "S\u212aIP", "١", "ﬁlter", "𝐒𝐄𝐓", "ſ", "²"])
def test_letters_that_only_look_plain_are_refused(word: str) -> None:
    with pytest.raises(CypherRefused):
        check_plain_word(word)


@pytest.mark.parametrize("word", ["name", "région", "日本", "Ærø", "İzmir", "straße", "n1"])
def test_other_alphabets_are_welcome(word: str) -> None:
    check_plain_word(word)


def test_a_character_nobody_sees_is_named() -> None:
    assert named("#") == "'#'"
    assert named("\u00a0") == "U+00A0 (no-break space)"
