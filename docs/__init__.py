"""Documentation. `python -m docs.generate` writes what is derived from the code; everything else is written by hand."""
