// name: network-ties
// title: The ties of a loaded network
// description: Read for its projection, in parts: lists of equal length, one place a tie as it stands in the file, in no order. Ends by position.
// parameters: network = key of the network; parts = in how many parts it is read; part = which of them, from 0
// columns: source, target, strength
MATCH (a:Vertex)-[r:TIED_TO]->(b)
WHERE a.network = $network AND a.position % $parts = $part
RETURN collect(a.position) AS source, collect(b.position) AS target, collect(coalesce(r.strength, 1.0)) AS strength
