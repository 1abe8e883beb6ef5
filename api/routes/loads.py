"""`POST /loads`, `POST /loads/network`: a pack or a network, loaded into the store this service holds; and
`DELETE /loads/network/{name}`, which takes a network out again.

Off unless an API key is set.
"""

from __future__ import annotations

import hmac
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi import Path as PathParameter
from starlette.concurrency import run_in_threadpool

from api.answers.shapes import Json
from api.explorer import Explorer
from api.responses import JSON_TYPE, answered, json_bytes
from api.routes import TheExplorer
from graph.errors import LoadError
from loaders.handover import unpack_network, unpack_zip
from loaders.limits import PackLimits
from loaders.network import NetworkFiles, load_network
from loaders.network.reading import MAX_ROWS
from loaders.network.removal import remove_network
from loaders.run import load_pack

router = APIRouter(tags=["loads"])


@router.post("/loads", summary="Load a pack")
async def loads(
    request: Request,
    explorer: TheExplorer,
    x_api_key: Annotated[str, Header()] = "",
    strict: Annotated[bool, Query(description="Refuse the whole pack when one row is rejected.")] = False,
) -> Response:
    """The body is a zip of a pack folder; the answer is the load report. Used by `valuechain load` beside a running
    service. Also a load that `strict=true` refuses is answered with its report, status 200: its `state` is `refused`,
    and `rejects` says why."""
    _check_key(explorer, x_api_key)
    body = await request.body()
    report = await run_in_threadpool(_load, explorer, body, strict)
    return answered(request, report)


@router.post("/loads/network", summary="Load a network")
async def load_a_network(
    request: Request,
    explorer: TheExplorer,
    x_api_key: Annotated[str, Header()] = "",
    name: Annotated[str, Query(max_length=200, description="Name of the network; with a CSV body.")] = "",
    directed: Annotated[bool, Query(description="Ties lead from source to target only; with a CSV body.")] = False,
    two_mode: Annotated[
        bool, Query(description="Sources are of one kind (actors), targets of another (activities); with a CSV body.")
    ] = False,
    title: Annotated[str, Query(max_length=500, description="What it is called on pages; with a CSV body.")] = "",
    strict: Annotated[bool, Query(description="Write nothing when one row is rejected.")] = False,
) -> Response:
    """The body is `edges.csv` (Content-Type text/csv: source,target[,strength,relation,from,to]), or a zip of
    `network.json`, `edges.csv` and `nodes.csv`; the answer is the load report. It becomes `/networks/{name}`. Also a
    load that `strict=true` refuses is answered with its report, status 200: its `state` is `refused`, and `rejects`
    says why."""
    _check_key(explorer, x_api_key)
    body = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    about = {"name": name, "directed": directed, "two_mode": two_mode, "title": title}
    if kind not in ("text/csv", "application/zip"):
        raise HTTPException(415, f"The body is declared as '{kind[:100]}'; send text/csv or application/zip.")
    report = await run_in_threadpool(_load_network, explorer, body, about if kind == "text/csv" else None, strict)
    return answered(request, report)


@router.delete("/loads/network/{name}", summary="Remove a loaded network")
def remove_a_network(
    explorer: TheExplorer,
    name: Annotated[str, PathParameter(max_length=200, description="Name of the network.")],
    x_api_key: Annotated[str, Header()] = "",
) -> Response:
    """Its nodes and ties, itself and its data set; nothing else. The answer says how many there were. A built-in
    network cannot be removed. Used by `valuechain remove network` beside a running service."""
    _check_key(explorer, x_api_key)
    report = remove_network(name, explorer.store, explorer.ontology)
    return Response(json_bytes(report.as_dict()), media_type=JSON_TYPE)


def _load_network(explorer: Explorer, body: bytes, about: Json | None, strict: bool) -> Json:
    limits = PackLimits(max_zip_bytes=explorer.settings.valuechain_load_bytes, max_rows=MAX_ROWS)
    with tempfile.TemporaryDirectory() as folder:
        if about is None:
            files = unpack_network(body, Path(folder), limits=limits)
        else:
            (Path(folder) / "edges.csv").write_bytes(body)
            files = NetworkFiles(edges=Path(folder) / "edges.csv", **about)
        report = load_network(files, explorer.store, explorer.ontology, strict=strict, limits=limits)
    return report.as_dict()


def _check_key(explorer: Explorer, x_api_key: str) -> None:
    key = explorer.settings.valuechain_api_key.get_secret_value()
    if not key:
        raise HTTPException(
            403,
            "Loads over HTTP are off. Set VALUECHAIN_API_KEY and restart the service, or stop it and load directly.",
        )
    if not hmac.compare_digest(key.encode(), x_api_key.encode()):
        raise HTTPException(401, "X-API-Key is missing or wrong.", headers={"WWW-Authenticate": "X-API-Key"})


def _load(explorer: Explorer, body: bytes, strict: bool) -> Json:
    limits = PackLimits(max_zip_bytes=explorer.settings.valuechain_load_bytes)
    with tempfile.TemporaryDirectory() as folder:
        try:
            unpack_zip(body, Path(folder), limits=limits)
            report = load_pack(Path(folder), explorer.store, explorer.ontology, strict=strict, limits=limits)
        except LoadError as error:  # the sender knows the zip, and nothing of our folders
            raise LoadError(error.detail.replace(f"'{folder}'", "The zip"), next_step=error.next_step) from error
    return report.as_dict()
