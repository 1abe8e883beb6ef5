// name: participants-of-a-project
// title: Who takes part in a project
// description: Everybody stated to take part, at the level the source names, with the role and the sources.
// parameters: id = id of a project
// kinds: id = entity
// example: {"id": "project:bordwiis"}
// columns: id, name, role, source_ids
MATCH (a)-[r:PARTICIPATES_IN]->(p:Project {id: $id})
RETURN a.id AS id, a.name AS name, r.role AS role, r.source_ids AS source_ids
ORDER BY id
