"""Indices computed from released values: `results.computed` is the way in for pages, files and profiles."""
