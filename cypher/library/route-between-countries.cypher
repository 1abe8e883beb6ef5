// name: route-between-countries
// title: Shortest routes between two countries over what is stated for countries and good practices' regions
// description: In plain Cypher, without a roll-up; GET /api/v1/networks/participation/paths rolls up and cites every hop.
// parameters: a = id of one country; b = id of the other
// kinds: a = entity; b = entity
// example: {"a": "country:AT", "b": "country:RO"}
// columns: hops, route
MATCH p = allShortestPaths((a:Country {id: $a})-[:PARTICIPATES_IN*1..8]-(b:Country {id: $b}))
RETURN length(p) AS hops, [n IN nodes(p) | n.id] AS route
ORDER BY route
