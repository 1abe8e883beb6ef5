"""Requests for the routes on entities: search, one entity, its neighbours."""

from __future__ import annotations

from addresses.request import API, Wrong

GOOD: dict[str, tuple[str, ...]] = {
    f"{API}/entities": (
        f"{API}/entities",
        f"{API}/entities?q=skane",
        f"{API}/entities?q=bio&label=Partnership&limit=2&offset=1",
        f"{API}/entities?label=Region&limit=1000",
    ),
    f"{API}/entities/{{entity_id}}": (
        f"{API}/entities/project:knowhub",
        f"{API}/entities/project:bordwiis",
        f"{API}/entities/country:GB",
        f"{API}/entities/region:2021:ES11",
        f"{API}/entities/pilot:vanguard:esm",
        f"{API}/entities/project:s34growth",
        f"{API}/entities/source:s3p-slides",
    ),
    f"{API}/entities/{{entity_id}}/neighbours": (
        f"{API}/entities/project:knowhub/neighbours",
        f"{API}/entities/country:PT/neighbours?relation=PART_OF&direction=in&limit=3",
        f"{API}/entities/goodpractice:nordland-triple-helix/neighbours?direction=out",
    ),
}

EMPTY: dict[str, str] = {
    f"{API}/entities": f"{API}/entities?q=atlantis+lemuria",
    f"{API}/entities/{{entity_id}}/neighbours": f"{API}/entities/country:PT/neighbours?relation=SUPPLIES",
}

WRONG: dict[str, tuple[Wrong, ...]] = {
    f"{API}/entities": (
        Wrong(f"{API}/entities?label=Projct", 422, "Did you mean 'Project'?"),
        Wrong(f"{API}/entities?limit=0", 422, "limit is"),
        Wrong(f"{API}/entities?limt=3", 422, "Did you mean 'limit'?"),
        Wrong(f"{API}/entities?q={'x' * 201}", 422, "q has 201 characters; at most 200"),
        Wrong(f"{API}/entities?limit=1e3", 422, "limit is"),
        Wrong(f"{API}/entities?limit={'9' * 60}", 422, "limit is"),
        Wrong(f"{API}/entities?offset={'9' * 5000}", 422, "offset is"),
    ),
    f"{API}/entities/{{entity_id}}": (
        Wrong(f"{API}/entities/project:know", 404, "Near it: project:knowhub"),
        Wrong(f"{API}/entities/nothing", 404, "'nothing'"),
        Wrong(f"{API}/entities/%00", 404, ""),
        Wrong(f"{API}/entities/project:knowhub%0d%0aX-Injected:1", 404, ""),
        Wrong(f"{API}/entities/project:knowhub?limit=1", 422, "Unknown query parameter 'limit'"),
    ),
    f"{API}/entities/{{entity_id}}/neighbours": (
        Wrong(f"{API}/entities/project:nothing/neighbours", 404, "'project:nothing'"),
        Wrong(
            f"{API}/entities/project:knowhub/neighbours?relation=PARTICIPATE_IN", 422, "Did you mean 'PARTICIPATES_IN'?"
        ),
        Wrong(f"{API}/entities/project:knowhub/neighbours?direction=up", 422, "Unknown direction 'up'"),
    ),
}
