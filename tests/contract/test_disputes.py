"""Where sources disagree: each statement becomes a claim with its source, one value is shown, nothing is lost."""

import hashlib
from pathlib import Path
from typing import Any

from small_pack import write_pack

from graph.ontology import Ontology
from graph.stores import Store, content_hash
from loaders.run import load_pack

PROJECTS = "id,name,budget_eur,source_id,quote\n"


def load(store: Store, ontology: Ontology, folder: Path, name: str, **files: str) -> Any:
    files = {file.replace("__", "/"): text for file, text in files.items()}
    return load_pack(write_pack(folder / name, files, name=name), store, ontology, again=True)


def shown(store: Store, prop: str = "budget_eur", node: str = "project:north") -> Any:
    return store.read("MATCH (n:Project {id: $id}) RETURN properties(n) AS p", id=node)[0]["p"].get(prop)


def claims(store: Store, subject: str = "project:north") -> dict[tuple[str, str], bool | None]:
    """(value, sources) → whether it is the one shown."""
    query = """
        MATCH (c:Claim {subject_id: $subject})-[r:EVIDENCED_BY]->(s:Source)
        WITH c, s ORDER BY s.id
        RETURN c.value AS value, c.source_ids AS stated, collect(s.id) AS tied, c.preferred AS preferred
    """
    rows = store.read(query, subject=subject)
    assert all(row["stated"] == row["tied"] for row in rows)
    return {(row["value"], "+".join(row["stated"])): row["preferred"] for row in rows}


