"""`POST /loads`: a pack, zipped, loaded into the store this service holds. Off unless an API key is set."""

from __future__ import annotations

import hmac
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.answers.shapes import Json
from api.explorer import Explorer
from api.responses import answered
from api.routes import TheExplorer
from graph.errors import LoadError
from loaders.handover import unpack_zip
from loaders.limits import PackLimits
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
    service."""
    key = explorer.settings.valuechain_api_key.get_secret_value()
    if not key:
        raise HTTPException(
            403,
            "Loads over HTTP are off. Set VALUECHAIN_API_KEY and restart the service, or stop it and load directly.",
        )
    if not hmac.compare_digest(key.encode(), x_api_key.encode()):
        raise HTTPException(401, "X-API-Key is missing or wrong.", headers={"WWW-Authenticate": "X-API-Key"})
    body = await request.body()
    report = await run_in_threadpool(_load, explorer, body, strict)
    return answered(request, report)


def _load(explorer: Explorer, body: bytes, strict: bool) -> Json:
    limits = PackLimits(max_zip_bytes=explorer.settings.valuechain_load_bytes)
    with tempfile.TemporaryDirectory() as folder:
        try:
            unpack_zip(body, Path(folder), limits=limits)
            report = load_pack(Path(folder), explorer.store, explorer.ontology, strict=strict, limits=limits)
        except LoadError as error:  # the sender knows the zip, and nothing of our folders
            raise LoadError(error.detail.replace(f"'{folder}'", "The zip"), next_step=error.next_step) from error
    return report.as_dict()
