// name: ties-but
// title: The ties of loaded networks, but for some networks
// description: Read at the end of a load, for the hash that names the graph version; that of the others is known.
// parameters: known = keys of the networks that are left out
// columns: network, source, target, properties
MATCH (a:Vertex)-[r:TIED_TO]->(b)
WHERE NOT coalesce(a.network, '') IN $known
RETURN coalesce(a.network, '') AS network, a.id AS source, b.id AS target, properties(r) AS properties
