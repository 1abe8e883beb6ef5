"""Claims as records: their ids, their sentences, the tie to each source, and which of them a load has to write."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from graph.ontology import Ontology, Value
from graph.stores import NodeRecord, RelationRecord
from loaders.merging import Merged, Voice
from loaders.standing import Count, Standing
from loaders.statements import shortened

DIGITS = 16  # 64 bits of SHA-256
Written: TypeAlias = tuple[tuple[NodeRecord, ...], tuple[RelationRecord, ...]]


class ClaimBook:
    """Decides which claims a load writes. `names` are those of the nodes planned so far; others are looked up."""

    def __init__(self, ontology: Ontology, standing: Standing) -> None:
        self._ontology = ontology
        self._standing = standing
        self.names: dict[str, str] = {}
        self.count = Count()

    def written(
        self, merged: Mapping[str, Merged], told: Mapping[str, Sequence[Mapping[str, Any]]]
    ) -> dict[str, Written]:
        """The claims about each subject, and their ties to sources, that do not stand in the graph as they should.

        `told` are the claims about the subjects that stand there.
        """
        voices = {subject: united(result.voices) for subject, result in merged.items()}
        ids = {claim_id(subject, voice) for subject, said in voices.items() for voice in said}
        standing = self._standing.nodes(ids)
        self._look_up(voices)
        answer: dict[str, Written] = {}
        for subject, said in voices.items():
            nodes: list[NodeRecord] = []
            relations: list[RelationRecord] = []
            for voice in said:
                before = standing.get(claim_id(subject, voice))
                record = claim_record(subject, voice, names=self.names, ontology=self._ontology, standing=before)
                if self.count.meet(record.properties, before):
                    nodes.append(record)
                    relations += evidence(record, voice)
            for claim in told.get(subject, ()):
                outdated = (claim["predicate"], claim["value"]) in merged[subject].outdated
                if outdated and claim.get("preferred") and claim["id"] not in ids:
                    kept = {name: value for name, value in claim.items() if name != "id"}
                    nodes.append(NodeRecord(claim["id"], "Claim", {**kept, "preferred": False}))
                    self.count.changed += 1
            answer[subject] = (tuple(nodes), tuple(relations))
        return answer

    def _look_up(self, voices: Mapping[str, Sequence[Voice]]) -> None:
        """Sees to it that the names of subjects, of relations' ends and of sources are known."""
        wanted: set[str] = set()
        for subject, said in voices.items():
            if said:
                ends = relation_ends(subject, self._ontology)
                wanted |= {*(ends[1:] if ends else (subject,)), *(source for voice in said for source in voice.sources)}
        found = self._standing.nodes(wanted - self.names.keys())
        self.names.update((node_id, str(properties.get("name", node_id))) for node_id, properties in found.items())


def united(voices: Iterable[Voice]) -> list[Voice]:
    """The same statement by the same source once; what a later one says more is added."""
    found: dict[tuple[str, str, tuple[str, ...]], Voice] = {}
    for voice in voices:
        key = (voice.predicate, voice.value, voice.sources)
        first = found.get(key, voice)
        found[key] = Voice(
            *key,
            quote=voice.quote or first.quote,
            page=voice.page or first.page,
            confidence=voice.confidence or first.confidence,
            preferred=first.preferred if voice.preferred is None else voice.preferred,
        )
    return list(found.values())


def claim_id(subject_id: str, voice: Voice) -> str:
    """The same statement by the same source has the same id in every load."""
    text = "|".join((subject_id, voice.predicate, voice.value, ",".join(voice.sources)))
    return f"claim:{hashlib.sha256(text.encode()).hexdigest()[:DIGITS]}"


def claim_record(
    subject_id: str, voice: Voice, *, names: Mapping[str, str], ontology: Ontology, standing: Mapping[str, Any] | None
) -> NodeRecord:
    """The claim as it shall stand; what stands already and is not said anew is kept."""
    said: dict[str, Value] = {
        "subject_id": subject_id,
        "predicate": voice.predicate,
        "value": voice.value,
        "source_ids": sorted({*((standing or {}).get("source_ids") or ()), *voice.sources}),
    }
    words = {"quote": voice.quote, "page": voice.page, "confidence": voice.confidence}
    said |= {name: text for name, text in words.items() if text}
    if voice.preferred is not None:
        said["preferred"] = voice.preferred
    kept = {name: value for name, value in (standing or {}).items() if name != "id"}
    sentence = {} if kept.get("name") else {"name": claim_sentence(subject_id, voice, names, ontology)}
    return NodeRecord(claim_id(subject_id, voice), "Claim", {**kept, **sentence, **said})


def claim_sentence(subject_id: str, voice: Voice, names: Mapping[str, str], ontology: Ontology) -> str:
    """What the claim states, for people: 'BORDWIIS+: countries stated 9, says Slides of the S3 Platform'."""
    words = ontology.relations[voice.predicate].reads if voice.predicate in ontology.relations else voice.predicate
    sources = " or ".join(names.get(source, source) for source in voice.sources)
    said = f"{words.replace('_', ' ')} {shortened(voice.value)}"
    return f"{_subject(subject_id, names, ontology)}: {said}, says {sources}"


def _subject(subject_id: str, names: Mapping[str, str], ontology: Ontology) -> str:
    if (ends := relation_ends(subject_id, ontology)) is None:
        return names.get(subject_id, subject_id)
    relation, source, target = ends
    return f"{names.get(source, source)} {ontology.relations[relation].reads} {names.get(target, target)}"


def evidence(claim: NodeRecord, voice: Voice) -> list[RelationRecord]:
    """The ties of a claim to its sources."""
    return [
        RelationRecord(
            relation_id("EVIDENCED_BY", claim.id, source, ""),
            "EVIDENCED_BY",
            claim.id,
            source,
            {"source_ids": [source], "quotes": [voice.quote]},
        )
        for source in voice.sources
    ]


def relation_id(relation: str, source: str, target: str, key: str) -> str:
    """`MEMBER_OF:region:2021:ES21>initiative:vanguard`; `#` and the key follow where ends do not tell it apart."""
    return f"{relation}:{source}>{target}#{key}" if key else f"{relation}:{source}>{target}"


def relation_ends(subject_id: str, ontology: Ontology) -> tuple[str, str, str] | None:
    """Type, source and target that a relation's id names; None where it is no relation's id."""
    relation, _, ends = subject_id.partition(":")
    source, arrow, target = ends.partition(">")
    if not arrow or relation not in ontology.relations:
        return None
    return relation, source, target.partition("#")[0]
