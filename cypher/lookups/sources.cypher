// name: sources
// title: All sources and data sets
// description: What the evidence of an answer cites.
// columns: id, name, address, citation, licence, note
MATCH (s:Source)
RETURN s.id AS id, s.name AS name, s.address AS address, s.citation AS citation, s.licence AS licence, s.note AS note, s.retrieved AS retrieved, s.sha256 AS sha256
UNION ALL
MATCH (s:Dataset)
RETURN s.id AS id, s.name AS name, s.address AS address, s.citation AS citation, s.licence AS licence, s.note AS note, s.retrieved AS retrieved, s.sha256 AS sha256
