// name: successions
// title: What became of a region in NUTS 2024
// description: Recoded, merged, split or shifted; the share is known only where it is 1.
// parameters: code = NUTS 2021 code at its beginning, for example NL3
// example: {"code": "NL3"}
// columns: id, name, kind, successor, share
MATCH (r:Region)-[s:SUCCEEDED_BY]->(n:Region)
WHERE r.nuts_version = '2021' AND r.nuts_code STARTS WITH $code
RETURN r.id AS id, r.name AS name, s.kind AS kind, n.id AS successor, s.share AS share
ORDER BY id, successor
