// name: claims-about
// title: Claims that speak of given subjects
// description: What sources already dispute, before a load merges into it.
// parameters: ids = list of ids of nodes or relations
// columns: id, properties
MATCH (c:Claim)
WHERE c.subject_id IN $ids
RETURN c.id AS id, properties(c) AS properties
