"""Requests for the routes on what changes: periods, uncertainty of ranks, links added and nodes removed."""

from __future__ import annotations

from addresses.request import API, NETWORK, Wrong

GOOD: dict[str, tuple[str, ...]] = {
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
}

EMPTY: dict[str, str] = {
    f"{API}/networks/{{view}}/series": f"{NETWORK}/series?measure=degree&periods=1951",
    f"{API}/networks/{{view}}/uncertainty": f"{NETWORK}/uncertainty?measure=degree&draws=5&from=1951&to=1952",
    f"{API}/networks/{{view}}/whatif/links": f"{NETWORK}/whatif/links?offset=1000000",
    f"{API}/networks/{{view}}/whatif/removal": f"{NETWORK}/whatif/removal?offset=1000000",
    f"{API}/networks/{{view}}/whatif/attack": f"{NETWORK}/whatif/attack?offset=1000000",
}

WRONG: dict[str, tuple[Wrong, ...]] = {
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
}
