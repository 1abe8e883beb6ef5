// name: vertices-but
// title: The nodes of loaded networks, but for some networks
// description: Read at the end of a load, for the hash that names the graph version; that of the others is known.
// parameters: known = keys of the networks that are left out
// columns: network, id, properties
MATCH (v:Vertex)
WHERE NOT coalesce(v.network, '') IN $known
RETURN coalesce(v.network, '') AS network, v.id AS id, properties(v) AS properties
