// name: network-ties-told
// title: The ties of a loaded network with their relations and dates
// description: As network-ties, for a network whose file says more of its ties; empty where it does not.
// parameters: network = key of the network; parts = in how many parts it is read; part = which of them, from 0
// columns: source, target, strength, kind, since, until
MATCH (a:Vertex)-[r:TIED_TO]->(b)
WHERE a.network = $network AND a.position % $parts = $part
RETURN collect(a.position) AS source, collect(b.position) AS target, collect(coalesce(r.strength, 1.0)) AS strength,
       collect(coalesce(r.kind, '')) AS kind, collect(coalesce(r.from, '')) AS since, collect(coalesce(r.to, '')) AS until
