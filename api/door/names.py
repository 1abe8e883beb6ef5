"""What a query may consist of: allow-lists of syntax, functions and procedures. What is not named here is refused.

A list of what is forbidden would not do: `util.sleep` (embedded; ignores every timeout), `apoc.*`, `gds.*`, `genai.*`,
`version()` and `env()` are functions like any other, and each release brings new clauses.
"""

from __future__ import annotations

from cypherast.lexer import TokenKind

STATEMENTS = """
    Cypher Query Union Match Where With Return Unwind Order Ordered Skip Limit Alias Star
    CallSubquery CallProcedure Yield
"""
PATTERNS = "Pattern PathPattern NodePattern RelationshipPattern LabelExpression ShortestPath"
VALUES = """
    Identifier Parameter Null Boolean Integer Float String List Map MapProjection PropertySelector Property
    ListSubscript ListSlice
"""
OPERATORS = """
    Add Sub Mul Div Mod Pow Neg EQ NEQ LT LTE GT GTE And Or Xor Not In StartsWith EndsWith Contains RegexMatch IsNull
    LabelPredicate PatternPredicate CountSubquery
"""
EXPRESSIONS = "FunctionCall Coalesce Case ListComprehension PatternComprehension Quantifier ListLambda"
SYNTAX = frozenset(" ".join((STATEMENTS, PATTERNS, VALUES, OPERATORS, EXPRESSIONS)).split())

REFUSED_PARTS = {  # arguments of allowed syntax that must be empty: (syntax, argument) → what a message calls it
    ("Cypher", "version"): "CYPHER with a version",
    ("Match", "search"): "SEARCH",
    ("Match", "hints"): "USING",
    ("With", "group_by"): "GROUP BY",
    ("Return", "group_by"): "GROUP BY",
    ("CallSubquery", "in_transactions"): "CALL … IN TRANSACTIONS",
    ("CallSubquery", "transaction_rows"): "CALL … IN TRANSACTIONS",
    ("CallSubquery", "optional"): "OPTIONAL CALL",
    ("RelationshipPattern", "memgraph_quantifier"): "a named quantifier",
    ("RelationshipPattern", "memgraph_weight_expr"): "a weight in a pattern",
    ("RelationshipPattern", "memgraph_total_weight"): "a weight in a pattern",
}

AGGREGATION = "avg collect count max min percentilecont percentiledisc stdev stdevp sum"
SCALAR = """
    char_length character_length coalesce elementid endnode head id last length nullif properties size startnode
    timestamp
    toboolean tobooleanornull tofloat tofloatornull tointeger tointegerornull type valuetype
"""
RANDOM = "rand randomuuid"  # other rows each time, which harms nobody: sampling is an honest read
LISTS = """
    keys labels nodes range relationships reverse tail tobooleanlist tofloatlist tointegerlist tostringlist
    exists isempty
"""  # all, any, none, single and reduce are syntax
MATHEMATICS = """
    abs acos asin atan atan2 ceil cos cot degrees e exp floor haversin isnan log log10 pi radians round sign sin sqrt
    tan
    vector.similarity.cosine vector.similarity.euclidean
"""
TEXT = """
    btrim left lower ltrim normalize replace right rtrim split substring tolower tostring tostringornull toupper trim
    upper
"""
TIME = " ".join(
    (
        "date datetime localdatetime localtime time datetime.fromepoch datetime.fromepochmillis",
        "duration duration.between duration.indays duration.inmonths duration.inseconds",
        *(
            f"{kind}.{which}"
            for kind in ("date", "datetime", "localdatetime", "localtime", "time")
            for which in ("realtime", "statement", "transaction", "truncate")
        ),
    )
)
SPACE = "point point.distance point.withinbbox"
ROUTES = "shortestpath allshortestpaths"  # inside an expression; in a pattern they are syntax
FUNCTIONS = frozenset(" ".join((AGGREGATION, SCALAR, RANDOM, LISTS, MATHEMATICS, TEXT, TIME, SPACE, ROUTES)).split())

# What an engine has under a plain name and the door does not call: it tells of the machine, or belongs to LOAD CSV.
REFUSED_FUNCTIONS = frozenset("env eval exec file graph linenumber sqlscript sysenv version".split())


def may_be_a_slip(function: str) -> bool:
    """Whether a function that is not allowed is only misspelt: in no package of functions but those of the door."""
    package, dot, _ = function.lower().rpartition(".")
    ours = {name.rpartition(".")[0] for name in FUNCTIONS if "." in name}
    return package in ours if dot else function.lower() not in REFUSED_FUNCTIONS


# Both engines have these under the same name, with the same columns. Not db.propertyKeys: the embedded engine knows
# only declared properties. GET /api/v1/schema says more than all of them.
PROCEDURES = frozenset({"db.labels", "db.relationshiptypes"})

LIST_LAMBDAS = frozenset({"reduce"})  # extract() and filter() left Cypher with version 4

# Keywords that may stand before a bracket; any other word there is a call, and has to be in FUNCTIONS.
BEFORE_BRACKET = frozenset(
    TokenKind[name]
    for name in (
        "MATCH WHERE AND OR XOR NOT IN WITH RETURN BY THEN ELSE WHEN CASE CONTAINS DISTINCT UNWIND LIMIT SKIP CALL"
        " EXISTS COUNT COLLECT ALL ANY NONE SINGLE SHORTESTPATH ALLSHORTESTPATHS"
    ).split()
)

WRITES = "This door only reads; data come in through packs: valuechain load."
ONE_READ = "Send only the query itself: MATCH … RETURN …"

CLAUSES = {  # keywords that begin something else than a read: what to do instead
    TokenKind.CREATE: WRITES,
    TokenKind.MERGE: WRITES,
    TokenKind.SET: WRITES,
    TokenKind.DELETE: WRITES,
    TokenKind.DETACH: WRITES,
    TokenKind.REMOVE: WRITES,
    TokenKind.INSERT: WRITES,
    TokenKind.FOREACH: "It only writes; to go through a list, use UNWIND.",
    TokenKind.ON: WRITES,
    TokenKind.USE: "There is one graph; leave it out.",
    TokenKind.USING: "Both engines plan by themselves; leave the hint out.",
    TokenKind.CYPHER: "Leave the prefix out.",
    TokenKind.FILTER: "Write WITH … WHERE.",
    TokenKind.LET: "Write WITH … AS.",
    TokenKind.FOR: "Write UNWIND … AS.",
    TokenKind.NEXT: "Write WITH.",
    TokenKind.FINISH: "End with RETURN.",
}

PAIRS = {  # two plain words one after the other: never part of a read
    (
        "LOAD",
        "CSV",
    ): "This door reads the graph, no files and no addresses; data come in through packs: valuechain load.",
    ("PERIODIC", "COMMIT"): WRITES,
    ("IN", "TRANSACTIONS"): "A read needs no transactions of its own; leave IN TRANSACTIONS out.",
}

MANAGEMENT = """
    TERMINATE ALTER GRANT DENY REVOKE START STOP RENAME ENABLE DRYRUN DEALLOCATE REALLOCATE BEGIN COMMIT
    ROLLBACK SESSION
"""
OPENINGS = {  # first words of statements that are no reads
    "EXPLAIN": ONE_READ,
    "PROFILE": ONE_READ,
    "SHOW": "GET /api/v1/schema tells labels, relations and properties.",
    **dict.fromkeys(("DROP", "LOAD"), WRITES),
    **dict.fromkeys(MANAGEMENT.split(), "This door does not manage the engine."),
}
