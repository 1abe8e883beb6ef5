// name: network-ties
// title: The ties of a loaded network
// description: Read for its projection: lists of equal length, one place a tie as it stands in the file, in no order.
// parameters: network = key of the network
// columns: source, target, strength, kind, since, until
MATCH (a:Vertex)-[r:TIED_TO]->(b:Vertex)
WHERE a.network = $network
RETURN collect(a.key) AS source, collect(b.key) AS target, collect(coalesce(r.strength, 1.0)) AS strength,
       collect(coalesce(r.kind, '')) AS kind, collect(coalesce(r.from, '')) AS since, collect(coalesce(r.to, '')) AS until
