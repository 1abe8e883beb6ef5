// name: stored-networks
// title: The networks that were loaded
// description: Each is a view that answers like the built-in ones.
// columns: key, name, directed, two_mode, has_strength, says_more, attributes, description, source_ids
MATCH (n:Network)
RETURN n.key AS key, n.name AS name, n.directed AS directed, n.two_mode AS two_mode,
       n.has_strength AS has_strength, n.says_more AS says_more, n.attributes AS attributes,
       n.description AS description, n.source_ids AS source_ids
ORDER BY key
