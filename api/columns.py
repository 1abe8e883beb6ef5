"""The columns each table begins with, in their order: a table without rows has its header too.

Columns that depend on what is answered (a role, a standard error) come after these where a row has them.
"""

from __future__ import annotations

from api.answers.brokerage import HOLES, TIES
from graph.analytics.brokerage_roles import ROLES

NODE = ("id", "label", "name")
SCORE = ("id", "name", "label", "value", "rank")
PAIR = ("source.id", "source.label", "source.name", "target.id", "target.label", "target.name")

ARTICULATION = ("kind", *NODE, *PAIR, "rank", "cut_off", "piece_sizes", "pieces_total")
ATTACK = ("removed", "share", "largest", "low", "high", "efficiency", "node.id", "node.label", "node.name")
BRIDGING = ("id", "name", "label", "rank", "score", "with_source", "with_target")
BROKERAGE = (
    *NODE,
    "group",
    "group_name",
    "value",
    "rank",
    *(f"roles.{role}.{part}" for role in (*ROLES, "total") for part in ("count", "expected", "z")),
    "structural_holes.contacts",
    *(f"structural_holes.{name}" for name in HOLES),
    *(f"ties.{name}" for name in TIES),
)
CHAIN = ("id", "name", "position", "function", "period", "state", "holders", "looked_at")
CHAINS = (*NODE, "summary", "stages", "links.self", "links.page")
COHESION = (*NODE, "component", "blocks", "articulation_point", "clustering", "core", "rank")
COMMON = (*NODE, "evidence")
COMMUNITIES = ("community", "size", *NODE, "within")
COMPONENTS = ("component", "size", *NODE)
DATASETS = (*NODE, "address", "licence", "citation", "retrieved", "sha256", "note")
EDGE_SCORE = (*PAIR, "value", "rank")
EDGES = ("source", "target", "relation", "strength", "evidence_count", "source_ids")
ENTITIES = (*NODE, "acronym")
GAPS = ("kind", "between", "shared", "unknown", "evidence", "links.bridging")
JOBS = (
    *("id", "what", "state", "before", "done", "total", "progress", "seconds", "detail", "advice"),
    *("links.self", "links.result"),
)
LEAVING = (*SCORE, "relative_loss", "cut_off", "pairs_lost")
LINKS = (
    *("rank", *PAIR, "gain", "relative_gain", "closer", "distance", "own_gain"),
    *("new_stages", "examples"),
)
NEIGHBOURS = (*NODE, "relation", "direction", "reads", "sources")
PATHS = ("path", "hop", *EDGES[:4], "evidence", "path_distance", "path_width")
PREDICTION = ("rank", *PAIR, "score", "common_neighbours", "common_neighbours_total")
REMOVAL = (*NODE, "removed", "cut_off", "component_before", "component_after")
SERIES = ("period", "id", "name", "value", "rank")
UNCERTAINTY = (
    *(*SCORE, "rank_low", "rank_high", "value_low", "value_high", "top_share", "draws_defined"),
    *("best_by_settings", "worst_by_settings", "ranks_by_settings"),
)
