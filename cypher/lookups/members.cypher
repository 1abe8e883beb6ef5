// name: members
// title: Who takes part in a thing, is a member of it, or takes part in what is under it
// description: One row a statement; `via` is the thing itself, or the partnership, pilot or demonstration case under it.
// parameters: id = id of a project, partnership, pilot, demonstration case, initiative or platform
// columns: member, via, relation, source_ids, quotes, role
MATCH (x:{label} {id: $id})<-[r]-(a)
WHERE type(r) = 'PARTICIPATES_IN' OR type(r) = 'MEMBER_OF'
RETURN a.id AS member, x.id AS via, type(r) AS relation, r.source_ids AS source_ids, r.quotes AS quotes, r.role AS role
UNION ALL
MATCH (x:{label} {id: $id})<-[:UNDER]-(y)<-[r:PARTICIPATES_IN]-(a)
RETURN a.id AS member, y.id AS via, type(r) AS relation, r.source_ids AS source_ids, r.quotes AS quotes, r.role AS role
UNION ALL
MATCH (x:{label} {id: $id})<-[:UNDER]-()<-[:UNDER]-(z)<-[r:PARTICIPATES_IN]-(a)
RETURN a.id AS member, z.id AS via, type(r) AS relation, r.source_ids AS source_ids, r.quotes AS quotes, r.role AS role
