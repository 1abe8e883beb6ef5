"""Reading a pack: every cell against the ontology, every reject with its place, no row takes others with it."""

from pathlib import Path

import pytest
from small_pack import COOPERATION, THREE_COUNTRIES, write_pack

from graph.errors import LoadError
from graph.ontology import Ontology, csv_header
from loaders.folder import pack_hash
from loaders.limits import PackLimits
from loaders.pack import country_alias, pack_labels, pack_relations, read_pack
from loaders.seed import SEED
from loaders.statements import NodeStatement, Records
from loaders.templates import write_templates


def read(folder: Path, ontology: Ontology, **files: str) -> Records:
    return read_pack(write_pack(folder, {name.replace("__", "/"): text for name, text in files.items()}), ontology)


def things(records: Records) -> list[NodeStatement]:
    return [node for node in records.nodes if node.label != "Source"]


def faults(records: Records) -> list[tuple[str, str, str]]:
    return [(one.place, one.column, one.reason) for one in records.rejects]


def test_a_pack_is_read_as_statements_each_with_its_place(tmp_path: Path, ontology: Ontology) -> None:
    records = read_pack(write_pack(tmp_path, COOPERATION), ontology)
    assert (records.pack, records.title, records.rows_read, records.rejects) == ("small", "Pack small", 15, [])
    assert records.file_hash == pack_hash(tmp_path)
    north = [node for node in records.nodes if node.id == "project:north"]
    assert [(node.source_id, node.file, node.row) for node in north] == [
        ("source:a", "nodes/Project.csv", 2), ("source:b", "nodes/Project.csv", 3),
    ]  # fmt: skip
    assert north[0].properties == {"name": "North", "budget_eur": 2000.0, "start": "2012"}
    assert north[1].properties == {"budget_eur": 2000.0}
    assert records.relations[2].quote == "leads, it says"


def test_a_symmetric_tie_has_its_lower_id_first(tmp_path: Path, ontology: Ontology) -> None:
    records = read_pack(write_pack(tmp_path, COOPERATION), ontology)
    borders = [(tie.source, tie.target) for tie in records.relations if tie.relation == "BORDERS"]
    assert borders == [("country:NO", "country:SE")] * 2


def test_the_seed_pack_is_read_without_a_reject(ontology: Ontology) -> None:
    records = read_pack(SEED, ontology)
    assert records.rejects == []
    assert len(records.nodes) > 2000


def test_a_missing_value_is_never_zero(tmp_path: Path, ontology: Ontology) -> None:
    text = "id,name,budget_eur,partners_stated,source_id\nproject:a,A,, ,source:a\nproject:b,B,0,0,source:a\n"
    first, second = things(read(tmp_path, ontology, nodes__Project=text))
    assert first.properties == {"name": "A"}
    assert second.properties == {"name": "B", "budget_eur": 0.0, "partners_stated": 0}


