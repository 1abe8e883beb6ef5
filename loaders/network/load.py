"""Loads a network: reads its files, compares with what stands under its name, writes what differs."""

from __future__ import annotations

import time
from functools import partial

from graph.ontology import Ontology
from graph.stores import Store
from loaders.limits import PackLimits
from loaders.network.coordinates import lonely_coordinate, unread_coordinates
from loaders.network.countries import unknown_countries
from loaders.network.files import NetworkFiles
from loaders.network.reading import EdgeList, read_edge_list
from loaders.network.records import plan_network
from loaders.planning import Plan
from loaders.progress import Progress
from loaders.report import LoadReport
from loaders.run import NETWORK_LOADER, load
from loaders.statements import Records


def load_network(
    files: NetworkFiles,
    store: Store,
    ontology: Ontology,
    *,
    strict: bool = False,
    progress: Progress | None = None,
    limits: PackLimits | None = None,
) -> LoadReport:
    """Loads the network so that it is what the files say; the same files a second time change nothing.

    `strict`: any rejected row refuses the whole load. Raises `InvalidInput` for a name, `LoadError` for files that
    cannot be read or hold no tie (what was loaded before stays), and the `StoreError`s.
    """
    started = time.monotonic()
    read = read_edge_list(files.checked(), ontology, limits=limits)
    name = files.nodes_name
    unread = [*read.left_out, *unknown_countries(read, store, name), *unread_coordinates(read, name)]
    records = Records(
        pack=files.name,
        title=files.title or files.name,
        loader=NETWORK_LOADER,
        file_hash=files.file_hash(),
        rejects=read.rejects,
        left_out=sorted(unread),
        warnings=(*read.warnings(), *lonely_coordinate(read.columns)),
        rows_read=read.rows_read,
    )
    return load(
        records, store, ontology, strict=strict, progress=progress, started=started, planner=partial(_plan, files, read)
    )


def _plan(files: NetworkFiles, read: EdgeList, records: Records, store: Store, ontology: Ontology) -> Plan:
    return plan_network(files, read, records, store, ontology)
