// name: neighbours-in-a-network
// title: Who a node of a loaded network is tied to
// description: By its id in the file. `leads_from` and `leads_to` say which way the tie leads; in an undirected network that means
//   nothing. The example is the network of the guide on loading one.
// parameters: network = name of a loaded network; node = id of a node as the file has it
// kinds: network = network; node = vertex
// example: {"network": "advice", "node": "bo"}
// columns: id, name, strength, relation, leads_from, leads_to
MATCH (v:Vertex)
WHERE v.network = $network AND v.key = $node
MATCH (v)-[t:TIED_TO]-(other:Vertex)
RETURN other.key AS id, other.name AS name, coalesce(t.strength, 1.0) AS strength, t.kind AS relation,
       startNode(t).key AS leads_from, endNode(t).key AS leads_to
ORDER BY id, relation, leads_from, t.from, t.to
