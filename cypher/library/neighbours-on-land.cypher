// name: neighbours-on-land
// title: Regions that border a region on land
// description: Computed from the boundaries; stored once a pair, so the pattern has no direction.
// parameters: id = id of a region
// kinds: id = entity
// example: {"id": "region:2021:PT11"}
// columns: id, name
MATCH (r:Region {id: $id})-[b:BORDERS]-(n:Region)
WHERE b.kind = 'land'
RETURN n.id AS id, n.name AS name
ORDER BY id
