"""What leaves the house as a file or as another library's object: networkx, GraphML, CSV. One format a file."""
