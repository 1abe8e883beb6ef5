// name: places
// title: All regions with their level and label point
// description: For roll-ups and for the map.
// columns: id, name, level, nuts_code, nuts_version, lat, lon
MATCH (r:Region)
RETURN r.id AS id, r.name AS name, r.level AS level, r.nuts_code AS nuts_code, r.nuts_version AS nuts_version, r.lat AS lat, r.lon AS lon
