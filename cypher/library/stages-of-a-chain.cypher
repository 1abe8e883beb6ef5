// name: stages-of-a-chain
// title: Stages of a value chain and who moved there
// description: A stage without a row in `places` is one nobody is known to hold.
// parameters: id = id of a value chain
// kinds: id = entity
// example: {"id": "chain:biopharma"}
// columns: position, id, name, period, places
MATCH (v:ValueChain {id: $id})-[:HAS_STAGE]->(s:ChainStage)
OPTIONAL MATCH (s)<-[:MOVED_TO]-(c)
WITH s, c ORDER BY c.id
RETURN s.position AS position, s.id AS id, s.name AS name, s.period AS period, collect(c.id) AS places
ORDER BY position
