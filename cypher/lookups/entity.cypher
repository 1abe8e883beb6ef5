// name: entity
// title: One node with its properties
// description: Found by label and id, so that the index serves it.
// parameters: id = id of the node
// columns: id, labels, properties
MATCH (n:{label} {id: $id})
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties
