// name: participation
// title: Who takes part in what
// description: Actors (countries, regions, organisations, clusters) and the projects, partnerships, demonstration cases and
//   good practices they take part in. Actors are rolled up to the level asked for and never down; one edge a pair, with
//   every statement behind it. Territory (PART_OF) is never a hop.
// modes: actor, activity
// parameters: level = country, region or organisation (country); nuts_level = 1, 2 or 3, with level=region (as stated)
// strength: number of statements (one a relation and source) that put the actor into the activity
// columns: edge_id, source, target, strength, relation, source_ids, quotes, role, stated_from
MATCH (a)-[r:PARTICIPATES_IN]->(t)
RETURN r.id AS edge_id, a.id AS source, t.id AS target, 1.0 AS strength, 'PARTICIPATES_IN' AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, r.role AS role, a.id AS stated_from
UNION ALL
MATCH (g:GoodPractice)-[r:ORIGINATED_IN]->(a)
RETURN r.id AS edge_id, a.id AS source, g.id AS target, 1.0 AS strength, 'ORIGINATED_IN' AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, null AS role, g.id AS stated_from
UNION ALL
MATCH (g:GoodPractice)-[r:ADOPTED_BY]->(a)
RETURN r.id AS edge_id, a.id AS source, g.id AS target, 1.0 AS strength, 'ADOPTED_BY' AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, null AS role, g.id AS stated_from
