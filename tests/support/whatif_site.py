"""The seed with two loaded networks beside it: the deck's five projects, and Krackhardt's kite."""

from __future__ import annotations

from pathlib import Path

from edge_lists import KITE, edge_list, lines
from networks import DECK

from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network
from loaders.seed import load_seed

NAMES = {"PT": "Portugal", "ES": "Spain", "FI": "Finland", "NO": "Norway"}


def whatif_store(folder: Path, ontology: Ontology) -> EmbeddedStore:
    """A store with the seed and the networks `deck` (with the names of four countries) and `kite`."""
    store = EmbeddedStore(folder / "store", ontology)
    store.prepare(ontology)
    load_seed(store, ontology)
    ties = [f"country:{country},{activity}" for activity, held in DECK.items() for country in held.split()]
    ids = sorted({end for tie in ties for end in tie.split(",")})
    names = {f"country:{code}": name for code, name in NAMES.items()}
    nodes = lines(["id,name", *(f"{one},{names.get(one, one)}" for one in ids)])
    deck = edge_list(folder / "deck", lines(["source,target", *ties]), nodes, name="deck", title="The deck")
    kite = edge_list(folder / "kite", KITE, name="kite", title="Kite")
    for files in (deck, kite):
        assert load_network(files, store, ontology).state == "finished"
    return store
