// name: loads-of
// title: The runs that loaded one pack
// description: The newest first; tells whether a pack is loaded already, and which runs never finished.
// parameters: pack = name of the pack; loader = name of the loader
// columns: id, properties
MATCH (l:Load)
WHERE l.pack = $pack AND l.loader = $loader
RETURN l.id AS id, properties(l) AS properties
ORDER BY l.started DESC, l.id DESC
