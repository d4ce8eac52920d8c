"""The outlines of the districts, for a map that a script draws."""

import json
from functools import lru_cache

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import F, Func

from sozialraum.models import District

# In degrees: some five metres, which nobody sees at the scale of a city.
TOLERANCE = 0.00005
DECIMALS = 4


class Simplified(Func):
    """A boundary with fewer points."""

    template = f"ST_SimplifyPreserveTopology(%(expressions)s, {TOLERANCE})"
    output_field = GeometryField(srid=4326)


@lru_cache(maxsize=2)
def outlines(version: str) -> dict:
    """Return the districts of a content version as a GeoJSON FeatureCollection, each with code and name.

    Read once per process; degrees with four decimals.
    """
    drawn = District.objects.for_families().annotate(drawn=AsGeoJSON(Simplified(F("boundary")), precision=DECIMALS))
    rows = drawn.values_list("code", "name", "drawn")
    return {"type": "FeatureCollection", "features": [feature(*row) for row in rows]}


def feature(code: str, name: str, geometry: str) -> dict:
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": json.loads(geometry)}
