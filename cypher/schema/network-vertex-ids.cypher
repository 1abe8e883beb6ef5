// name: network-vertex-ids
// title: The nodes of a loaded network with how many ties each has
// description: What goes when the network is removed; a transaction is bounded by the ties that go with its nodes.
// parameters: network = key of the network
// columns: id, ties
MATCH (v:Vertex)
WHERE v.network = $network
RETURN v.id AS id, COUNT { (v)-[:TIED_TO]-() } AS ties
