"""The ontology files: what they must hold, what is refused, and the checks that follow from them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import OntologyError, UnknownName
from graph.ontology import (
    Ontology,
    Property,
    csv_header,
    end_faults,
    id_fault,
    node_faults,
    property_fault,
    read_cell,
    read_ontology,
    relation_faults,
)

DOMAIN_IDS = {  # the prefixes of the domain description
    "Country": "country:NO", "Region": "region:2021:ES21", "MacroRegion": "macroregion:eusbsr",
    "Organisation": "organisation:pic:999994535", "Cluster": "cluster:se:mobile-heights",
    "Programme": "programme:interreg-ivc", "Project": "project:cordis:823712", "Initiative": "initiative:vanguard",
    "Platform": "platform:agri-food", "Partnership": "partnership:ris3t", "Pilot": "pilot:vanguard:esm",
    "DemoCase": "democase:vanguard:bio-aromatics", "ValueChain": "chain:biopharma",
    "ChainStage": "chainstage:biopharma:active-ingredients", "Activity": "activity:nace2:C21",
    "RegionSector": "regionsector:wiod2013:2011:DE:c5", "Strategy": "strategy:SE224:2014",
    "Priority": "priority:SE224:food", "S3Stage": "s3stage:analysis", "PartnerRule": "partnerrule:x",
    "PolicyTool": "policytool:foresight", "Instrument": "instrument:x", "LinkingDimension": "linkingdimension:x",
    "Challenge": "challenge:x", "Principle": "principle:x", "KET": "ket:x", "Phase": "phase:x",
    "GoodPractice": "goodpractice:nordland-triple-helix", "Gap": "gap:G1:0af3", "Dataset": "dataset:cordis-h2020",
    "Source": "source:s3p-slides", "Claim": "claim:0af3", "Load": "load:20260101T000000Z-0af3",
    "AnalysisRun": "run:0af3",
}  # fmt: skip


def test_every_label_of_the_domain_has_its_id(ontology: Ontology) -> None:
    assert DOMAIN_IDS.keys() <= ontology.nodes.keys()
    for label, node_id in DOMAIN_IDS.items():
        assert ontology.label_of(node_id).label == label
        assert id_fault(ontology.node(label), node_id) is None


def test_every_file_explains_itself(ontology: Ontology) -> None:
    for kind in (*ontology.nodes.values(), *ontology.relations.values()):
        assert kind.description.endswith("."), kind
        for spec in kind.properties.values():
            assert spec.description, (kind, spec)
            assert (spec.unit == "EUR") == spec.name.endswith("_eur"), (kind, spec)


def test_colours_are_colours_and_shapes_are_drawn(ontology: Ontology) -> None:
    shapes = {"dot", "square", "triangle", "diamond", "star", "hexagon", "box"}
    for node in ontology.nodes.values():
        assert re.fullmatch("#[0-9A-F]{6}", node.colour)
        assert node.shape in shapes


def test_a_pilot_is_a_partnership_too(ontology: Ontology) -> None:
    assert ontology.node("Pilot").labels == ("Partnership", "Pilot")
    assert ontology.labels_under("Partnership") == ("Partnership", "Pilot")
    assert ontology.labels_under("Country") == ("Country",)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda o: o.node("Contry"), "Unknown label 'Contry'. Did you mean 'Country'? GET /api/v1/schema"),
        (lambda o: o.relation("SUPLIES"), "Unknown relation 'SUPLIES'. Did you mean 'SUPPLIES'?"),
        (lambda o: o.label_of("contry:NO"), "Unknown id prefix 'contry'. Did you mean 'country'?"),
        (lambda o: o.labels_under("xyz"), "Unknown label 'xyz'. GET"),
    ],
)
def test_a_misspelt_name_gets_the_nearest_one(ontology: Ontology, ask: Callable[[Ontology], Any], said: str) -> None:
    with pytest.raises(UnknownName) as caught:
        ask(ontology)
    assert said in str(caught.value)


NODE: dict[str, Any] = {
    "label": "Harbour", "id_prefix": "harbour", "group": "place", "colour": "#126CD2", "shape": "dot",
    "description": "A place where ships berth.",
}  # fmt: skip
RELATION: dict[str, Any] = {
    "relation": "SAILS_TO", "reads": "sails to", "reverse_reads": "is reached from", "source": ["Country"],
    "target": ["Country"], "description": "A line of ships.",
}  # fmt: skip


def read_more(folder: Path, part: str, document: object) -> Ontology:
    (folder / part).mkdir(parents=True, exist_ok=True)
    text = document if isinstance(document, str) else yaml.safe_dump(document)
    (folder / part / "New.yaml").write_text(text, encoding="utf-8")
    return read_ontology(folder)


def test_one_file_more_is_one_type_more(tmp_path: Path, ontology: Ontology) -> None:
    wider = read_more(
        tmp_path, "nodes", {**NODE, "properties": {"berths": {"type": "integer", "description": "Berths"}}}
    )
    wider = read_more(tmp_path, "relations", {**RELATION, "source": ["Harbour"], "target": ["Harbour", "Country"]})
    assert set(wider.nodes) - set(ontology.nodes) == {"Harbour"}
    assert set(wider.relations) - set(ontology.relations) == {"SAILS_TO"}
    assert csv_header(wider.node("Harbour")) == ["id", "name", "berths", "source_id", "quote"]
    assert csv_header(wider.relation("SAILS_TO")) == ["source", "target", "source_id", "quote"]
    assert wider.label_of("harbour:narvik").label == "Harbour"
    faults = end_faults(wider, wider.relation("SAILS_TO"), "country:NO", "harbour:narvik")
    assert [fault.reason for fault in faults] == ["a Country cannot be the source of SAILS_TO"]


@pytest.mark.parametrize(
    ("part", "document", "said"),
    [
        ("nodes", "label: [", "New.yaml is not YAML"),
        ("nodes", "just text", "is not a map"),
        ("nodes", {**NODE, "lable": "x"}, "unknown key 'lable'"),
        ("nodes", {**NODE, "description": ""}, "'description' is missing"),
        ("nodes", {**NODE, "label": "Har bour"}, "'Har bour' is not a name"),
        ("nodes", {**NODE, "label": "Harbour) DETACH DELETE n //"}, "is not a name"),
        ("nodes", {**NODE, "label": "Country"}, "'Country' is declared twice"),
        ("nodes", {**NODE, "label": "BORDERS"}, "'BORDERS' is a label and a relation"),
        ("nodes", {**NODE, "id_prefix": "Harbour"}, "is not lower-case"),
        ("nodes", {**NODE, "id_prefix": "country"}, "share the id prefix 'country'"),
        ("nodes", {**NODE, "also": "Port"}, "is also 'Port', which is no label"),
        ("nodes", {**NODE, "properties": {"x y": {"type": "string", "description": "d"}}}, "'x y' is not a name"),
        ("nodes", {**NODE, "properties": {"title": {"type": "string", "description": "d"}}}, "'title' is reserved"),
        ("nodes", {**NODE, "properties": {"x": {"type": "text", "description": "d"}}}, "has the type 'text'"),
        ("nodes", {**NODE, "properties": {"x": {"type": "string"}}}, "has no description"),
        ("nodes", {**NODE, "properties": {"x": {"type": "string", "description": "d", "min": 1}}}, "unknown key 'min'"),
        ("relations", {**RELATION, "source": ["Harbour"]}, "has the end 'Harbour', which is no label"),
        ("relations", {**RELATION, "key": ["year"]}, "key 'year' is not a property"),
        ("relations", {**RELATION, "target": []}, "'target' is missing"),
    ],
)
def test_a_file_that_contradicts_itself_or_others_is_refused(
    tmp_path: Path, part: str, document: object, said: str
) -> None:
    with pytest.raises(OntologyError) as caught:
        read_more(tmp_path, part, document)
    assert said in str(caught.value)


def spec(type_: str, **more: Any) -> Property:
    return Property(name="x", type=type_, description="what x is", **more)


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("", "integer", None), ("  ", "string", None), ("-12", "integer", -12), ("+7", "integer", 7),
        ("1e3", "float", 1000.0), (".5", "float", 0.5), ("2000", "float", 2000.0), ("Yes", "boolean", True),
        ("0", "boolean", False), ("2012-01", "date", "2012-01"), (" a | b ", "string_list", ["a", "b"]),
        ("  it's  ", "string", "it's"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_type(text: str, type_: str, value: object) -> None:
    found = read_cell(text, spec(type_))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("12.0", "integer"), ("1_0", "integer"), ("９", "integer"), ("9" * 40, "integer"),
        ("1,5", "float"), ("inf", "float"), ("0x1", "float"), ("maybe", "boolean"),
    ],
)  # fmt: skip
def test_a_cell_of_another_type_says_what_to_write(text: str, type_: str) -> None:
    with pytest.raises(ValueError, match=r"^write "):
        read_cell(text, spec(type_))


@pytest.mark.parametrize(
    ("value", "property_", "reason"),
    [
        (None, spec("string", required=True), "a required value is missing"),
        (None, spec("string"), None),
        ("a", spec("integer"), "not a whole number"),
        (True, spec("integer"), "not a whole number"),
        (1, spec("float"), None),
        (float("nan"), spec("float"), "not a finite number"),
        (2**63, spec("integer"), "larger than a 64-bit integer"),
        (-1, spec("integer", minimum=0), "below 0"),
        (0, spec("integer", minimum=0), None),
        (1.5, spec("float", maximum=1), "above 1"),
        ("lead", spec("string", values=("lead", "partner")), None),
        ("boss", spec("string", values=("lead", "partner")), "not one of the allowed values"),
        ("es21", spec("string", pattern="[A-Z]+"), "does not match [A-Z]+"),
        (["a", 1], spec("string_list"), "not a list of texts"),
        ("yes", spec("boolean"), "not true or false"),
        ("2012", spec("date"), None), ("2012-02-29", spec("date"), None), ("2013-02-29", spec("date"), "not a date"),
        ("2012-13", spec("date"), "not a date"), ("12", spec("date"), "not a date"),
        ("0000", spec("date"), "not a date"),
        ("2026-01-01T10:00:00.123456Z", spec("date"), None), ("2026-01-01T25:00:00Z", spec("date"), "not a date"),
    ],
)  # fmt: skip
def test_a_value_fits_its_property_or_is_told_why_not(value: Any, property_: Property, reason: str | None) -> None:
    fault = property_fault(value, property_)
    assert (fault.reason if fault else None) == reason
    if fault:
        assert fault.column == "x"
        assert fault.next_step


def test_a_record_is_checked_whole(ontology: Ontology) -> None:
    faults = node_faults(ontology.node("Region"), "region:2021:ES21", " ", {"level": 2, "colour": "blue"})
    assert sorted((fault.column, fault.reason) for fault in faults) == [
        ("colour", "Region has no property of this name"), ("name", "a name is missing"),
        ("nuts_code", "a required value is missing"), ("nuts_version", "a required value is missing"),
    ]  # fmt: skip
    borders = ontology.relation("BORDERS")
    assert relation_faults(ontology, borders, "country:NO", "country:SE", {"kind": "land"}) == []
    assert [f.reason for f in relation_faults(ontology, borders, "country:NO", "country:NO", {"kind": "air"})] == [
        "a relation from a thing to itself", "not one of the allowed values",
    ]  # fmt: skip
