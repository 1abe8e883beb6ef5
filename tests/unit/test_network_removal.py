"""Claims about planning a removal: no transaction takes more ties than it can, and hubs come when theirs are gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import LoadError
from loaders.network.removal import AT_ONCE, RemovalReport, _parts

REPORT = RemovalReport("kite", "Kite", 1, 1, "dataset:network-kite", "v2", seconds=0.5, load_id="load:1")


@given(st.dictionaries(st.text("ab:", min_size=1, max_size=6), st.integers(0, 2 * AT_ONCE), max_size=40))
def test_every_node_goes_once_and_hubs_go_last(ties: dict[str, int]) -> None:
    parts = list(_parts(ties))
    order = [one for part in parts for one in part]
    hubs = [ties[one] > AT_ONCE for one in order]

    assert sorted(order) == sorted(ties)
    assert hubs == sorted(hubs)
    assert all(parts)
    assert all(len(part) == 1 or sum(1 + ties[one] for one in part) <= AT_ONCE + 1 for part in parts)


def test_small_networks_go_in_one_transaction() -> None:
    assert list(_parts({"a": 2, "b": 1, "c": 1})) == [["c", "b", "a"]]
    assert list(_parts({})) == []


def test_the_report_is_read_back_whole_and_speaks_of_one_and_many() -> None:
    assert RemovalReport.from_dict(REPORT.as_dict()) == REPORT
    assert "1 node, 1 tie and its data set" in REPORT.headline()
    for broken in ({}, {"network": "kite"}):
        with pytest.raises(LoadError, match="no report of a removal"):
            RemovalReport.from_dict(broken)
