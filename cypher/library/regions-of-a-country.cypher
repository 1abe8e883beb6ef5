// name: regions-of-a-country
// title: Regions of a country at a NUTS level
// description: NUTS 2021, down the hierarchy; at most three steps of PART_OF.
// parameters: id = id of a country; level = 1, 2 or 3
// kinds: id = entity
// example: {"id": "country:PT", "level": 2}
// columns: id, name
MATCH (r:Region)-[:PART_OF*1..3]->(c:Country {id: $id})
WHERE r.level = $level AND r.nuts_version = '2021'
RETURN r.id AS id, r.name AS name
ORDER BY id
