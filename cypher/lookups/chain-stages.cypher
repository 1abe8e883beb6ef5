// name: chain-stages
// title: The stages of a value chain
// description: In their order along the chain.
// parameters: id = id of the chain
// columns: id, name, position, function, period
MATCH (c:ValueChain {id: $id})-[h:HAS_STAGE]->(s:ChainStage)
RETURN s.id AS id, s.name AS name, s.position AS position, s.function AS function, s.period AS period, h.source_ids AS source_ids, h.quotes AS quotes
ORDER BY position, id
