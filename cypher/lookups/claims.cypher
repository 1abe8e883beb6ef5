// name: claims
// title: What different sources state of a thing
// description: Claims name their subject by id; each says what it states, in which words and how sure the steward is.
// parameters: id = id of the subject
// columns: id, name, predicate, value, quote, page, confidence, preferred, source_ids
MATCH (c:Claim)
WHERE c.subject_id = $id
RETURN c.id AS id, c.name AS name, c.predicate AS predicate, c.value AS value, c.quote AS quote, c.page AS page,
       c.confidence AS confidence, c.preferred AS preferred, c.source_ids AS source_ids
ORDER BY predicate, value, id
