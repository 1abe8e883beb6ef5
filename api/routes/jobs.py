"""`/jobs`: where long analyses stand, and how to stop one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api import columns
from api.answers.jobs import described
from api.answers.shapes import API, listing
from api.responses import JSON_TYPE, answered, check_format, json_bytes
from api.routes import Format, TheExplorer

router = APIRouter(prefix="/jobs", tags=["jobs"])
JobId = Annotated[str, Path(min_length=1, max_length=64, description="Id of a job, as the 202 answer gave it.")]


@router.get("", summary="Long analyses")
def jobs(request: Request, explorer: TheExplorer, format_: Format = None) -> Response:
    """Analyses that are waiting or running, and those that ended lately; newest first."""
    check_format(format_)
    items = [described(job, explorer.jobs.before(job)) for job in explorer.jobs.list()]
    answer = listing(items, total=len(items), limit=len(items), offset=0, path=f"{API}/jobs", parameters={})
    return answered(request, answer, format_=format_, rows=items, columns=columns.JOBS, name="jobs")


@router.get("/{job_id}", summary="One long analysis")
def job(request: Request, explorer: TheExplorer, job_id: JobId) -> Response:
    """Its state and progress; `links.result` is the request that has the answer once it is finished."""
    found = explorer.jobs.get(job_id)
    response = answered(request, described(found, explorer.jobs.before(found)))
    response.headers["Cache-Control"] = "no-store"  # it changes by itself; an ended one costs nothing to read
    return response


@router.delete("/{job_id}", summary="Stop a long analysis")
def cancel(explorer: TheExplorer, job_id: JobId) -> Response:
    """Stops it at its next step. Who asks its question next is told so; who asks after that starts it anew."""
    return Response(json_bytes(described(explorer.jobs.cancel(job_id))), media_type=JSON_TYPE)
