// name: count-relations
// title: How many relations a type has
// description: For the schema and the start page.
MATCH ()-[r:{relation}]->()
RETURN count(r) AS count
