// name: create-nodes
// title: Create nodes of one type
// description: For ids that are not in the graph; the constraint on id refuses one that is.
// parameters: rows = list of {id, properties}, properties with the id in it
UNWIND $rows AS row
CREATE (n:{labels})
SET n = row.properties
RETURN count(n) AS written
