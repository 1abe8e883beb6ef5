// name: network-vertices
// title: The nodes of a loaded network
// description: Read for its projection: lists of equal length, in no order; position is a node's place among the ids.
// parameters: network = key of the network
// columns: position, key, name, attributes
MATCH (v:Vertex)
WHERE v.network = $network
RETURN collect(v.position) AS position, collect(v.key) AS key, collect(v.name) AS name,
       collect(coalesce(v.attributes, [])) AS attributes
