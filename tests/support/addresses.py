"""Requests for every route: good ones, good ones with an empty answer, and wrong ones with what the answer has to say.

Keyed by the route as OpenAPI writes it, so that a test sees at once when a route has none.
"""

from __future__ import annotations

from dataclasses import dataclass

API = "/api/v1"
NETWORK = f"{API}/networks/participation"

GOOD: dict[str, tuple[str, ...]] = {
    "/health": ("/health",),
    "/ready": ("/ready",),
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
    f"{API}/schema": (f"{API}/schema",),
    f"{API}/datasets": (f"{API}/datasets", f"{API}/datasets?limit=3&offset=2"),
    f"{API}/library": (f"{API}/library",),
    f"{API}/networks": (f"{API}/networks",),
    f"{API}/networks/{{view}}": (
        NETWORK,
        f"{NETWORK}?level=region&nuts_level=2&limit=7&offset=3",
        f"{API}/networks/countries?projection=newman",
        f"{API}/networks/regions",
        f"{API}/networks/policy?limit=1000",
    ),
    f"{API}/networks/{{view}}/paths": (
        f"{NETWORK}/paths?source=country:PT&target=country:NO",
        f"{NETWORK}/paths?source=country:GB&target=country:GR&limit=1",
        f"{NETWORK}/paths?source=country:ES&target=country:ES",
        f"{NETWORK}/paths?source=region:2021:PT11&target=region:2021:NO071&level=region",
        f"{API}/networks/policy/paths?source=country:PT&target=country:NO",
    ),
    f"{API}/networks/{{view}}/centrality/{{measure}}": (
        f"{NETWORK}/centrality/betweenness",
        f"{NETWORK}/centrality/betweenness?normalised=true&by=distance&level=region",
        f"{NETWORK}/centrality/degree?level=organisation&limit=1000",
        f"{API}/networks/countries/centrality/strength?projection=newman&limit=1000",
        f"{API}/networks/policy/centrality/betweenness?limit=1000",
    ),
    f"{API}/networks/{{view}}/articulation": (f"{NETWORK}/articulation", f"{API}/networks/policy/articulation"),
    f"{API}/networks/{{view}}/components": (
        f"{NETWORK}/components?level=region",
        f"{API}/networks/countries/components",
    ),
    f"{API}/networks/{{view}}/bridging": (
        f"{NETWORK}/bridging?source=country:PT&target=country:NO",
        f"{API}/networks/countries/bridging?source=country:PT&target=country:NO",
        f"{NETWORK}/bridging?source=region:2021:ES11&target=region:2021:FI1B1&level=region",
    ),
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

EMPTY: dict[str, str] = {  # nothing to answer is an answer: a list without items, never an error
    f"{API}/common": f"{API}/common?ids=project:knowhub,partnership:energy:smart-grids",
    f"{API}/gaps": f"{API}/gaps?within=partnership:energy:smart-grids",
    f"{API}/chains": f"{API}/chains?offset=1000",
    f"{API}/datasets": f"{API}/datasets?offset=100000",
    f"{API}/networks/{{view}}": f"{NETWORK}?offset=1000000",
    f"{API}/networks/{{view}}/paths": f"{API}/networks/countries/paths?source=country:IS&target=country:NO",
    f"{API}/networks/{{view}}/centrality/{{measure}}": f"{NETWORK}/centrality/degree?offset=1000000",
    f"{API}/networks/{{view}}/bridging": f"{NETWORK}/bridging?source=country:ES&target=country:FR",
    f"{API}/entities": f"{API}/entities?q=atlantis+lemuria",
    f"{API}/entities/{{entity_id}}/neighbours": f"{API}/entities/country:PT/neighbours?relation=SUPPLIES",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A request that is answered by a problem: its status, and words its detail must hold."""

    address: str
    status: int
    says: str

    def __str__(self) -> str:
        return self.address.removeprefix(API)[:80]


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
    f"{API}/networks": (Wrong(f"{API}/networks?view=policy", 422, "Unknown query parameter 'view'"),),
    f"{API}/networks/{{view}}": (
        Wrong(f"{API}/networks/participatoin", 404, "Did you mean 'participation'?"),
        Wrong(f"{API}/networks/..%2F..%2Fetc", 404, ""),
        Wrong(f"{NETWORK}?level=city", 422, "Unknown level 'city'"),
        Wrong(f"{NETWORK}?level=region&nuts_level=0", 422, "nuts_level '0'"),
        Wrong(f"{NETWORK}?projection=newman", 422, "takes no parameter 'projection'"),
        Wrong(f"{API}/networks/policy?level=country", 422, "takes no parameter 'level'"),
        Wrong(f"{NETWORK}?nutslevel=2", 422, "Did you mean 'nuts_level'?"),
        Wrong(f"{NETWORK}?format=gexf", 422, "Unknown format 'gexf'"),
        Wrong(f"{NETWORK}?limit=100001&format=csv", 422, "limit is 100001, more than 100000"),
    ),
    f"{API}/networks/{{view}}/paths": (
        Wrong(f"{NETWORK}/paths", 422, "source"),
        Wrong(f"{NETWORK}/paths?source=country:PT", 422, "target"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=", 422, "target"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:XX", 404, "'country:XX'"),
        Wrong(f"{NETWORK}/paths?source={'x' * 201}&target=country:NO", 422, "source"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&max_hops=99", 422, "max_hops is 99, more than 12"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&max_hops=0", 422, "max_hops is"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&limit=1001", 422, "limit is 1001"),
        Wrong(
            f"{API}/networks/partner/paths?source=country:PT&target=country:NO", 404, "Unknown network view 'partner'"
        ),
    ),
    f"{API}/networks/{{view}}/centrality/{{measure}}": (
        Wrong(f"{NETWORK}/centrality/betweeness", 404, "Did you mean 'betweenness'?"),
        Wrong(f"{NETWORK}/centrality/pagerank", 404, "Unknown measure 'pagerank'"),
        Wrong(f"{API}/networks/countrys/centrality/degree", 404, "Did you mean 'countries'?"),
        Wrong(f"{NETWORK}/centrality/degree?normalised=perhaps", 422, "value of normalised 'perhaps'"),
        Wrong(f"{NETWORK}/centrality/strength?normalised=true", 422, "parameter of strength 'normalised'"),
        Wrong(f"{NETWORK}/centrality/degree?direction=up", 422, "value of direction 'up'"),
        Wrong(f"{NETWORK}/centrality/betweenness?by=miles", 422, "value of by 'miles'"),
        Wrong(f"{NETWORK}/centrality/betweenness?limit=-3", 422, "limit is"),
    ),
    f"{API}/networks/{{view}}/articulation": (
        Wrong(f"{API}/networks/polcy/articulation", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/articulation?limit=3", 422, "Unknown query parameter 'limit'"),
    ),
    f"{API}/networks/{{view}}/components": (
        Wrong(f"{API}/networks/polcy/components", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/components?format=graphml", 422, "format 'graphml'"),
    ),
    f"{API}/networks/{{view}}/bridging": (
        Wrong(f"{NETWORK}/bridging?source=country:PT", 422, "target"),
        Wrong(f"{NETWORK}/bridging?source=nobody&target=country:NO", 404, "'nobody'"),
        Wrong(f"{API}/networks/x/bridging?source=country:PT&target=country:NO", 404, "Unknown network view 'x'"),
    ),
    f"{API}/entities": (
        Wrong(f"{API}/entities?label=Projct", 422, "Did you mean 'Project'?"),
        Wrong(f"{API}/entities?limit=0", 422, "limit is"),
        Wrong(f"{API}/entities?limt=3", 422, "Did you mean 'limit'?"),
        Wrong(f"{API}/entities?q={'x' * 201}", 422, "q is"),
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
