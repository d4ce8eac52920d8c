"""The example city made larger: `growing.grow` adds partners, facilities and offers, the same ones for the same seed.

Each generated record depends on the seed and its own number alone, so a city of 10,000 offers begins with just the
offers of the city of 1,000.
"""
