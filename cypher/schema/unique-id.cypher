// name: unique-id
// title: The id of every node is unique
// description: Neo4j's constraint, which is also the index; the embedded engine gets the same by its own DDL.
CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE
