"""Requests for the routes on what entities share or lack: common participants, gaps, value chains."""

from __future__ import annotations

from addresses.request import API, Wrong

GOOD: dict[str, tuple[str, ...]] = {
    f"{API}/common": (
        f"{API}/common?ids=project:knowhub,project:tr3s",
        f"{API}/common?ids=project:knowhub,project:tr3s&level=country",
        f"{API}/common?ids=pilot:vanguard:esm,pilot:vanguard:nano&level=region",
        f"{API}/common?ids=project:clusterix,project:clusterix-2&level=organisation",
        f"{API}/common?ids=project:clusterix,project:clusterix-2&level=region&nuts_level=1&limit=2&offset=1",
    ),
    f"{API}/gaps": (
        f"{API}/gaps?within=initiative:vanguard",
        f"{API}/gaps?within=platform:energy",
        f"{API}/gaps?within=pilot:vanguard:esm&level=country",
        f"{API}/gaps?within=project:bordwiis&level=organisation",
        f"{API}/gaps?within=chain:biopharma",
    ),
    f"{API}/chains": (f"{API}/chains",),
    f"{API}/chains/{{entity_id}}": (f"{API}/chains/chain:biopharma",),
}

EMPTY: dict[str, str] = {
    f"{API}/common": f"{API}/common?ids=project:knowhub,partnership:energy:smart-grids",
    f"{API}/gaps": f"{API}/gaps?within=partnership:energy:smart-grids",
    f"{API}/chains": f"{API}/chains?offset=1000",
}

WRONG: dict[str, tuple[Wrong, ...]] = {
    f"{API}/common": (
        Wrong(f"{API}/common", 422, "ids"),
        Wrong(f"{API}/common?ids=project:knowhub", 422, "ids names 1 of 2 to 20"),
        Wrong(f"{API}/common?ids=project:knowhub,project:tr4s", 404, "'project:tr4s'"),
        Wrong(f"{API}/common?ids=project:knowhub,country:ES", 422, "'country:ES' is a Country"),
        Wrong(f"{API}/common?ids=project:knowhub,project:tr3s&level=contry", 422, "Did you mean 'country'?"),
        Wrong(f"{API}/common?ids=project:knowhub,project:tr3s&nuts_level=2", 422, "level=region"),
        Wrong(f"{API}/common?ids=project:knowhub,project:tr3s&limit=-1", 422, "limit is"),
        Wrong(f"{API}/common?ids={'x,' * 1100}", 422, "ids"),
        Wrong(f"{API}/common?id=project:knowhub", 422, "Did you mean 'ids'?"),
    ),
    f"{API}/gaps": (
        Wrong(f"{API}/gaps", 422, "within"),
        Wrong(f"{API}/gaps?within=project:nothing", 404, "'project:nothing'"),
        Wrong(f"{API}/gaps?within=country:ES", 422, "'country:ES' is a Country, which has no members"),
        Wrong(f"{API}/gaps?within=initiative:vanguard&level=regions", 422, "Did you mean 'region'?"),
        Wrong(f"{API}/gaps?within=chain:biopharma&level=regions", 422, "Did you mean 'region'?"),
        Wrong(f"{API}/gaps?witin=initiative:vanguard", 422, "Did you mean 'within'?"),
        Wrong(f"{API}/gaps?within=initiative:vanguard&format=xml", 422, "format"),
    ),
    f"{API}/chains": (
        Wrong(f"{API}/chains?limit=0", 422, "limit is"),
        Wrong(f"{API}/chains?limit=1001", 422, "limit is 1001, more than 1000"),
        Wrong(f"{API}/chains?level=country", 422, "Unknown query parameter 'level'"),
    ),
    f"{API}/chains/{{entity_id}}": (
        Wrong(f"{API}/chains/chain:ships", 404, "'chain:ships'"),
        Wrong(f"{API}/chains/project:knowhub", 404, "'project:knowhub'"),
        Wrong(f"{API}/chains/chain:biopharma?format=graphml", 422, "format 'graphml'"),
    ),
}
