// name: chain-holders
// title: Who is stated to hold the stages of a value chain
// description: By capability, also where a source states that it looked and found none, and by having moved there.
// parameters: id = id of the chain
// columns: stage, holder, relation, level, year, period, source_ids, quotes
MATCH (c:ValueChain {id: $id})-[:HAS_STAGE]->(s:ChainStage)<-[r]-(a)
WHERE type(r) = 'HAS_CAPABILITY' OR type(r) = 'MOVED_TO'
RETURN s.id AS stage, a.id AS holder, a.name AS holder_name, type(r) AS relation, r.level AS level, r.year AS year, r.period AS period, r.source_ids AS source_ids, r.quotes AS quotes
