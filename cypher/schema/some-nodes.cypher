// name: some-nodes
// title: Nodes of a label by id
// description: What stands in the graph before a load merges into it.
// parameters: ids = list of ids
UNWIND $ids AS id
MATCH (n:{label} {id: id})
RETURN n.id AS id, properties(n) AS properties
