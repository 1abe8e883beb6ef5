// name: conflicting-claims
// title: Where sources disagree about a thing
// description: Every claim about it with its source; nothing is overwritten.
// parameters: id = id of a node
// kinds: id = entity
// example: {"id": "project:bordwiis"}
// columns: predicate, value, quote, confidence, source
MATCH (c:Claim)-[:EVIDENCED_BY]->(s)
WHERE c.subject_id = $id
RETURN c.predicate AS predicate, c.value AS value, c.quote AS quote, c.confidence AS confidence, s.id AS source
ORDER BY predicate, value, source
