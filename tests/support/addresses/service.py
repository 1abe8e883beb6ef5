"""Requests for the routes on the service itself: its state, schema, sources, library of queries and jobs."""

from __future__ import annotations

from addresses.request import API, Wrong

GOOD: dict[str, tuple[str, ...]] = {
    "/health": ("/health",),
    "/ready": ("/ready",),
    f"{API}/schema": (f"{API}/schema",),
    f"{API}/datasets": (f"{API}/datasets", f"{API}/datasets?limit=3&offset=2"),
    f"{API}/library": (f"{API}/library",),
    f"{API}/jobs": (f"{API}/jobs",),
}

EMPTY: dict[str, str] = {
    f"{API}/datasets": f"{API}/datasets?offset=100000",
}

WRONG: dict[str, tuple[Wrong, ...]] = {
    f"{API}/schema": (
        Wrong(f"{API}/schema?format=yaml", 422, "format 'yaml'"),
        Wrong(f"{API}/schema?limit=3", 422, "'limit'"),
    ),
    f"{API}/datasets": (
        Wrong(f"{API}/datasets?offset=-1", 422, "offset is"),
        Wrong(f"{API}/datasets?limit=many", 422, "limit is"),
        Wrong(f"{API}/datasets?format=", 422, "format ''"),
    ),
    f"{API}/library": (Wrong(f"{API}/library?name=x", 422, "Unknown query parameter 'name'"),),
    f"{API}/jobs": (Wrong(f"{API}/jobs?state=running", 422, "Unknown query parameter 'state'"),),
    f"{API}/jobs/{{job_id}}": (
        Wrong(f"{API}/jobs/0000000000000000", 404, "There is no job"),
        Wrong(f"{API}/jobs/{'x' * 65}", 422, "job_id"),
        Wrong(f"{API}/jobs/0000000000000000?wait=1", 422, "Unknown query parameter 'wait'"),
    ),
}
