// name: network-vertex-records
// title: The records of a loaded network's nodes
// description: What stands in the graph before the network is loaded again.
// parameters: network = key of the network
MATCH (v:Vertex)
WHERE v.network = $network
RETURN v.id AS id, properties(v) AS properties
