"""A job as JSON."""

from __future__ import annotations

from api.answers.shapes import API, Json
from api.jobs import Job


def described(job: Job, before: int = 0) -> Json:
    """A job as JSON. `progress` is the share that is done, null where it cannot be said yet. `before`: see `Jobs`."""
    return {
        "id": job.id,
        "what": job.what,
        "state": "cancelling" if job.stop.is_set() and not job.ended else job.state,
        "before": before,
        "done": job.done,
        "total": job.total,
        "progress": 1.0 if job.state == "finished" else min(job.done / job.total, 1.0) if job.total else None,
        "seconds": round(job.seconds, 3),
        "detail": job.detail or None,
        "advice": None if job.ended else job.advice or None,
        "links": {"self": f"{API}/jobs/{job.id}", "result": job.address or None},
    }
