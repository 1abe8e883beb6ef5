// name: helices
// title: The helix of each organisation of which one is known
// description: Academia, industry, government or civil society; organisations without a stated one have no row.
// parameters: none
// columns: organisation, helix
MATCH (o:Organisation)
WHERE o.helix IS NOT NULL
RETURN o.id AS organisation, o.helix AS helix
