// name: create-relations
// title: Create relations of one type between nodes of two labels
// description: For relations that are known not to be in the graph: nothing is looked for at the nodes, which costs much at hubs.
// parameters: rows = list of {id, source, target, properties}, properties with the id in it
UNWIND $rows AS row
MATCH (a:{source} {id: row.source})
MATCH (b:{target} {id: row.target})
CREATE (a)-[r:{relation}]->(b)
SET r = row.properties
RETURN count(r) AS written
