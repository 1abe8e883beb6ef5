// name: remove-nodes
// title: Remove nodes and every relation at them
// description: Used by deletions through a loader; the ids that are not there are passed over.
// parameters: ids = list of ids of one label
UNWIND $ids AS id
MATCH (n:{label} {id: id})
DETACH DELETE n
