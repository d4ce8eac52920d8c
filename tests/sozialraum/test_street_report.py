"""What is told to be wrong with the list of streets."""

import datetime

import pytest

from sozialraum.models import Postcode
from sozialraum.street_report import report
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    SocialSpaceMembershipFactory,
    StreetSectionFactory,
)

pytestmark = pytest.mark.django_db


def told(findings):
    return [(one.street, one.words) for one in findings]


def under(code):
    return Postcode.objects.get_or_create(code=code)[0]


def section(district, first=1, last=9999, side="all", **more):
    told = {"street": "Hauptstraße", "postcode": under("41061")} | more
    return StreetSectionFactory(district=district, number_from=first, number_to=last, side=side, **told)


@pytest.fixture
def north():
    return SocialSpaceMembershipFactory(district=DistrictFactory(name="Nord", slug="nord")).district


@pytest.fixture
def south():
    return SocialSpaceMembershipFactory(district=DistrictFactory(name="Süd", slug="sued")).district


def test_a_street_that_is_whole_is_no_finding(north, south):
    section(north, 1, 79, "odd")
    section(north, 2, 100, "even")
    section(south, 81, 149, "odd")
    section(south, 102, 150, "even")
    assert report().number == 0


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        ([(1, 59, "all"), (65, 99, "all")], ["Nr. 61 bis 63 fehlen (ungerade)", "Nr. 60 bis 64 fehlen (gerade)"]),
        ([(1, 59, "all"), (62, 99, "all")], ["Nr. 61 fehlt", "Nr. 60 fehlt"]),
        ([(1, 59, "all"), (60, 99, "all")], []),
        ([(5, 9999, "all")], ["Nr. 1 bis 3 fehlen (ungerade)", "Nr. 2 bis 4 fehlen (gerade)"]),
        ([(1, 9999, "odd")], ["die geraden Nummern fehlen ganz"]),
        ([(2, 9999, "even")], ["die ungeraden Nummern fehlen ganz"]),
        ([(1, 99, "odd"), (2, 40, "even"), (50, 60, "even")], ["Nr. 42 bis 48 fehlen (gerade)"]),
    ],
    ids=str,
)
def test_numbers_that_lead_nowhere_are_named(north, sections, words):
    for first, last, side in sections:
        section(north, first, last, side)
    assert told(report().gaps) == [("Hauptstraße", one) for one in words]


def test_numbers_that_lead_to_two_districts_are_named(north, south):
    section(north)
    section(south, 10, 20, postcode=under("41199"), street="Hauptstr.")
    words = "gibt es auch unter 41199: dieselben Nummern führen nach Nord und nach Süd"
    assert told(report().overlaps) == [("Hauptstraße", words)]


def test_two_streets_of_one_name_in_one_district_are_no_overlap(north):
    section(north)
    section(north, postcode=under("41199"))
    assert report().overlaps == []


def test_a_section_in_a_district_of_former_times_is_named(north):
    gone = DistrictFactory(name="Alt", slug="alt", valid_until=datetime.date(2025, 1, 1))
    section(north)
    section(gone, street="Am Alten Weg")
    assert told(report().closed) == [("Am Alten Weg", "führt nach Alt, das es so nicht mehr gibt")]


def test_districts_without_a_street_and_without_a_social_space_are_named(north):
    section(north)
    BoroughFactory(name="Bezirk Nord")
    alone = DistrictFactory(name="Einsam", slug="einsam")
    found = report()
    assert (found.districts_without_streets, found.districts_without_space) == ([alone], [alone])


def test_the_report_costs_the_same_for_many_streets(north, django_assert_num_queries):
    section(north)
    with django_assert_num_queries(4):
        report()
    for number in range(5):
        section(north, street=f"Weg {number}")
    with django_assert_num_queries(4):
        report()
