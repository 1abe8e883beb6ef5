// name: network-actors
// title: The actors of a loaded two-mode network
// description: Read for its projection, by position, in no order; all its other nodes are activities.
// parameters: network = key of the network
// columns: position
MATCH (v:Vertex)
WHERE v.network = $network AND v.mode = 'actor'
RETURN collect(v.position) AS position
