// name: graph-version
// title: The graph version of the last finished load
// description: A load writes the hash of the content into its own node when it has finished.
MATCH (l:Load)
WHERE l.state = 'finished'
RETURN l.graph_version AS graph_version
ORDER BY l.finished DESC, l.id DESC
LIMIT 1
