// name: macroregions
// title: Which places belong to which macro-region
// description: As stated, of a region or of a whole country; one row a place and macro-region.
// parameters: none
// columns: place, macroregion, name
MATCH (p)-[:IN_MACROREGION]->(m:MacroRegion)
RETURN p.id AS place, m.id AS macroregion, m.name AS name