@pytest.mark.parametrize(
    ("column", "cell", "reason", "next_step"),
    [
        ("partners_stated", "ten", "not a whole number", "Write a whole number such as 12."),
        ("partners_stated", "1_000", "not a whole number", "Write a whole number such as 12."),
        ("partners_stated", "١٢", "not a whole number", "Write a whole number such as 12."),
        ("partners_stated", "-1", "below 0", "Check the value."),
        ("partners_stated", str(2**63), "larger than a 64-bit integer", "Check the unit."),
        ("budget_eur", '"1,5"', "not a number", "Write a number with a point such as 1674108.05."),
        ("budget_eur", "nan", "not a number", "Write a number with a point such as 1674108.05."),
        ("budget_eur", "1e999", "not a finite number", "Leave the cell empty where the value is unknown."),
        ("start", "31.12.2012", "not a date", "Write a date such as 2012, 2012-01 or 2012-01-31."),
        ("start", "2012-02-31", "not a date", "Write a date such as 2012, 2012-01 or 2012-01-31."),
        ("start", "２０１２", "not a date", "Write a date such as 2012, 2012-01 or 2012-01-31."),
    ],
)
def test_a_cell_that_does_not_fit_is_rejected_by_name(
    tmp_path: Path, ontology: Ontology, column: str, cell: str, reason: str, next_step: str
) -> None:
    text = f"id,name,{column},source_id\nproject:a,A,{cell},source:a\nproject:b,B,,source:a\n"
    records = read(tmp_path, ontology, nodes__Project=text)
    assert faults(records) == [("nodes/Project.csv:2", column, reason)]
    assert records.rejects[0].next_step == next_step
    assert records.rejects[0].value == cell.strip('"')
    assert things(records)[-1].id == "project:b"  # the next row is read


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path, ontology: Ontology) -> None:
    text = "id,name,nuts_code,nuts_version,level,lat,source_id\nregion 1,A,norway,2021,4,95,\n"
    assert faults(read(tmp_path, ontology, nodes__Region=text)) == [
        ("nodes/Region.csv:2", "id", "not an id of a Region"),
        ("nodes/Region.csv:2", "lat", "above 90"),
        ("nodes/Region.csv:2", "level", "above 3"),
        ("nodes/Region.csv:2", "nuts_code", "does not match [A-Z]{2}[0-9A-Z]{1,3}"),
        ("nodes/Region.csv:2", "source_id", "no source is named"),
    ]


@pytest.mark.parametrize(
    "bad", ["project:a", "country:", "country:N O", "country:N>O", "country:" + "x" * 300, "NO", ""]
)
def test_an_id_has_the_prefix_of_its_label(tmp_path: Path, ontology: Ontology, bad: str) -> None:
    text = f"id,name,iso2,source_id\n{bad},Norway,NO,source:a\n"
    found = faults(read(tmp_path, ontology, nodes__Country=text))
    assert found == [("nodes/Country.csv:2", "id", "not an id of a Country")]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("project:north,country:NO,source:a", "source", "a Project cannot be the source of PARTICIPATES_IN"),
        ("country:NO,thing:x,source:a", "target", "not an id"),
        ("country:NO,country:NO,source:a", "target", "a Country cannot be the target of PARTICIPATES_IN"),
        ("country:NO,project:north,", "source_id", "no source is named"),
    ],
)
def test_a_tie_joins_what_it_may_join(tmp_path: Path, ontology: Ontology, row: str, column: str, reason: str) -> None:
    records = read(tmp_path, ontology, relations__PARTICIPATES_IN=f"source,target,source_id\n{row}\n")
    assert ("relations/PARTICIPATES_IN.csv:2", column, reason) in faults(records)
    assert records.relations == []


def test_a_pilot_may_stand_where_a_partnership_may(tmp_path: Path, ontology: Ontology) -> None:
    text = "source,target,source_id\npilot:v:esm,priority:x,source:a\n"
    assert "Pilot" not in ontology.relation("HAS_PRIORITY").source
    assert read(tmp_path, ontology, relations__HAS_PRIORITY=text).rejects == []


def test_nothing_is_tied_to_itself(tmp_path: Path, ontology: Ontology) -> None:
    text = "source,target,kind,source_id\ncountry:UK,country:GB,land,source:a\n"
    assert faults(read(tmp_path, ontology, relations__BORDERS=text)) == [
        ("relations/BORDERS.csv:2", "target", "a relation from a thing to itself")
    ]


