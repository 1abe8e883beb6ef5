// name: unfinished-loads
// title: Loads that have begun and not finished
// description: While there is one, what is read may be half of it; answers say so and are not kept.
// columns: id, started
MATCH (l:Load)
WHERE l.state = 'running'
RETURN l.id AS id, l.started AS started
ORDER BY id
