"""What one row of a query may cost: what the query itself makes is computed, what only the graph knows is assumed."""

from __future__ import annotations

import pytest

from api.door import CypherRefused, DoorLimits
from api.door.guard import check
from api.door.patterns import check_pattern

LIMITS = DoorLimits()


def is_refused(query: str, **parameters: object) -> bool:
    try:
        check(query, parameters, LIMITS)
    except CypherRefused:
        return True
    return False


@pytest.mark.parametrize(
    "body",
    [
        "a + a",
        "a || a",
        "[a, a]",
        "{l: a, r: a}",
        "replace(a, 'x', 'xx')",
        "a + reverse(a)",
        "a + a[0..]",
        "[y IN [1, 2] | a]",
    ],
)
def test_an_accumulator_that_doubles_is_refused(body: str) -> None:
    assert is_refused(f"RETURN reduce(a = 'x', i IN range(1, 50) | {body}) AS s")


@pytest.mark.parametrize(
    "body",
    [
        "a + 'y'",
        "a + toString(i)",
        "CASE WHEN i > 3 THEN a ELSE a + 'y' END",
        "coalesce(a, a)",
        "substring(a, 1) + 'z'",
        "i",
    ],
)
def test_an_accumulator_that_grows_evenly_is_let_through(body: str) -> None:
    assert not is_refused(f"RETURN reduce(a = 'x', i IN range(1, 50) | {body}) AS s")


def test_numbers_do_not_grow_by_adding_them() -> None:
    assert not is_refused("RETURN reduce(a = 1, i IN range(1, 100) | a + a) AS s")
    assert not is_refused("RETURN reduce(a = $v, i IN range(1, 100) | a + a * 0.1) AS s", v=1.5)
    assert is_refused("RETURN reduce(a = $v, i IN range(1, 100) | a + a) AS s", v="x")
    assert is_refused("RETURN reduce(a = $v, i IN range(1, 100) | a + a) AS s", v=[1])


def test_the_size_of_a_parameter_counts() -> None:
    query = "RETURN size([x IN $l | size([y IN $l WHERE y = x])]) AS n"
    assert not is_refused(query, l=list(range(500)))
    assert is_refused(query, l=list(range(20_000)))


@pytest.mark.parametrize(
    "query",
    [
        "WITH range(1, 50000) AS r WITH r AS s RETURN [x IN s | [y IN s | x + y]] AS t",
        "WITH {r: range(1, 50000)} AS m RETURN [x IN m.r | [y IN m.r | x + y]] AS t",
        "WITH [range(1, 50000)] AS m RETURN [x IN m[0] | [y IN m[0] | x + y]] AS t",
        "CALL { RETURN range(1, 50000) AS r } RETURN [x IN r | [y IN r | x + y]] AS t",
        "UNWIND [range(1, 50000)] AS r RETURN [x IN r | [y IN r | x + y]] AS t",
        "WITH 50000 AS n RETURN [x IN range(1, n) | [y IN range(1, n) | x + y]] AS t",
        "RETURN [x IN range(1, 10^4 * 5) | [y IN range(1, 10^4 * 5) | x + y]] AS t",
        "MATCH (n) WHERE any(x IN range(1, 50000) WHERE all(y IN range(1, 50000) WHERE y > x)) RETURN n",
        "MATCH (n {id: size([x IN range(1, 50000) | [y IN range(1, 50000) | x]])}) RETURN n",
        "MATCH (n) RETURN n ORDER BY size([x IN range(1, 50000) | [y IN range(1, 50000) | x]])",
        "RETURN EXISTS { MATCH (m) WHERE size([x IN range(1, 50000) | [y IN range(1, 50000) | x]]) > 1 } AS e",
        "MATCH (n) RETURN [(n)-->(m) | size([x IN range(1, 50000) | [y IN range(1, 50000) | x]])] AS l",
        "RETURN [x IN split(reduce(s = '', i IN range(1, 50000) | s + 'a,'), ',') | [y IN range(1, 50000) | x]] AS l",
        "UNWIND range(1, 300) AS a UNWIND range(1, 300) AS b WITH collect(a) AS r RETURN [x IN r | [y IN r | 1]] AS t",
    ],
)
def test_a_long_list_is_seen_wherever_it_was_made(query: str) -> None:
    assert is_refused(query)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) WITH collect(n.id) AS ids RETURN [a IN ids | [b IN ids WHERE a < b | a + b]] AS pairs",
        "MATCH p = ({id: 1})-[*..3]-() RETURN [n IN nodes(p) | [r IN relationships(p) WHERE startNode(r) = n | r.id]]",
        "UNWIND range(1, 1000) AS i RETURN i, [j IN range(1, 1000) WHERE j % i = 0] AS divisors",
        "MATCH (a), (b) WHERE a.id < b.id RETURN count(*) AS pairs",
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*) AS n",
    ],
)
def test_rows_and_lists_of_the_graph_are_the_engine_s_business(query: str) -> None:
    assert not is_refused(query)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a*)*b", "(a|b)*c", "((a+)b)+", "(?:a+|b)*", "([a-z]+\\s)*", "(a{2,})+", "(a+){5,}", "(a+){99}"],
)
def test_a_repeated_group_that_repeats_is_refused(pattern: str) -> None:
    with pytest.raises(CypherRefused, match="repeats a group"):
        check_pattern(pattern, 100, 500)


@pytest.mark.parametrize(
    "pattern",
    [
        ".*abc.*",
        "(?i).*clust(er|ers).*",
        "[a-z+*|]+",
        "(abc)+",
        "\\(a+\\)+",
        "a{2,3}",
        "(a+)?",
        "(a+){2}",
        "[^)]*",
        "^.{3}$",
        "[\\])(]+x",
    ],
)
def test_an_ordinary_pattern_is_let_through(pattern: str) -> None:
    assert check_pattern(pattern, 100, 500) <= 10_000


def test_repetitions_multiply() -> None:
    assert check_pattern(".*.*x", 100, 500) == 5_000
    assert is_refused("MATCH (n) WHERE n.name =~ '.*.*.*.*.*.*x' RETURN n")
    assert is_refused("RETURN $text =~ '.*.*.*x' AS m", text="a" * 3_000)


def test_a_pattern_is_known_before_the_query_runs() -> None:
    assert not is_refused("WITH '(?i).*' + $q + '.*' AS rx MATCH (n) WHERE n.name =~ rx RETURN n", q="x")
    assert is_refused("MATCH (n), (m) WHERE n.name =~ m.name RETURN n")
    assert is_refused("MATCH (n) WHERE n.name =~ '.*' + $q RETURN n", q="(a+)+")
