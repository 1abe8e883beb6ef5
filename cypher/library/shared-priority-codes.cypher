// name: shared-priority-codes
// title: Regions whose priorities stand for the same code
// description: Each code with the regions that have it and who assigned it; the priorities' own words are not codes.
// parameters: none
// example: {}
// columns: code, name, regions
MATCH (r:Region)-[:HAS_PRIORITY]->(p:Priority)-[t:TARGETS]->(c)
WITH c, r ORDER BY r.id
WITH c.id AS code, c.name AS name, collect(DISTINCT r.id) AS regions
WHERE size(regions) > 1
RETURN code, name, regions
ORDER BY code
