"""The boundaries of real cities."""

import json

import pytest
from django.contrib.gis.geos import Point

from sozialraum.models import District
from tests.sozialraum.importing import import_districts, numbers
from tests.sozialraum.real_data import real

pytestmark = pytest.mark.django_db

FLENSBURG = ("--code=AREA_ID", "--name=AREA_NAME")
BERLIN = ("--code=SCHLUESSEL", "--name=NAME")


def test_flensburg_has_the_same_districts_as_shapefile_and_as_geojson():
    shapefile, geojson = (
        real("flensburg/flensburg_stadtteile_raw.zip"),
        real("flensburg/flensburg_stadtteile_13.geojson"),
    )

    assert import_districts(shapefile, *FLENSBURG)[1][-1] == numbers(created=13)
    assert import_districts(geojson, *FLENSBURG) == (0, [numbers(unchanged=13)])


def test_berlin_comes_with_four_boundaries_repaired_and_all_zeros():
    path = real("berlin-mss-2017/mss2017_with_polygons.geojson")
    code, output = import_districts(path, *BERLIN, level="planungsraum")

    assert (code, output[-1]) == (0, numbers(created=447, repaired=4))
    repaired = [line.split()[5] for line in output if "repariert: Grenze" in line]
    assert repaired == ["03040508", "03061435", "11020513", "11020514"]
    assert {len(code) for code in District.objects.values_list("code", flat=True)} == {8}
    assert District.objects.filter(boundary__isvalid=False).count() == 0
    assert import_districts(path, *BERLIN, level="planungsraum")[1][-1] == numbers(unchanged=447, repaired=4)


def test_sixty_nine_of_seventy_kitas_lie_in_the_district_that_they_name():
    import_districts(real("flensburg/flensburg_stadtteile_13.geojson"), *FLENSBURG)
    kitas = json.loads(real("flensburg/kitas_in_flensburg.geojson").read_text(encoding="utf-8"))["features"]
    named = [kita["properties"]["district"] for kita in kitas]
    found = [
        District.objects.containing(Point(*kita["geometry"]["coordinates"][:2], srid=4326)).get().name for kita in kitas
    ]

    # "03 Nordstadt" is called "Nordstadt" by its Kitas.
    agreeing = [theirs == ours.split(" ", 1)[1] for theirs, ours in zip(named, found, strict=True)]
    assert (len(agreeing), sum(agreeing)) == (70, 69)
