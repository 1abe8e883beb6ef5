// name: relations-in
// title: Relations that end at a node
// description: The incoming half of a node's surroundings.
// parameters: id = id of the node
// columns: relation, source, target, other, name, properties
MATCH (n:{label} {id: $id})<-[r]-(m)
RETURN type(r) AS relation, m.id AS source, n.id AS target, m.id AS other, m.name AS name, properties(r) AS properties
