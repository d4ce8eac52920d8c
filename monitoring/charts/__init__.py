"""The reckoning behind pictures: scales, ticks, classes, and where marks stand. Pure: nothing here knows Django.

All places are whole units of a picture, so that no language writes a comma into an attribute.
"""
