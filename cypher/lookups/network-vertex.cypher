// name: network-vertex
// title: One node of a loaded network
// description: By its id in the file; no row where the network has no such node.
// parameters: network = name of the network; node = id of the node as the file has it
// columns: id
MATCH (v:Vertex)
WHERE v.network = $network AND v.key = $node
RETURN v.id AS id
LIMIT 1
