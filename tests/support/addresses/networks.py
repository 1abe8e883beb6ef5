"""Requests for the routes on a network view and how it holds together, from its components to its communities."""

from __future__ import annotations

from addresses.request import API, NETWORK, Wrong

GOOD: dict[str, tuple[str, ...]] = {
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
    f"{API}/networks/{{view}}/articulation": (f"{NETWORK}/articulation", f"{API}/networks/policy/articulation"),
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
}

EMPTY: dict[str, str] = {
    f"{API}/networks/{{view}}": f"{NETWORK}?offset=1000000",
    f"{API}/networks/{{view}}/articulation": f"{NETWORK}/articulation?offset=1000000",
    f"{API}/networks/{{view}}/components": f"{NETWORK}/components?offset=1000000",
    f"{API}/networks/{{view}}/cohesion": f"{NETWORK}/cohesion?offset=1000000",
    f"{API}/networks/{{view}}/communities": f"{NETWORK}/communities?offset=1000000",
}

WRONG: dict[str, tuple[Wrong, ...]] = {
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
    f"{API}/networks/{{view}}/articulation": (
        Wrong(f"{API}/networks/polcy/articulation", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/articulation?limit=1001", 422, "limit is 1001, more than 1000"),
        Wrong(f"{NETWORK}/articulation?kind=strong", 422, "Unknown query parameter 'kind'"),
    ),
    f"{API}/networks/{{view}}/components": (
        Wrong(f"{API}/networks/polcy/components", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/components?format=gexf", 422, "format 'gexf'"),
        Wrong(f"{NETWORK}/components?kind=stong", 422, "Did you mean 'strong'?"),
    ),
    f"{API}/networks/{{view}}/cohesion": (
        Wrong(f"{API}/networks/polcy/cohesion", 404, "Did you mean 'policy'?"),
        Wrong(f"{NETWORK}/cohesion?limit=0", 422, "limit is"),
        Wrong(f"{NETWORK}/cohesion?format=gexf", 422, "format 'gexf'"),
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
}
