// name: policy
// title: Everything that is stated, except territory
// description: Every fact relation between places, actors, activities, programmes, platforms, strategies, stages, tools and
//   principles, as one undirected network. Left out: territory (PART_OF, BORDERS, SUCCEEDED_BY are no ties of collaboration),
//   claims and their sources, and the chain links between sectors. One edge a pair, with every statement behind it.
// modes: node
// parameters: none
// strength: number of statements (one a relation and source) between the two
// time: the relation's own from and to, or its year, where stated; else that of the project (start, end), good practice,
//   table (year) or strategy (from its year on) at either end, first the one it is stated from. Since when a platform,
//   initiative or instrument exists, and of what day a source speaks, is no time of a relation
// columns: edge_id, source, target, strength, relation, source_ids, quotes, role, stated_from, own_from, own_to, own_year, source_from, source_to, source_year, target_from, target_to, target_year
MATCH (a)-[r]->(b)
WHERE NOT type(r) IN ['PART_OF', 'BORDERS', 'SUCCEEDED_BY', 'EVIDENCED_BY', 'SUPPLIES', 'TIED_TO', 'COLLABORATES_WITH', 'FOUND_IN', 'COULD_BE_FILLED_BY']
RETURN r.id AS edge_id, a.id AS source, b.id AS target, 1.0 AS strength, type(r) AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, r.role AS role, a.id AS stated_from,
       r.from AS own_from, r.to AS own_to, r.year AS own_year,
       a.start AS source_from, a.end AS source_to, a.year AS source_year,
       b.start AS target_from, b.end AS target_to, b.year AS target_year
