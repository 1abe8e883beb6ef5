// name: platforms
// title: Who takes part in the partnerships of which platform
// description: One row a statement; a partnership in which nobody takes part has a row without a member.
// parameters: none
// columns: member, partnership, platform, name
MATCH (p:Partnership)-[:UNDER]->(t:Platform)
OPTIONAL MATCH (a)-[:PARTICIPATES_IN]->(p)
RETURN a.id AS member, p.id AS partnership, t.id AS platform, t.name AS name
