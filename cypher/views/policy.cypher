// name: policy
// title: Everything that is stated, except territory
// description: Every fact relation between places, actors, activities, programmes, platforms, strategies, stages, tools and
//   principles, as one undirected network. Left out: territory (PART_OF, BORDERS, SUCCEEDED_BY are no ties of collaboration),
//   claims and their sources, and the chain links between sectors. One edge a pair, with every statement behind it.
// modes: node
// parameters: none
// strength: number of statements (one a relation and source) between the two
// columns: edge_id, source, target, strength, relation, source_ids, quotes, role, stated_from
MATCH (a)-[r]->(b)
WHERE NOT type(r) IN ['PART_OF', 'BORDERS', 'SUCCEEDED_BY', 'EVIDENCED_BY', 'SUPPLIES', 'COLLABORATES_WITH', 'FOUND_IN', 'COULD_BE_FILLED_BY']
RETURN r.id AS edge_id, a.id AS source, b.id AS target, 1.0 AS strength, type(r) AS relation,
       r.source_ids AS source_ids, r.quotes AS quotes, r.role AS role, a.id AS stated_from
