// name: loads
// title: The runs of loaders
// description: The newest first.
// columns: id, name, loader, state, started, finished, pack, file_hash, graph_version, nodes_written, relations_written, rejected
MATCH (l:Load)
RETURN l.id AS id, l.name AS name, l.loader AS loader, l.state AS state, l.started AS started, l.finished AS finished,
       l.pack AS pack, l.file_hash AS file_hash, l.graph_version AS graph_version, l.nodes_written AS nodes_written,
       l.relations_written AS relations_written, l.rejected AS rejected
ORDER BY started DESC, id DESC
