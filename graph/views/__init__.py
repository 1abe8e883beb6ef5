"""Network views: what a `.cypher` view returns, rolled up to a level, as a `Projection` cached by graph version.

`participation` is the two-mode network of actors and activities; `countries` and `regions` are its one-mode
projections; `policy` is everything that is stated, except territory.
"""

from graph.views.catalogue import LEVELS, RULES, VIEWS, View, checked_parameters
from graph.views.networks import CACHED_PROJECTIONS, Networks
from graph.views.rollup import rolled_up
from graph.views.snapshot import Snapshot

__all__ = [
    "CACHED_PROJECTIONS",
    "LEVELS",
    "RULES",
    "VIEWS",
    "Networks",
    "Snapshot",
    "View",
    "checked_parameters",
    "rolled_up",
]