def test_two_values_in_one_pack_are_two_claims_and_the_first_is_shown(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    text = PROJECTS + 'project:north,North,2000,source:b,"two thousand"\nproject:north,,3000,source:a,three\n'
    report = load(empty_store, ontology, tmp_path, "one", nodes__Project=text)
    assert report.claims == 2
    assert shown(empty_store) == 2000.0
    assert shown(empty_store, "source_ids") == ["source:a", "source:b"]
    assert claims(empty_store) == {("2000", "source:b"): True, ("3000", "source:a"): False}
    digest = hashlib.sha256(b"project:north|budget_eur|3000|source:a").hexdigest()[:16]
    rows = empty_store.read("MATCH (c:Claim {id: $id}) RETURN c.name AS name, c.quote AS quote", id=f"claim:{digest}")
    assert rows == [{"name": "North: budget eur 3000, says Register A", "quote": "three"}]
    again = load(empty_store, ontology, tmp_path, "one", nodes__Project=text)
    assert (again.state, again.claims) == ("unchanged", 0)


def test_all_who_speak_of_a_disputed_value_are_heard(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    rows = "project:north,North,2000,source:a,\nproject:north,,3000,source:b,\nproject:north,,2000,source:c,\n"
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + rows)
    expected = {("2000", "source:a"): True, ("3000", "source:b"): False, ("2000", "source:c"): True}
    assert claims(empty_store) == expected


def test_a_later_pack_does_not_overrule_what_stands(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + "project:north,North,2000,source:a,\n")
    second = PROJECTS + "project:north,,3000,source:b,\n"
    report = load(empty_store, ontology, tmp_path, "two", nodes__Project=second)
    assert (report.merged, report.claims) == (1, 2)
    assert shown(empty_store) == 2000.0
    assert claims(empty_store) == {("2000", "source:a"): True, ("3000", "source:b"): False}
    before = content_hash(empty_store, ontology)
    for name, text in (("two", second), ("one", PROJECTS + "project:north,North,2000,source:a,\n")):
        assert load(empty_store, ontology, tmp_path, name, nodes__Project=text).state == "unchanged"
    assert content_hash(empty_store, ontology) == before


def test_who_said_it_is_not_made_up(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Two sources stand behind the project; which of them stated the budget is not known any more."""
    rows = "project:north,North,2000,source:a,\nproject:north,North,,source:c,\n"
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + rows)
    load(empty_store, ontology, tmp_path, "two", nodes__Project=PROJECTS + "project:north,,3000,source:b,\n")
    assert claims(empty_store) == {("2000", "source:a+source:c"): True, ("3000", "source:b"): False}
    confidence = empty_store.read("MATCH (c:Claim {value: '2000'}) RETURN c.confidence AS confidence, c.name AS name")
    assert confidence == [{"confidence": "inferred", "name": "North: budget eur 2000, says Register A or Register C"}]


def test_a_source_that_speaks_again_corrects_itself(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + "project:north,North,2000,source:a,\n")
    report = load(
        empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + "project:north,North,2500,source:a,\n"
    )
    assert (report.merged, report.claims) == (1, 0)
    assert shown(empty_store) == 2500.0
    assert claims(empty_store) == {}


def test_a_correction_takes_the_preference_from_the_old_claim(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    rows = "project:north,North,{},source:a,\nproject:north,,3000,source:b,\n"
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + rows.format(2000))
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + rows.format(2500))
    assert shown(empty_store) == 2500.0
    assert claims(empty_store) == {
        ("2000", "source:a"): False, ("2500", "source:a"): True, ("3000", "source:b"): False,
    }  # fmt: skip


def test_an_empty_cell_takes_nothing_away(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + "project:north,North,2000,source:a,\n")
    report = load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + "project:north,,,source:a,\n")
    assert report.state == "unchanged"
    assert shown(empty_store) == 2000.0


def test_ties_are_merged_and_disputed_like_things(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    files = {
        "nodes__Country": "id,name,iso2,source_id\ncountry:NO,Norway,NO,source:a\n",
        "nodes__Project": "id,name,source_id\nproject:north,North,source:a\n",
    }
    head = "source,target,role,source_id,quote\ncountry:NO,project:north,"
    load(empty_store, ontology, tmp_path, "one", relations__PARTICIPATES_IN=f"{head}lead,source:b,leads\n", **files)
    again = "country:NO,project:north,,source:b,"
    rows = f"{head}partner,source:a,partners\n{again}\n{again}too\n"
    load(empty_store, ontology, tmp_path, "two", relations__PARTICIPATES_IN=rows, **files)
    tie = "PARTICIPATES_IN:country:NO>project:north"
    found = empty_store.read("MATCH (:Country)-[r:PARTICIPATES_IN]->(:Project) RETURN properties(r) AS p")
    assert found == [
        {
            "p": {
                "id": tie,
                "role": "partner",  # both of its sources spoke again, and the first row says partner
                "source_ids": ["source:a", "source:b", "source:b"],
                "quotes": ["partners", "leads", "too"],
            }
        }
    ]
    text = f"{head}lead,source:c,\n"
    load(empty_store, ontology, tmp_path, "three", relations__PARTICIPATES_IN=text, **files)
    assert claims(empty_store, tie) == {("partner", "source:a+source:b"): True, ("lead", "source:c"): False}
    names = empty_store.read("MATCH (c:Claim {value: 'lead'}) RETURN c.name AS name")
    assert names == [{"name": "Norway takes part in North: role lead, says Register C"}]


def test_claims_written_by_hand_are_kept_and_joined_with_those_found(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    files = {
        "nodes__Country": "id,name,iso2,source_id\ncountry:UK,United Kingdom,UK,source:a\n",
        "nodes__Project": PROJECTS
        + "project:north,North,2000,source:a,\nproject:north,,3000,source:b,\nproject:south,South,7,source:a,\n",
        "relations__PARTICIPATES_IN": "source,target,source_id\ncountry:GB,project:north,source:a\n",
        "claims": """
            subject_id,predicate,value,source_id,quote,page,confidence,preferred
            project:north,budget_eur,3000,source:b,three thousand,12,doubtful,
            project:north,PARTICIPATES_IN,country:XX,source:c,,,error_in_source,no
            project:south,budget_eur,8,source:b,,,,
            project:south,budget_eur,about 9,source:c,,,,
            PARTICIPATES_IN:country:GB>project:north,role,"lead, perhaps",source:b,,,inferred,
            country:GR,capital,Athens,source:a,,,,
            source:b,kind,a register,source:b,,,,
            project:west,kind,a river,source:b,,,,
        """,
    }
    report = load(empty_store, ontology, tmp_path, "one", **files)
    assert claims(empty_store) == {
        ("2000", "source:a"): True, ("3000", "source:b"): False, ("country:XX", "source:c"): False,
    }  # fmt: skip
    about = "MATCH (c:Claim {value: '3000'}) RETURN c.quote AS quote, c.page AS page, c.confidence AS confidence"
    assert empty_store.read(about) == [{"quote": "three thousand", "page": "12", "confidence": "doubtful"}]
    assert claims(empty_store, "project:south") == {
        ("7", "source:a"): True, ("8", "source:b"): None, ("about 9", "source:c"): None,
    }  # fmt: skip
    assert claims(empty_store, "PARTICIPATES_IN:country:UK>project:north") == {("lead, perhaps", "source:b"): None}
    assert claims(empty_store, "source:b") == {("a register", "source:b"): None}
    assert [(one.place, one.value) for one in report.rejects] == [
        ("claims.csv:7", "country:EL"), ("claims.csv:9", "project:west"),
    ]  # fmt: skip
    assert load(empty_store, ontology, tmp_path, "one", **files).claims == 0


def test_a_claim_about_what_stands_in_the_graph_needs_no_other_row(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    load(empty_store, ontology, tmp_path, "one", nodes__Project=PROJECTS + "project:north,North,2000,source:a,\n")
    text = "subject_id,predicate,value,source_id\nproject:north,budget_eur,3000,source:b\n"
    report = load(empty_store, ontology, tmp_path, "two", claims=text)
    assert (report.nodes_written, report.claims) == (0, 2)
    assert claims(empty_store) == {("2000", "source:a"): True, ("3000", "source:b"): None}
    assert shown(empty_store) == 2000.0
    assert load(empty_store, ontology, tmp_path, "two", claims=text).state == "unchanged"
