// name: good-practices
// title: Good practices that went from one place to another
// description: Where each began and who took it over.
// parameters: none
// example: {}
// columns: id, name, origin, adopter
MATCH (o)<-[:ORIGINATED_IN]-(g:GoodPractice)-[:ADOPTED_BY]->(a)
RETURN g.id AS id, g.name AS name, o.id AS origin, a.id AS adopter
ORDER BY id, origin, adopter
