// name: common-countries
// title: Countries that take part in both of two projects, as stated for countries
// description: Only what sources state for countries; GET /api/v1/common also rolls organisations and regions up.
// parameters: a = id of one project; b = id of the other
// kinds: a = entity; b = entity
// example: {"a": "project:knowhub", "b": "project:tr3s"}
// columns: id, name
MATCH (a:Project {id: $a})<-[:PARTICIPATES_IN]-(c:Country)-[:PARTICIPATES_IN]->(b:Project {id: $b})
RETURN DISTINCT c.id AS id, c.name AS name
ORDER BY id
