// name: relations-out
// title: Relations that start at a node
// description: The outgoing half of a node's surroundings.
// parameters: id = id of the node
// columns: relation, source, target, other, name, properties
MATCH (n:{label} {id: $id})-[r]->(m)
RETURN type(r) AS relation, n.id AS source, m.id AS target, m.id AS other, m.name AS name, properties(r) AS properties
