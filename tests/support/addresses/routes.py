"""Requests for the routes from one node to another: paths and bridging."""

from __future__ import annotations

from addresses.request import API, NETWORK, Wrong

GOOD: dict[str, tuple[str, ...]] = {
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
    f"{API}/networks/{{view}}/bridging": (
        f"{NETWORK}/bridging?source=country:PT&target=country:NO",
        f"{API}/networks/countries/bridging?source=country:PT&target=country:NO",
        f"{NETWORK}/bridging?source=region:2021:ES11&target=region:2021:FI1B1&level=region",
    ),
}

EMPTY: dict[str, str] = {
    f"{API}/networks/{{view}}/paths": f"{API}/networks/countries/paths?source=country:IS&target=country:NO",
    f"{API}/networks/{{view}}/bridging": f"{NETWORK}/bridging?source=country:ES&target=country:FR",
}

WRONG: dict[str, tuple[Wrong, ...]] = {
    f"{API}/networks/{{view}}/paths": (
        Wrong(f"{NETWORK}/paths", 422, "source"),
        Wrong(f"{NETWORK}/paths?source=country:PT", 422, "target"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=", 422, "target"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:XX", 404, "'country:XX'"),
        Wrong(f"{NETWORK}/paths?source={'x' * 201}&target=country:NO", 422, "source"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&max_hops=9999", 422, "max_hops is 9999, more than"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&max_hops=0", 422, "max_hops is"),
        Wrong(f"{NETWORK}/paths?source=country:PT&target=country:NO&types=,", 422, "types names nothing"),
        Wrong(f"{NETWORK}/paths?source=country:PT&source=country:ES&target=country:NO", 422, "source is given 2 times"),
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
    f"{API}/networks/{{view}}/bridging": (
        Wrong(f"{NETWORK}/bridging?source=country:PT", 422, "target"),
        Wrong(f"{NETWORK}/bridging?source=nobody&target=country:NO", 404, "'nobody'"),
        Wrong(f"{API}/networks/x/bridging?source=country:PT&target=country:NO", 404, "Unknown network view 'x'"),
    ),
}
