// name: all-relations
// title: Every relation of a type with its ends
// description: Read once at the end of a load, for the hash that names the graph version.
MATCH (a)-[r:{relation}]->(b)
RETURN a.id AS source, b.id AS target, properties(r) AS properties
