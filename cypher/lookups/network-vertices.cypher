// name: network-vertices
// title: The nodes of a loaded network
// description: Read for its projection.
// parameters: network = key of the network
// columns: key, name, attributes
MATCH (v:Vertex)
WHERE v.network = $network
RETURN v.key AS key, v.name AS name, v.attributes AS attributes
