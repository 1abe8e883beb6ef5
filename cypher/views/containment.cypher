// name: containment
// title: Which place lies in which, and where organisations sit
// description: What a roll-up walks along, upwards only. It is no network of its own.
// parameters: none
// columns: child, parent
MATCH (a:Region)-[:PART_OF]->(b)
RETURN a.id AS child, b.id AS parent
UNION ALL
MATCH (a:Organisation)-[:LOCATED_IN]->(b)
RETURN a.id AS child, b.id AS parent
UNION ALL
MATCH (a:Cluster)-[:LOCATED_IN]->(b)
RETURN a.id AS child, b.id AS parent
