// name: priorities
// title: Priorities of places and the codes they stand for
// description: A priority without a code is a row without a code. Priorities of a strategy count for the place that has it.
// parameters: none
// columns: place, priority, priority_name, source_ids, code, code_name, assigned_by
MATCH (q:Priority)<-[h:HAS_PRIORITY]-(p)
WHERE p:Region OR p:Country
OPTIONAL MATCH (q)-[t:TARGETS]->(c)
RETURN p.id AS place, q.id AS priority, q.name AS priority_name, h.source_ids AS source_ids, c.id AS code, c.name AS code_name, t.assigned_by AS assigned_by
UNION ALL
MATCH (q:Priority)<-[h:HAS_PRIORITY]-(:Strategy)<-[:HAS_STRATEGY]-(p)
OPTIONAL MATCH (q)-[t:TARGETS]->(c)
RETURN p.id AS place, q.id AS priority, q.name AS priority_name, h.source_ids AS source_ids, c.id AS code, c.name AS code_name, t.assigned_by AS assigned_by
