"""The domain: ontology, stores, projections, analyses. Knows neither HTTP nor files of sources."""
