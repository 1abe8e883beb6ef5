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
        f"{NETWORK}?from=2007&to=2013",
        f"{API}/networks/regions?from=2014-01&to=2020-12-31&undated=include",
        f"{API}/networks/countries?from=2014&projection=newman",
        f"{API}/networks/policy?to=2013",
    ),
    f"{API}/networks/{{view}}/paths": (
        f"{NETWORK}/paths?source=country:PT&target=country:NO",
        f"{NETWORK}/paths?source=country:GB&target=country:GR&limit=1",
        f"{NETWORK}/paths?source=country:ES&target=country:ES",
        f"{NETWORK}/paths?source=region:2021:PT11&target=region:2021:NO071&level=region",
        f"{API}/networks/policy/paths?source=country:PT&target=country:NO",
        f"{NETWORK}/paths?source=country:PT&target=country:NO&method=k-shortest&avoid=project:tr3s&by=distance&k=3",
        f"{API}/networks/countries/paths?source=country:PT&target=country:NO&method=widest&max_hops=4&projection=newman",
        f"{NETWORK}/paths?source=country:PT&target=country:NO&via=country:ES&types=Country,Project&without_countries=FR",
        f"{API}/networks/policy/paths?source=country:IE&target=country:NO&stages=chain:biopharma",
    ),
    f"{API}/networks/{{view}}/centrality/{{measure}}": (
        f"{NETWORK}/centrality/betweenness",
        f"{NETWORK}/centrality/betweenness?normalised=true&by=distance&level=region",
        f"{NETWORK}/centrality/degree?level=organisation&limit=1000",
        f"{API}/networks/countries/centrality/strength?projection=newman&limit=1000",
        f"{API}/networks/policy/centrality/betweenness?limit=1000",
        f"{NETWORK}/centrality/closeness?normalised=true",
        f"{API}/networks/policy/centrality/closeness?direction=out&convention=component&by=distance",
        f"{API}/networks/countries/centrality/harmonic?by=distance&normalised=true",
        f"{API}/networks/countries/centrality/betweenness?sample=10&seed=3&limit=1000",
    ),
    f"{API}/networks/{{view}}/edge-betweenness": (
        f"{NETWORK}/edge-betweenness",
        f"{API}/networks/policy/edge-betweenness?by=distance&normalised=true&limit=3&offset=2",
    ),
    f"{API}/networks/{{view}}/articulation": (f"{NETWORK}/articulation", f"{API}/networks/policy/articulation"),
    f"{API}/networks/{{view}}/brokerage": (
        f"{API}/networks/countries/brokerage?group=macro-region&sort=constraint",
        f"{NETWORK}/brokerage?group=platform&limit=5&offset=2",
        f"{API}/networks/regions/brokerage?group=region&nuts_level=3&weighted=false",
        f"{API}/networks/policy/brokerage?group=type&sort=gatekeeper&limit=1000",
    ),
    f"{API}/networks/{{view}}/prediction": (
        f"{API}/networks/countries/prediction?method=adamic-adar&node=country:PT",
        f"{API}/networks/regions/prediction?method=resource-allocation&limit=7&offset=3",
        f"{API}/networks/policy/prediction?method=common-neighbours",
        f"{NETWORK}/prediction?method=preferential-attachment&node=country:NO",
    ),
    f"{API}/networks/{{view}}/components": (
        f"{NETWORK}/components?level=region",
        f"{API}/networks/countries/components",
        f"{API}/networks/policy/components?kind=strong&limit=3&offset=2",
    ),
    f"{API}/networks/{{view}}/cohesion": (
        f"{NETWORK}/cohesion",
        f"{API}/networks/countries/cohesion?limit=5&offset=2",
        f"{API}/networks/policy/cohesion",
    ),
    f"{API}/networks/{{view}}/communities": (
        f"{API}/networks/countries/communities",
        f"{API}/networks/regions/communities?resolution=1.5&seed=3&runs=3&limit=2",
        f"{NETWORK}/communities?runs=1",
    ),
    f"{API}/networks/{{view}}/bridging": (
        f"{NETWORK}/bridging?source=country:PT&target=country:NO",
        f"{API}/networks/countries/bridging?source=country:PT&target=country:NO",
        f"{NETWORK}/bridging?source=region:2021:ES11&target=region:2021:FI1B1&level=region",
    ),
    f"{API}/networks/{{view}}/series": (
        f"{API}/networks/countries/series?measure=degree&by=programme&nodes=country:ES,country:IT",
        f"{NETWORK}/series?measure=betweenness&length=distance&periods=2007-2013,2014-2020&undated=include&limit=9",
        f"{API}/networks/policy/series?by=year&from=2012&to=2016&limit=3&offset=2",
    ),
    f"{API}/networks/{{view}}/uncertainty": (
        f"{API}/networks/countries/uncertainty?measure=degree&draws=20&seed=3&confidence=0.95",
        f"{NETWORK}/uncertainty?measure=strength&draws=10&top=3&thresholds=2&from=2014&limit=4",
        f"{API}/networks/policy/uncertainty?measure=degree&draws=10&unit=edges&limit=5&offset=1",
    ),
    f"{API}/jobs": (f"{API}/jobs",),
    f"{API}/networks/{{view}}/whatif/links": (
        f"{NETWORK}/whatif/links",
        f"{API}/networks/countries/whatif/links?node=country:PT&limit=3",
        f"{API}/networks/policy/whatif/links?chain=chain:biopharma&within_hops=2&limit=5",
        f"{API}/networks/countries/whatif/links?by=distance&link_distance=0.5",
        f"{API}/networks/regions/whatif/links?limit=2&offset=1",
    ),
    f"{API}/networks/{{view}}/whatif/removal": (
        f"{NETWORK}/whatif/removal",
        f"{NETWORK}/whatif/removal?country=ES",
        f"{NETWORK}/whatif/removal?nodes=country:ES,project:knowhub&limit=5",
        f"{API}/networks/regions/whatif/removal?country=ES",
    ),
    f"{API}/networks/{{view}}/whatif/attack": (
        f"{API}/networks/countries/whatif/attack",
        f"{API}/networks/countries/whatif/attack?order=betweenness&adaptive=true",
        f"{NETWORK}/whatif/attack?order=random&draws=20&seed=3&limit=5&offset=2",
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
    f"{API}/networks/{{view}}/articulation": f"{NETWORK}/articulation?offset=1000000",
    f"{API}/networks/{{view}}/components": f"{NETWORK}/components?offset=1000000",
    f"{API}/networks/{{view}}/cohesion": f"{NETWORK}/cohesion?offset=1000000",
    f"{API}/networks/{{view}}/communities": f"{NETWORK}/communities?offset=1000000",
    f"{API}/networks/{{view}}/edge-betweenness": f"{NETWORK}/edge-betweenness?offset=1000000",
    f"{API}/networks/{{view}}/bridging": f"{NETWORK}/bridging?source=country:ES&target=country:FR",
    f"{API}/networks/{{view}}/brokerage": f"{NETWORK}/brokerage?offset=1000000",
    f"{API}/networks/{{view}}/prediction": f"{API}/networks/countries/prediction?offset=1000000",
    f"{API}/networks/{{view}}/series": f"{NETWORK}/series?measure=degree&periods=1951",
    f"{API}/networks/{{view}}/uncertainty": f"{NETWORK}/uncertainty?measure=degree&draws=5&from=1951&to=1952",
    f"{API}/networks/{{view}}/whatif/links": f"{NETWORK}/whatif/links?offset=1000000",
    f"{API}/networks/{{view}}/whatif/removal": f"{NETWORK}/whatif/removal?offset=1000000",
    f"{API}/networks/{{view}}/whatif/attack": f"{NETWORK}/whatif/attack?offset=1000000",
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
        Wrong(f"{NETWORK}?from=soon", 422, "from is 'soon', which is no date"),
        Wrong(f"{NETWORK}?from=2014&to=2013", 422, "ends before it begins"),
        Wrong(f"{NETWORK}?undated=include", 422, "undated goes with a period"),
        Wrong(f"{NETWORK}?from=2014&undated=maybe", 422, "value of undated 'maybe'"),
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
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&method=widst", 422, "Did you mean 'widest'?"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&k=many", 422, "k is"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&avoid=country:NO", 422, "takes away the target"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&via=country:XX", 404, "'country:XX'"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&countries=XX", 422, "Unknown country"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&stages=chain:x", 404, "'chain:x'"),
        Wrong(
            f"{API}/networks/partner/paths?source=country:PT&target=country:NO", 404, "Unknown network view 'partner'"
        ),
    ),
    f"{API}/networks/{{view}}/centrality/{{measure}}": (
        Wrong(f"{NETWORK}/centrality/betweeness", 404, "Did you mean 'betweenness'?"),
        Wrong(f"{NETWORK}/centrality/pagrank", 404, "Did you mean 'pagerank'?"),
        Wrong(f"{API}/networks/countrys/centrality/degree", 404, "Did you mean 'countries'?"),
        Wrong(f"{NETWORK}/centrality/degree?normalised=perhaps", 422, "value of normalised 'perhaps'"),
        Wrong(f"{NETWORK}/centrality/strength?normalised=true", 422, "parameter of strength 'normalised'"),
        Wrong(f"{NETWORK}/centrality/degree?direction=up", 422, "value of direction 'up'"),
        Wrong(f"{NETWORK}/centrality/betweenness?by=miles", 422, "value of by 'miles'"),
        Wrong(f"{NETWORK}/centrality/betweenness?limit=-3", 422, "limit is"),
        Wrong(f"{NETWORK}/centrality/betweenness?sample=-3", 422, "sample is '-3'"),
        Wrong(f"{NETWORK}/centrality/betweenness?seed=x", 422, "seed is 'x'"),
        Wrong(f"{NETWORK}/centrality/harmonic?sample=3", 422, "parameter of harmonic 'sample'"),
        Wrong(f"{NETWORK}/centrality/closeness?direction=all", 422, "value of direction 'all'"),
        Wrong(f"{NETWORK}/centrality/closeness?convention=wasserman", 422, "Did you mean 'wasserman-faust'?"),
        Wrong(f"{NETWORK}/centrality/closeness?sampel=3", 422, "Did you mean 'sample'?"),
    ),
    f"{API}/networks/{{view}}/edge-betweenness": (
        Wrong(f"{API}/networks/polcy/edge-betweenness", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/edge-betweenness?by=miles", 422, "value of by 'miles'"),
        Wrong(f"{NETWORK}/edge-betweenness?normalised=perhaps", 422, "value of normalised 'perhaps'"),
        Wrong(f"{NETWORK}/edge-betweenness?sample=3", 422, "Unknown query parameter 'sample'"),
    ),
    f"{API}/networks/{{view}}/articulation": (
        Wrong(f"{API}/networks/polcy/articulation", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/articulation?limit=1001", 422, "limit is 1001, more than 1000"),
        Wrong(f"{NETWORK}/articulation?kind=strong", 422, "Unknown query parameter 'kind'"),
    ),
    f"{API}/networks/{{view}}/brokerage": (
        Wrong(f"{API}/networks/polcy/brokerage", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/brokerage?group=contry", 422, "Did you mean 'country'?"),
        Wrong(f"{NETWORK}/brokerage?sort=gatekeepers", 422, "Did you mean 'gatekeeper'?"),
        Wrong(f"{NETWORK}/brokerage?weighted=perhaps", 422, "value of weighted 'perhaps'"),
        Wrong(f"{NETWORK}/brokerage?role=liaison", 422, "Unknown query parameter 'role'"),
        Wrong(f"{NETWORK}/brokerage?limit=-1", 422, "limit is"),
    ),
    f"{API}/networks/{{view}}/prediction": (
        Wrong(f"{API}/networks/polcy/prediction", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/prediction", 422, "two-mode"),
        Wrong(f"{API}/networks/countries/prediction?method=adamic", 422, "method of prediction 'adamic'"),
        Wrong(f"{API}/networks/countries/prediction?node=country:XX", 404, "'country:XX'"),
        Wrong(f"{API}/networks/countries/prediction?nodes=country:PT", 422, "Did you mean 'node'?"),
        Wrong(f"{API}/networks/countries/prediction?limit=1001", 422, "limit is 1001, more than 1000"),
    ),
    f"{API}/networks/{{view}}/components": (
        Wrong(f"{API}/networks/polcy/components", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/components?format=graphml", 422, "format 'graphml'"),
        Wrong(f"{NETWORK}/components?kind=stong", 422, "Did you mean 'strong'?"),
    ),
    f"{API}/networks/{{view}}/cohesion": (
        Wrong(f"{API}/networks/polcy/cohesion", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/cohesion?limit=0", 422, "limit is"),
        Wrong(f"{NETWORK}/cohesion?format=graphml", 422, "format 'graphml'"),
    ),
    f"{API}/networks/{{view}}/communities": (
        Wrong(f"{API}/networks/polcy/communities", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/communities?algorithm=louvian", 422, "Did you mean 'louvain'?"),
        Wrong(f"{NETWORK}/communities?resolution=0", 422, "resolution is"),
        Wrong(f"{NETWORK}/communities?resolution=nan", 422, "resolution is"),
        Wrong(f"{NETWORK}/communities?runs=101", 422, "runs is"),
        Wrong(f"{NETWORK}/communities?seed=-1", 422, "seed is"),
        Wrong(f"{NETWORK}/communities?seeds=1", 422, "Did you mean 'seed'?"),
    ),
    f"{API}/networks/{{view}}/bridging": (
        Wrong(f"{NETWORK}/bridging?source=country:PT", 422, "target"),
        Wrong(f"{NETWORK}/bridging?source=nobody&target=country:NO", 404, "'nobody'"),
        Wrong(f"{API}/networks/x/bridging?source=country:PT&target=country:NO", 404, "Unknown network view 'x'"),
    ),
    f"{API}/networks/{{view}}/series": (
        Wrong(f"{API}/networks/polcy/series", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/series?measure=betweeness", 404, "Did you mean 'betweenness'?"),
        Wrong(f"{NETWORK}/series?by=decade", 422, "Unknown way to part time 'decade'"),
        Wrong(f"{NETWORK}/series?by=year&from=2012", 422, "by=year needs the years"),
        Wrong(f"{NETWORK}/series?by=year&from=1990&to=2020", 422, "31 periods were asked for, more than 15"),
        Wrong(f"{NETWORK}/series?periods=2007-2013,soon", 422, "'soon' is no period"),
        Wrong(f"{NETWORK}/series?periods=2013-2007", 422, "ends before it begins"),
        Wrong(f"{NETWORK}/series?periods=2007,2007", 422, "stands twice"),
        Wrong(f"{NETWORK}/series?periods=2007&by=year", 422, "do not go with it"),
        Wrong(f"{NETWORK}/series?to=1950", 422, "No programming period overlaps"),
        Wrong(f"{NETWORK}/series?nodes=country:XX", 404, "'country:XX'"),
        Wrong(f"{NETWORK}/series?length=miles", 422, "value of length 'miles'"),
        Wrong(f"{NETWORK}/series?measure=strength&normalised=true", 422, "parameter of strength 'normalised'"),
    ),
    f"{API}/networks/{{view}}/uncertainty": (
        Wrong(f"{API}/networks/polcy/uncertainty", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/uncertainty?draws=0", 422, "draws is"),
        Wrong(f"{NETWORK}/uncertainty?draws=2001", 422, "draws is"),
        Wrong(f"{NETWORK}/uncertainty?confidence=1", 422, "confidence is"),
        Wrong(f"{NETWORK}/uncertainty?confidence=nan", 422, "confidence is"),
        Wrong(f"{NETWORK}/uncertainty?seed=-1", 422, "seed is"),
        Wrong(f"{NETWORK}/uncertainty?top=0", 422, "top is"),
        Wrong(f"{NETWORK}/uncertainty?unit=nodes", 422, "Unknown unit 'nodes'"),
        Wrong(f"{API}/networks/policy/uncertainty?unit=activities", 422, "is not made of activities"),
        Wrong(f"{NETWORK}/uncertainty?thresholds=2,many", 422, "'many' is no threshold"),
        Wrong(f"{NETWORK}/uncertainty?thresholds=1,2,3,4,5,6,7,8,9", 422, "thresholds names 9 numbers"),
        Wrong(f"{NETWORK}/uncertainty?level=city", 422, "Unknown level 'city'"),
    ),
    f"{API}/jobs": (Wrong(f"{API}/jobs?state=running", 422, "Unknown query parameter 'state'"),),
    f"{API}/jobs/{{job_id}}": (
        Wrong(f"{API}/jobs/0000000000000000", 404, "There is no job"),
        Wrong(f"{API}/jobs/{'x' * 65}", 422, "job_id"),
        Wrong(f"{API}/jobs/0000000000000000?wait=1", 422, "Unknown query parameter 'wait'"),
    ),
    f"{API}/networks/{{view}}/whatif/links": (
        Wrong(f"{API}/networks/polcy/whatif/links", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/whatif/links?node=country:XX", 404, "'country:XX'"),
        Wrong(f"{NETWORK}/whatif/links?chain=chain:ships", 404, "'chain:ships'"),
        Wrong(f"{NETWORK}/whatif/links?by=miles", 422, "value of by 'miles'"),
        Wrong(f"{NETWORK}/whatif/links?within_hops=0", 422, "within_hops is"),
        Wrong(f"{NETWORK}/whatif/links?by=distance&link_distance=-1", 422, "link_distance is"),
    ),
    f"{API}/networks/{{view}}/whatif/removal": (
        Wrong(f"{API}/networks/polcy/whatif/removal", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/whatif/removal?nodes=country:XX", 404, "'country:XX'"),
        Wrong(f"{NETWORK}/whatif/removal?nodes=,", 422, "nodes names no id"),
        Wrong(f"{NETWORK}/whatif/removal?nodes={','.join(['x'] * 101)}", 422, "nodes names 101 ids"),
        Wrong(f"{NETWORK}/whatif/removal?country=XX", 404, "lies in 'XX'"),
        Wrong(f"{NETWORK}/whatif/removal?node=country:ES", 422, "Did you mean 'nodes'?"),
    ),
    f"{API}/networks/{{view}}/whatif/attack": (
        Wrong(f"{API}/networks/polcy/whatif/attack", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/whatif/attack?order=degre", 422, "Did you mean 'degree'?"),
        Wrong(f"{NETWORK}/whatif/attack?order=random&draws=0", 422, "draws is"),
        Wrong(f"{NETWORK}/whatif/attack?order=random&seed=-1", 422, "seed is"),
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