def test_gb_and_gr_are_understood(tmp_path: Path, ontology: Ontology) -> None:
    records = read(
        tmp_path, ontology,
        nodes__Country="id,name,iso2,source_id\ncountry:GB,United Kingdom,GB,source:a\ncountry:EL,Greece,GR,source:a\n",
        relations__BORDERS="source,target,kind,source_id\ncountry:GR,country:GB,sea,source:a\n",
        claims="subject_id,predicate,value,source_id\nBORDERS:country:GB>country:GR,kind,land,source:a\n",
    )  # fmt: skip
    assert [(n.id, n.properties["iso2"]) for n in records.nodes if n.label == "Country"] == [
        ("country:UK", "UK"), ("country:EL", "EL"),
    ]  # fmt: skip
    assert (records.relations[0].source, records.relations[0].target) == ("country:EL", "country:UK")
    assert records.claims[0].subject_id == "BORDERS:country:UK>country:EL"
    assert country_alias("organisation:GBX:country:GBX") == "organisation:GBX:country:GBX"


def test_equal_letters_are_equal_however_they_were_typed(tmp_path: Path, ontology: Ontology) -> None:
    text = "id,name,city,source_id\norganisation:se:skåne,Region  Ska\u030ane ,\u00a0Malmö ,source:a\n"
    node = things(read(tmp_path, ontology, nodes__Organisation=text))[0]
    assert (node.id, node.properties) == ("organisation:se:skåne", {"name": "Region Skåne", "city": "Malmö"})


def test_lists_are_parted_by_bars(tmp_path: Path, ontology: Ontology) -> None:
    text = "id,name,areas,source_id\npartnership:a,A,sea | land||,source:a\npartnership:b,B,|,source:a\n"
    first, second = things(read(tmp_path, ontology, nodes__Partnership=text))
    assert first.properties == {"name": "A", "areas": ["sea", "land"]}
    assert second.properties == {"name": "B"}


def test_claims_need_a_subject_a_predicate_a_value_and_a_source(tmp_path: Path, ontology: Ontology) -> None:
    text = """
        subject_id,predicate,value,source_id,confidence,preferred
        country:NO,capital,Oslo,source:a,stated,yes
        ,capital,Oslo,source:a,,
        country:NO,,Oslo,source:a,,
        country:NO,capital,,source:a,,
        country:NO,capital,Oslo,,,
        country:NO,capital,Oslo,source:a,sure,
        country:NO,capital,Oslo,source:a,,perhaps
    """
    records = read(tmp_path, ontology, claims=text)
    assert [(one.value, one.preferred) for one in records.claims] == [("Oslo", True)]
    assert [(place, column) for place, column, _ in faults(records)] == [
        ("claims.csv:3", "subject_id"), ("claims.csv:4", "predicate"), ("claims.csv:5", "value"),
        ("claims.csv:6", "source_id"), ("claims.csv:7", "confidence"), ("claims.csv:8", "preferred"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("nodes/Contry", "nodes/Contry.csv: Unknown label 'Contry'. Did you mean 'Country'?"),
        ("nodes/country", "Did you mean 'Country'?"),
        ("relations/PARTICIPATE_IN", "Unknown relation 'PARTICIPATE_IN'. Did you mean 'PARTICIPATES_IN'?"),
        ("nodes/Claim", "nodes/Claim.csv: claims have a file of their own. Write claims.csv beside pack.yaml."),
        ("relations/EVIDENCED_BY", "claims have a file of their own"),
        ("nodes/Load", "nodes/Load.csv: Load is made by runs, not read from a pack."),
        ("relations/COLLABORATES_WITH", "COLLABORATES_WITH is made by runs"),
        ("Country", "Country.csv stands beside pack.yaml. Move it to nodes/ or relations/."),
    ],
)
def test_a_file_is_called_by_what_it_holds(tmp_path: Path, ontology: Ontology, file: str, said: str) -> None:
    write_pack(tmp_path, {file: THREE_COUNTRIES})
    with pytest.raises(LoadError) as caught:
        read_pack(tmp_path, ontology)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("", "pack.yaml holds no keys"),
        ("- a\n- b\n", "pack.yaml holds no keys"),
        ("title: Only\n", "the name '' is not one of small letters"),
        ("name: My Pack\ntitle: T\n", "the name 'My Pack' is not one of small letters"),
        ("name: mine\n", "the title is missing"),
        ("name: mine\ntitel: T\n", "Unknown key in pack.yaml 'titel'. Did you mean 'title'?"),
        ("name: mine\ntitle: [a, b]\n", "title is not a text"),
        ("name: 'mine\n", "pack.yaml is not YAML"),
        ("name: !!python/object/apply:os.system ['true']\n", "pack.yaml is not YAML"),
        ("a: &a [x]\n" * 3 + "# " + "x" * 70_000, "more than 65,536 bytes"),
    ],
)
def test_pack_yaml_says_what_the_pack_is(tmp_path: Path, ontology: Ontology, about: str, said: str) -> None:
    write_pack(tmp_path, {}, about=about.replace("{", "{{"))
    with pytest.raises(LoadError) as caught:
        read_pack(tmp_path, ontology)
    assert said in str(caught.value)


