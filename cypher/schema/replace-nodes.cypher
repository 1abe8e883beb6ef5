// name: replace-nodes
// title: Replace the properties of nodes of one type
// description: Puts whole node records in place; what a record does not name is gone afterwards.
// parameters: rows = list of {id, properties}, properties with the id in it
UNWIND $rows AS row
MATCH (n:{label} {id: row.id})
SET n = row.properties
RETURN count(n) AS written
