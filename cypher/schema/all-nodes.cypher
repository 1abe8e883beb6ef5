// name: all-nodes
// title: Every node of a label with its properties
// description: Read once at the end of a load, for the hash that names the graph version, and before a merge.
MATCH (n:{label})
RETURN n.id AS id, properties(n) AS properties