def test_a_folder_that_is_no_pack_says_what_is_missing(tmp_path: Path, ontology: Ontology) -> None:
    with pytest.raises(LoadError, match="is not a folder"):
        read_pack(tmp_path / "nothing", ontology)
    with pytest.raises(LoadError, match=r"has no pack\.yaml.*--template"):
        read_pack(tmp_path, ontology)


def test_other_files_in_the_folder_are_left_alone_or_named(tmp_path: Path, ontology: Ontology) -> None:
    write_pack(tmp_path, COOPERATION)
    before = pack_hash(tmp_path)
    (tmp_path / "README.md").write_text("about this pack")
    (tmp_path / "nodes/.Country.csv.swp").write_bytes(b"\0\1")
    assert read_pack(tmp_path, ontology).rows_read == 15
    assert pack_hash(tmp_path) == before
    (tmp_path / "nodes/Country.xlsx").write_bytes(b"PK")
    with pytest.raises(LoadError, match=r"nodes/Country\.xlsx is not a \.csv file"):
        read_pack(tmp_path, ontology)


def test_a_pack_of_too_many_rows_is_refused(tmp_path: Path, ontology: Ontology) -> None:
    pack = write_pack(tmp_path, COOPERATION)
    assert read_pack(pack, ontology, limits=PackLimits(max_rows=15)).rows_read == 15
    with pytest.raises(LoadError, match=r"more than 14 rows; relations/PARTICIPATES_IN\.csv goes beyond"):
        read_pack(pack, ontology, limits=PackLimits(max_rows=14))


def test_the_hash_knows_names_and_contents(tmp_path: Path, ontology: Ontology) -> None:
    first = pack_hash(write_pack(tmp_path / "a", COOPERATION))
    assert pack_hash(write_pack(tmp_path / "b", COOPERATION)) == first
    (tmp_path / "b/nodes/Country.csv").rename(tmp_path / "b/nodes/Countries.csv")
    assert pack_hash(tmp_path / "b") != first


def test_a_template_is_a_pack_that_states_nothing(tmp_path: Path, ontology: Ontology) -> None:
    written = write_templates(ontology, tmp_path / "new")
    files = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert written == len(files)
    assert files == {
        "pack.yaml", "COLUMNS.md", "claims.csv",
        *(f"nodes/{label}.csv" for label in pack_labels(ontology)),
        *(f"relations/{name}.csv" for name in pack_relations(ontology)),
    }  # fmt: skip
    header = (tmp_path / "new/nodes/Region.csv").read_text()
    assert header == ",".join(csv_header(ontology.node("Region"))) + "\n"
    columns = (tmp_path / "new/COLUMNS.md").read_text()
    assert "- `level` (required): NUTS level; integer; at least 1; at most 3" in columns
    with pytest.raises(LoadError, match="holds a pack already"):
        write_templates(ontology, tmp_path / "new")
    (tmp_path / "new/pack.yaml").write_text("name: mine\ntitle: Mine\n")
    assert read_pack(tmp_path / "new", ontology).rows_read == 0
