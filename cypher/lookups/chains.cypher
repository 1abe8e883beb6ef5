// name: chains
// title: All value chains
// description: With the number of their stages.
// columns: id, name, summary, stages, source_ids
MATCH (c:ValueChain)
OPTIONAL MATCH (c)-[:HAS_STAGE]->(s:ChainStage)
RETURN c.id AS id, c.name AS name, c.summary AS summary, count(s) AS stages, c.source_ids AS source_ids
ORDER BY name, id
