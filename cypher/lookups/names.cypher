// name: names
// title: Names of all nodes of a label
// description: Read once a graph version, for search and for the names beside ids.
// columns: id, name, acronym
MATCH (n:{label})
RETURN n.id AS id, n.name AS name, n.acronym AS acronym
