// name: participation
// title: Who takes part in what
// description: Actors (countries, regions, organisations, clusters) and the projects, partnerships, demonstration cases and
//   good practices they take part in. Actors are rolled up to the level asked for and never down; one edge a pair, with
//   every statement behind it. Territory (PART_OF) is never a hop.
// modes: actor, activity
// parameters: level = country, region or organisation (country); nuts_level = 1, 2 or 3, with level=region (as stated)
// strength: number of statements (one a relation and source) that put the actor into the activity
// time: the participation's own from and to, or the year of the adoption, where stated; else the activity's start and
//   end, or the good practice's year
// columns: edge_id, source, target, strength, relation, source_ids, quotes, role, stated_from, own_from, own_to, own_year, source_from, source_to, source_year, target_from, target_to, target_year
MATCH (a)-[r:PARTICIPATES_IN]->(t)
RETURN r.id AS edge_id, a.id AS source, t.id AS target, 1.0 AS strength, 'PARTICIPATES_IN' AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, r.role AS role, a.id AS stated_from,
       r.from AS own_from, r.to AS own_to, null AS own_year,
       null AS source_from, null AS source_to, null AS source_year,
       t.start AS target_from, t.end AS target_to, null AS target_year
UNION ALL
MATCH (g:GoodPractice)-[r:ORIGINATED_IN]->(a)
RETURN r.id AS edge_id, a.id AS source, g.id AS target, 1.0 AS strength, 'ORIGINATED_IN' AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, null AS role, g.id AS stated_from,
       null AS own_from, null AS own_to, null AS own_year,
       null AS source_from, null AS source_to, null AS source_year,
       null AS target_from, null AS target_to, g.year AS target_year
UNION ALL
MATCH (g:GoodPractice)-[r:ADOPTED_BY]->(a)
RETURN r.id AS edge_id, a.id AS source, g.id AS target, 1.0 AS strength, 'ADOPTED_BY' AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, null AS role, g.id AS stated_from,
       null AS own_from, null AS own_to, r.year AS own_year,
       null AS source_from, null AS source_to, null AS source_year,
       null AS target_from, null AS target_to, g.year AS target_year
