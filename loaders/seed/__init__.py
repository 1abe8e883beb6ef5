"""The curated seed pack: the facts the product starts with. README.md says what is in it and where it is from."""

from __future__ import annotations

from pathlib import Path

from graph.ontology import Ontology
from graph.stores import Store
from loaders.progress import Progress
from loaders.report import LoadReport
from loaders.run import load_pack

SEED = Path(__file__).parent


def load_seed(store: Store, ontology: Ontology, *, progress: Progress | None = None) -> LoadReport:
    """Loads the seed pack; where it is loaded already, that is seen in milliseconds and nothing is read."""
    return load_pack(SEED, store, ontology, progress=progress)
