"""The pages of an answer that a job computes: how far it is, with a way to stop it; and that it was stopped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.answers.jobs import described
from api.answers.shapes import address
from api.jobs import Job
from api.pages.render import page
from api.pages.words import first_upper

WHAT = re.compile(r"(?P<name>.+?) of the network '(?P<view>[^']+)'(?: \((?P<choices>.*)\))?", re.DOTALL)
STOPPED = ":job-cancelled"  # how the type of its problem ends


def waiting_page(request: Request, job: Job) -> HTMLResponse:
    """Shown instead of the page whose numbers a job computes; 202, and it loads again every two seconds."""
    response = page(
        request,
        "waiting.html",
        title="Being computed",
        status=202,
        job=described(job, request.app.state.explorer.jobs.before(job)),
        **said(job.what),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def stopped_page(request: Request, problem: Mapping[str, Any], status: int) -> HTMLResponse:
    """Shown to whoever asked for what was stopped meanwhile: how to ask again, and the way back to the network."""
    what = str(problem.get("detail") or "").partition(" was cancelled.")[0]
    again = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return page(request, "stopped.html", title="Stopped", status=status, again=again, **said(what))


def said(what: str) -> dict[str, str]:
    """What a job computes, in words; the address of its network, empty where none is named; its choices."""
    found = WHAT.fullmatch(what)
    if found is None:
        return {"heading": first_upper(what), "view": "", "view_link": "", "choices": ""}
    name, view, choices = found["name"], found["view"], found["choices"] or ""
    return {
        "heading": f"{first_upper(name)}, network {view}",
        "view": view,
        "view_link": address(f"/networks/{view}"),
        "choices": choices.replace("=", ": "),
    }
