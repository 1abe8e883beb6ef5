// name: existing-ids
// title: Which of these ids are in the graph
// description: Tells what to create from what to replace; a MERGE on two labels would miss the embedded engine's index.
// parameters: ids = list of ids of one label
UNWIND $ids AS id
MATCH (n:{label} {id: id})
RETURN n.id AS id
