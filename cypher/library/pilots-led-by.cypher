// name: pilots-led-by
// title: Pilots and partnerships a region leads
// description: Role lead as the source states it (a co-lead counts as a lead).
// parameters: id = id of a region
// kinds: id = entity
// example: {"id": "region:2021:ITC4"}
// columns: id, name, role_stated, source_ids
MATCH (r:Region {id: $id})-[t:PARTICIPATES_IN]->(p)
WHERE t.role = 'lead'
RETURN p.id AS id, p.name AS name, t.role_stated AS role_stated, t.source_ids AS source_ids
ORDER BY id
