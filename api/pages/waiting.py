"""The page of an answer that is still being computed: how far it is, a way to stop it, and it asks again by itself."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.answers.jobs import described
from api.jobs import Job
from api.pages.render import page


def waiting_page(request: Request, job: Job) -> HTMLResponse:
    """Shown instead of the page whose numbers a job computes; 202, and it loads again every two seconds."""
    response = page(
        request,
        "waiting.html",
        title="Being computed",
        status=202,
        job=described(job, request.app.state.explorer.jobs.before(job)),
    )
    response.headers["Cache-Control"] = "no-store"
    return response
