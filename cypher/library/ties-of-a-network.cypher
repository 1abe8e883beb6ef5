// name: ties-of-a-network
// title: Ties of a loaded network
// description: Each tie with the ids of its ends as the file has them; its strength, 1 where the file states none. A very
//   large network is better taken as the CSV of its route. The example is the network of the guide on loading one.
// parameters: network = name of a loaded network
// kinds: network = network
// example: {"network": "advice"}
// columns: source, target, strength, relation, since, until
MATCH (a:Vertex)-[t:TIED_TO]->(b:Vertex)
WHERE a.network = $network
RETURN a.key AS source, b.key AS target, coalesce(t.strength, 1.0) AS strength, t.kind AS relation,
       t.from AS since, t.to AS until
ORDER BY source, target, relation, since, until
