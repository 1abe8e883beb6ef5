"""Every node's name and label, read once a graph version: the names beside ids, and search.

Search folds case and accents and ranks: the id itself, the whole name or acronym, a beginning, a word's beginning,
anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from graph import catalog
from graph.errors import NotFound, shown
from graph.ontology import Ontology
from graph.stores import Store

NOT_SEARCHED = frozenset({"Load", "AnalysisRun", "Gap", "Claim"})
UNNAMED = frozenset({"Vertex"})  # nodes of loaded networks: named inside their network, and there may be a million
SHORTEST_HINT = 3  # letters: what holds a shorter text in its name is no hint
COUNTRY_SYNONYMS = {"country:GB": "country:UK", "country:GR": "country:EL"}  # Eurostat's codes are the ids
MEANT = {  # what a search for one of the synonyms means, with or without "country:"
    text: node_id
    for synonym, node_id in COUNTRY_SYNONYMS.items()
    for text in (synonym.casefold(), synonym[-2:].casefold())
}
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
)  # letters that are no base letter with an accent


@dataclass(frozen=True, slots=True)
class Named:
    """A node by its id, most specific label and name."""

    id: str
    label: str
    name: str
    acronym: str = ""


@dataclass(frozen=True)
class NameIndex:
    """Names of one graph version. `search` is over memory: 100,000 names take about 50 ms."""

    ontology: Ontology
    graph_version: str
    nodes: Mapping[str, Named]

    def __getitem__(self, node_id: str) -> Named:
        """Raises `NotFound` that names the id and how to search."""
        canonical = canonical_id(node_id)
        try:
            return self.nodes[canonical]
        except KeyError:
            raise self.unknown(node_id) from None

    def name(self, node_id: str) -> str:
        """The name, or the id itself where the graph has no such node."""
        node = self.nodes.get(node_id)
        return node.name if node else node_id

    def unknown(self, node_id: str) -> NotFound:
        """The error for an id that is not in the graph."""
        prefix, _, rest = node_id.rpartition(":")
        kind = node_id.partition(":")[0]
        of_its_kind = [known for known in self.nodes if known.startswith(f"{kind}:")]
        close = get_close_matches(node_id, of_its_kind, n=3, cutoff=0.85)
        words = rest.replace("-", " ").strip()
        if not close and len(words) > SHORTEST_HINT:
            found = self.search(words)
            close = [node.id for node in sorted(found, key=lambda node: not node.id.startswith(f"{prefix}:"))[:3]]
        hint = f" Near it: {', '.join(close)}." if close else ""
        return NotFound(
            f"Nothing in the graph has the id '{shown(node_id)}'.{hint}",
            next_step="Search with GET /api/v1/entities?q=…",
        )

    @cached_property
    def _folded(self) -> list[tuple[str, str, Named]]:
        return [
            (folded(node.name), folded(node.acronym), node)
            for node in self.nodes.values()
            if node.label not in NOT_SEARCHED
        ]

    def search(self, text: str = "", label: str = "") -> list[Named]:
        """Nodes whose name, acronym or id holds every word of `text`, best first; all of them for an empty text.

        A label finds the nodes that carry it too (`Partnership` finds pilots). Raises `UnknownName` for an unknown
        label.
        """
        labels = set(self.ontology.labels_under(label)) if label else None
        words = folded(text).split()
        whole = " ".join(words)
        meant = MEANT.get(whole)
        hits: list[tuple[int, str, str, Named]] = []
        for name, acronym, node in self._folded:
            if labels is not None and node.label not in labels:
                continue
            rank = 0 if not words or node.id == meant else _rank(whole, words, name, acronym, node.id.casefold())
            if rank is not None:
                hits.append((rank, name, node.id, node))
        hits.sort(key=lambda hit: hit[:3])
        return [hit[3] for hit in hits]


def _rank(whole: str, words: list[str], name: str, acronym: str, node_id: str) -> int | None:
    if whole == node_id or whole == node_id.rsplit(":", 1)[-1]:
        return 0
    if whole in (name, acronym):
        return 1
    if name.startswith(whole) or (acronym and acronym.startswith(whole)):
        return 2
    haystack = f"{name} {acronym} {node_id}"
    if not all(word in haystack for word in words):
        return None
    parts = haystack.replace(":", " ").replace("-", " ").split()
    return 3 if all(any(part.startswith(word) for part in parts) for word in words) else 4


def folded(text: str) -> str:
    """Lower case, without accents, single spaces: 'Skåne län' and 'skane lan' are the same."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.translate(PLAIN).split())


def canonical_id(node_id: str) -> str:
    """The id as the graph writes it: GB and GR are understood."""
    return COUNTRY_SYNONYMS.get(node_id, node_id)


def country_id(code: str) -> str:
    """The id a country of this code has, whether or not the graph knows it: Eurostat's codes, GB and GR, or the id."""
    return canonical_id(code if code.startswith("country:") else f"country:{code}")


def read_names(store: Store, ontology: Ontology, graph_version: str) -> NameIndex:
    """Reads the names of all labels."""
    text = catalog.query("lookups", "names")
    nodes: dict[str, Named] = {}
    present = store.schema().labels
    for node in ontology.nodes.values():
        if node.label not in present or node.label in UNNAMED:
            continue
        columns = store.columns(text.filled(label=node.label))
        for node_id, name, acronym in zip(columns["id"], columns["name"], columns["acronym"], strict=True):
            nodes[node_id] = Named(node_id, ontology.label_of(node_id).label, name or node_id, acronym or "")
    return NameIndex(ontology, graph_version, nodes)
