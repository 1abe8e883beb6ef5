// name: chain-feeds
// title: Which stage of a value chain feeds which
// description: The order of delivery, with who stated or assigned it.
// parameters: id = id of the chain
// columns: source, target, assigned_by, source_ids, quotes
MATCH (c:ValueChain {id: $id})-[:HAS_STAGE]->(s:ChainStage)-[r:FEEDS]->(t:ChainStage)
RETURN s.id AS source, t.id AS target, r.assigned_by AS assigned_by, r.source_ids AS source_ids, r.quotes AS quotes
