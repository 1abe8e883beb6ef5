// name: network-tie-records
// title: The records of a loaded network's ties
// description: What stands in the graph before the network is loaded again.
// parameters: network = key of the network
MATCH (a:Vertex)-[r:TIED_TO]->(b:Vertex)
WHERE a.network = $network
RETURN a.id AS source, b.id AS target, properties(r) AS properties
