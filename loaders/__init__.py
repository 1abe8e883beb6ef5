"""Brings data into the graph: reads, checks against the ontology, merges, and writes in batches. The only writer."""
