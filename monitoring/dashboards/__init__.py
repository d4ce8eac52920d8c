"""One indicator in the whole city: what is chosen in the address, its map, table, distribution and series, and what they say."""
