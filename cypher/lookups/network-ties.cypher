// name: network-ties
// title: The ties of a loaded network
// description: Read for its projection: lists of equal length, one place a tie as it stands in the file, in no order. Ends by position.
// parameters: network = key of the network
// columns: source, target, strength
MATCH (a:Vertex)-[r:TIED_TO]->(b)
WHERE a.network = $network
RETURN collect(a.position) AS source, collect(b.position) AS target, collect(coalesce(r.strength, 1.0)) AS strength
