// name: count-nodes
// title: How many nodes a label has
// description: For the schema and the start page.
MATCH (n:{label})
RETURN count(n) AS count
