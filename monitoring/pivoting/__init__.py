"""A free table: areas, indicators and years, any of them as rows or columns."""
