"""What the Cypher door answers instead of rows: a branch of the one error tree.

    ExplorerError
    ├── CypherRefused           the query would do something other than read, or passes a bound
    ├── CypherTimeout           no answer by the deadline
    ├── CypherTooBusy           every worker of the door is occupied; carries `retry_after`
    └── StoreError
        └── QueryFailed         the engine could not evaluate the query
            └── CypherSyntax    the query cannot be read as Cypher; carries `line` and `column`
                └── CypherUnknown   it names a function nobody knows, or a parameter that is not given

`detail` and `next_step` of all of them are free of class names, paths and addresses of the machine.
"""

from __future__ import annotations

from graph.errors import ExplorerError, QueryFailed


class CypherRefused(ExplorerError):
    """The query may not run: it would do something other than read, or it passes a bound."""


class CypherSyntax(QueryFailed):
    """The query cannot be read as Cypher. `line` and `column` count from 1; 0 where the place is not known."""

    def __init__(self, detail: str, *, next_step: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(detail, next_step=next_step)
        self.line = line
        self.column = column


class CypherUnknown(CypherSyntax):
    """The query names a function that is in no list, or a parameter that is not given."""


class CypherTimeout(ExplorerError):
    """No answer after `seconds`; the worker stays occupied until the engine lets go of it."""

    def __init__(self, detail: str, *, next_step: str = "", seconds: float) -> None:
        super().__init__(detail, next_step=next_step)
        self.seconds = seconds


class CypherTooBusy(ExplorerError):
    """Every worker is occupied; trying again makes sense after `retry_after` seconds."""

    def __init__(self, detail: str, *, next_step: str = "", retry_after: int) -> None:
        super().__init__(detail, next_step=next_step)
        self.retry_after = retry_after
