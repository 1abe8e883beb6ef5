// name: counts-in
// title: How many relations of each type end at a node
// description: For the summary of an entity.
// parameters: id = id of the node
// columns: relation, count
MATCH (n:{label} {id: $id})<-[r]-()
RETURN type(r) AS relation, count(r) AS count
