"""The service: HTTP routes, pages and the command line over the graph."""
