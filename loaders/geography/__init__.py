"""Places: scripts that derive the pack's geography tables and the map geometry. Nothing here runs when the service
runs, but `laea` and `topology`, which the map pages use.

`laea` projects; `rings`, `boundaries`, `topology` are geometry; `nuts2021`, `nuts2024`, `datasets` make rows;
`build_tables` and `build_nuts2_topology` are the two commands, each documented in its docstring.
"""

from __future__ import annotations

from pathlib import Path

NUTS2_TOPOLOGY = Path(__file__).with_name("nuts2_2021.topojson")
"""The map geometry that comes with the project; pages draw points where it is missing."""
