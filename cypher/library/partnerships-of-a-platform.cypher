// name: partnerships-of-a-platform
// title: Partnerships under a platform, with how many are known to take part
// description: The number a source states and the number of participants the graph knows stand side by side.
// parameters: id = id of a platform
// kinds: id = entity
// example: {"id": "platform:energy"}
// columns: id, name, regions_stated, participants_known
MATCH (f:Platform {id: $id})<-[:UNDER]-(p)
OPTIONAL MATCH (p)<-[:PARTICIPATES_IN]-(a)
RETURN p.id AS id, p.name AS name, p.regions_stated AS regions_stated, count(DISTINCT a) AS participants_known
ORDER BY id
