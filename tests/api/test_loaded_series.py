"""Several periods of a loaded network: its ties are read once, and each period is what it is when asked for alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from edge_lists import edge_list
from service import asked, service

from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from graph.views import Networks
from loaders.network import load_network

TIES = (
    "source,target,strength,relation,from,to\n"
    "a,x,1,runs,2007,2010\nb,x,2,,2008,\na,y,3,runs,,\nb,y,1,joins,2014,2020\nc,y,1,runs,,\na,z,5,,2012,2016\n"
)
NODES = "id,name,team,country\na,A,red,PT\nb,B,red,ES\nc,C,blue,\nx,X,,\ny,Y,,PT\nz,Z,,\n"
PERIODS = (("2007", "2013"), ("2014", "2020"), ("1951", "1960"), ("2009", "2015"))


@pytest.fixture(scope="module", params=[False, True], ids=["one mode", "two modes"])
def store(
    request: pytest.FixtureRequest,
    prepared_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    ontology: Ontology,
) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("series")
    shutil.copytree(prepared_folder, folder / "own")
    opened = EmbeddedStore(folder / "own", ontology)
    files = edge_list(folder, TIES, NODES, two_mode=request.param)
    assert load_network(files, opened, ontology).state == "finished"
    yield opened
    opened.close()


def collections(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What is read from now on: the text of each query, and which part of the ties."""
    asked_for: list[tuple[str, Any]] = []
    collected = store.collected

    def counted(text: str, **told: Any) -> Any:
        asked_for.append((text, told.get("part")))
        return collected(text, **told)

    monkeypatch.setattr(store, "collected", counted)
    return asked_for


@pytest.mark.parametrize("undated", ["exclude", "include"])
def test_periods_made_together_are_those_made_alone(store: EmbeddedStore, ontology: Ontology, undated: str) -> None:
    asked_for = [{"from": first, "to": last, "undated": undated} for first, last in PERIODS]
    together = Networks(store, ontology).projections("mine", asked_for)
    for one, parameters in zip(together, asked_for, strict=True):
        alone = Networks(store, ontology).projection("mine", parameters)
        assert one.ids == alone.ids
        assert list(one.nodes) == list(alone.nodes)
        assert list(one.edges) == list(alone.edges)
        assert one.left_out == alone.left_out
        assert one.parameters == alone.parameters
        assert {name: list(of) for name, of in one.attributes.items()} == {
            name: list(of) for name, of in alone.attributes.items()
        }
        assert one.actors.tolist() == alone.actors.tolist()
    assert [len(one.left_out) for one in together] == ([2] * 4 if undated == "exclude" else [0] * 4)
    assert together[0].m != together[2].m


def test_a_series_reads_the_ties_once(
    store: EmbeddedStore, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = collections(store, monkeypatch)
    with service(store, ontology) as client:
        answer = asked(client, "/networks/mine/series", measure="degree")
    assert len(answer["result"]["periods"]) > 2
    assert len(read) == len(set(read))


def test_what_is_read_while_a_load_runs_is_read_anew(
    store: EmbeddedStore, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks, read = Networks(store, ontology), collections(store, monkeypatch)
    networks.snapshot()
    read.clear()
    monkeypatch.setattr(Networks, "unfinished_loads", lambda self: ["load:1"])
    networks.projections("mine", [{"from": first, "to": last} for first, last in PERIODS])
    assert len(read) == len(PERIODS) * len(set(read))
