// name: upsert-relations
// title: Write relations of one type between nodes of two labels
// description: Puts whole relation records in place. A row whose end is missing writes nothing, so the caller compares the count.
// parameters: rows = list of {id, source, target, properties}, properties with the id in it
UNWIND $rows AS row
MATCH (a:{source} {id: row.source})
MATCH (b:{target} {id: row.target})
MERGE (a)-[r:{relation} {id: row.id}]->(b)
SET r = row.properties
RETURN count(r) AS written
