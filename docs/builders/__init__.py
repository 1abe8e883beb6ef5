"""Builds the parts of pages that are derived from the code: a function a part, Markdown out, nothing written."""
