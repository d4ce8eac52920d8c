"""Records of the ground: unit squares side by side, so that neighbours and points are easy to reckon."""

import datetime

import factory
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from sozialraum.models import (
    AccessibilityFeedback,
    AreaLevel,
    District,
    LegalText,
    Municipality,
    Postcode,
    SchoolHoliday,
    SocialSpace,
    SocialSpaceMembership,
    StreetSection,
)

SIDE = 0.02
COLUMNS, ROWS_APART = 400, 50


def on_grid(column: float, row: float) -> tuple[float, float]:
    """Return a place on a grid near Mönchengladbach; columns that would lie east of Germany go on farther north."""
    turn = max(0, column // COLUMNS)
    return 6.4 + (column - turn * COLUMNS) * SIDE, 51.1 + (row + turn * ROWS_APART) * SIDE


def square(column: int, row: int = 0) -> MultiPolygon:
    """Return the square (about 1.4 by 2.2 km) of a column and row of the grid."""
    west, south = on_grid(column, row)
    return MultiPolygon(Polygon.from_bbox((west, south, west + SIDE, south + SIDE)), srid=4326)


def centre(column: int, row: int = 0) -> Point:
    """Return the middle of that square."""
    return Point(*on_grid(column + 0.5, row + 0.5), srid=4326)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality
        django_get_or_create = ("ags",)

    name = "Musterstadt"
    portal_name = "Familienportal Musterstadt"
    ags = "05999000"
    authority = "Stadt Musterstadt, Fachbereich Kinder, Jugend und Familie"
    represented_by = "Stadt Musterstadt, die Oberbürgermeisterin"
    responsible_for_content = "Koordination Präventionskette"
    street = "Markt 1"
    postcode = "41061"
    city = "Musterstadt"
    phone = "0221 4710-100"
    email = "familie@example.org"
    accessibility_email = "barrierefrei@example.org"


class LegalTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalText

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = LegalText.Kind.IMPRINT
    title = "Impressum"
    body = "Text von {name}"
    first_published = datetime.date(2026, 1, 1)
    reviewed_at = datetime.date(2026, 6, 1)


class AccessibilityFeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessibilityFeedback

    message = "Ich komme mit der Tastatur nicht in das Menü."


class BoroughLevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AreaLevel
        django_get_or_create = ("code",)

    code = "stadtbezirk"
    name = "Stadtbezirk"
    name_plural = "Stadtbezirke"
    order = 0


class DistrictLevelFactory(BoroughLevelFactory):
    code = "stadtteil"
    name = "Stadtteil"
    name_plural = "Stadtteile"
    order = 1
    shown_to_families = True


class DistrictFactory(factory.django.DjangoModelFactory):
    """A Stadtteil on its own square of the grid's first row: the n-th lies east of the one before."""

    class Meta:
        model = District

    class Params:
        column = factory.Sequence(lambda n: n % 1000)

    level = factory.SubFactory(DistrictLevelFactory)
    code = factory.Sequence(lambda n: f"{n:05}")
    name = factory.Sequence(lambda n: f"Stadtteil {n}")
    slug = factory.LazyAttribute(lambda district: f"{district.name.lower().replace(' ', '-')}")
    boundary = factory.LazyAttribute(lambda district: square(district.column))


class BoroughFactory(DistrictFactory):
    level = factory.SubFactory(BoroughLevelFactory)
    name = factory.Sequence(lambda n: f"Bezirk {n}")


class SocialSpaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SocialSpace

    # Out of the way of the codes that tests name.
    code = factory.Sequence(lambda n: f"S{n:03}")
    name = factory.Sequence(lambda n: f"Sozialraum {n}")
    slug = factory.Sequence(lambda n: f"sozialraum-{n}")
    team_name = factory.LazyAttribute(lambda space: f"Team {space.code}")


class SocialSpaceMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SocialSpaceMembership

    social_space = factory.SubFactory(SocialSpaceFactory)
    district = factory.SubFactory(DistrictFactory)


class PostcodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Postcode

    # Out of the way of the postcodes that tests name.
    code = factory.Sequence(lambda n: f"{50000 + n:05}")


class StreetSectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StreetSection

    street = factory.Sequence(lambda n: f"Weg {n}")
    key = factory.LazyAttribute(lambda section: section.street.lower().replace(" ", ""))
    postcode = factory.SubFactory(PostcodeFactory)
    district = factory.SubFactory(DistrictFactory)


class SchoolHolidayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolHoliday

    federal_state = "NW"
    name = "Sommerferien"
    first_day = datetime.date(2027, 7, 19)
    last_day = datetime.date(2027, 8, 31)
