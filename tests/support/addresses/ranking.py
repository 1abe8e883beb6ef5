"""Requests for the routes that rank nodes, ties or pairs: centrality, edge betweenness, brokerage, prediction."""

from __future__ import annotations

from addresses.request import API, NETWORK, Wrong

GOOD: dict[str, tuple[str, ...]] = {
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
}

EMPTY: dict[str, str] = {
    f"{API}/networks/{{view}}/centrality/{{measure}}": f"{NETWORK}/centrality/degree?offset=1000000",
    f"{API}/networks/{{view}}/edge-betweenness": f"{NETWORK}/edge-betweenness?offset=1000000",
    f"{API}/networks/{{view}}/brokerage": f"{NETWORK}/brokerage?offset=1000000",
    f"{API}/networks/{{view}}/prediction": f"{API}/networks/countries/prediction?offset=1000000",
}

WRONG: dict[str, tuple[Wrong, ...]] = {
    f"{API}/networks/{{view}}/centrality/{{measure}}": (
        Wrong(f"{NETWORK}/centrality/betweeness", 404, "Did you mean 'betweenness'?"),
        Wrong(f"{NETWORK}/centrality/pagrank", 404, "Did you mean 'pagerank'?"),
        Wrong(f"{NETWORK}/centrality/hits", 404, "hub and authority"),
        Wrong(f"{NETWORK}/centrality/edge-betweenness", 404, "/networks/{view}/edge-betweenness"),
        Wrong(f"{NETWORK}/centrality/in_degree", 404, "/centrality/degree?direction=in"),
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
}
