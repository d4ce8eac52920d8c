"""Conferences beside numbers: which groups run and met, on a table and a map, and what an area has to offer and lacks."""
