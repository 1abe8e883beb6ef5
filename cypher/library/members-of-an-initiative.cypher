// name: members-of-an-initiative
// title: Members of an initiative
// description: With how the source words the membership.
// parameters: id = id of an initiative
// kinds: id = entity
// example: {"id": "initiative:vanguard"}
// columns: id, name, stated_as
MATCH (r)-[m:MEMBER_OF]->(i:Initiative {id: $id})
RETURN r.id AS id, r.name AS name, m.stated_as AS stated_as
ORDER BY id
