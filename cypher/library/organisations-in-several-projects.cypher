// name: organisations-in-several-projects
// title: Organisations that take part in more than one project
// description: The same organisation under two printed names is one node.
// parameters: least = least number of projects
// example: {"least": 2}
// columns: id, name, projects
MATCH (o:Organisation)-[:PARTICIPATES_IN]->(p:Project)
WITH o, p ORDER BY p.id
WITH o.id AS id, o.name AS name, collect(DISTINCT p.id) AS projects
WHERE size(projects) >= $least
RETURN id, name, projects
ORDER BY size(projects) DESC, id
