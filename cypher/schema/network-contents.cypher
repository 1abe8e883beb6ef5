// name: network-contents
// title: The runs that loaded or removed networks, with the hash of what each loaded
// description: In the order they began. The last run of a network tells whether its nodes and ties are those of that hash.
// parameters: loader = name of the loader of networks
// columns: network, state, content
MATCH (l:Load)
WHERE l.loader = $loader
RETURN l.pack AS network, l.state AS state, l.content AS content
ORDER BY l.started, l.id
