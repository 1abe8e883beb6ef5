// name: some-relations
// title: Relations of a type between given ends
// description: What stands in the graph before a load merges into it.
// parameters: rows = list of {source, target}
UNWIND $rows AS row
MATCH (a:{source} {id: row.source})-[r:{relation}]->(b:{target} {id: row.target})
RETURN a.id AS source, b.id AS target, properties(r) AS properties
