"""Every bound of the Cypher door, each with its reason. The settings hand some of them in; nothing is read here.

A transaction timeout does not bound a query: both engines look at their clock between rows and never inside one
expression (a doubling list went on for 334 s under a 4 s timeout). Hence the bounds on what one expression may cost
(`max_steps`, `max_elements`, `max_loops`, `max_range`), beside those on time and on the answer.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoorLimits:
    """The bounds of one door. Seconds are wall-clock."""

    # the pool
    workers: int = 2  # a query that will not stop holds one; the other keeps answering
    seconds: float = 10.0  # a lookup takes milliseconds, a whole-graph question in Cypher was measured at 17 s
    queue_seconds: float = 1.0  # how long to wait for a free worker before saying busy: most queries take less

    # the query
    max_query_chars: int = 20_000  # the longest query of the library has under 2,000
    max_words: int = 4_000  # names, numbers, signs: about a second of parsing; the longest honest query has 300
    max_depth: int = 40  # brackets, subqueries and expressions inside each other; everybody parses recursively
    max_clauses: int = 80  # planning time grows faster than the number of clauses
    max_list_items: int = 1_000  # a longer list belongs in a parameter, which nobody has to parse
    max_hops: int = 6  # beyond 6, supernodes make a path meaningless, and the number of paths explodes
    max_shortest_hops: int = 15  # a shortest path visits each node once, so it may look further

    # one expression, evaluated for one row: no engine can be stopped inside it
    max_comprehension_hops: int = 3  # of [(a)-->(b) | …]: with 6 the embedded engine ran on for over a minute
    max_loops: int = 3  # comprehensions, predicates and reduce in each other's bodies: their lengths multiply
    max_range: int = 100_000  # elements of one range()
    max_steps: float = 2e7  # estimated steps of evaluation, 2 to 8 s on either engine
    max_elements: float = 2e6  # estimated elements, or characters, of one value: some 50 MB of heap, here and there
    max_pattern_chars: int = 500  # of a regular expression

    # the parameters
    max_parameter_values: int = 50_000  # numbers, strings … in all parameters together
    max_parameter_chars: int = 1_000_000  # in all their strings and names together
    max_parameter_depth: int = 8  # lists and maps inside each other

    # the answer; what is cut is said
    max_rows: int = 5_000  # about what a page can show
    max_values: int = 200_000  # numbers, strings … in all rows together; a node counts each of its properties
    max_bytes: int = 4_000_000  # of the rows as JSON
