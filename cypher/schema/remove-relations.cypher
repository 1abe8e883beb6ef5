// name: remove-relations
// title: Remove relations of one type
// description: Used by deletions through a loader; what is not there is passed over.
// parameters: rows = list of {id, source, target}
UNWIND $rows AS row
MATCH (a:{source} {id: row.source})-[r:{relation} {id: row.id}]->(b:{target} {id: row.target})
DELETE r
