"""The grid of squares in which tests place their districts."""

from network.forms.places import PlaceForm
from tests.sozialraum.factories import DistrictFactory, centre, square

COLUMNS = range(1000)  # as many as the factory of districts makes before it begins anew


def test_no_two_squares_are_one():
    assert len({square(column).extent for column in COLUMNS}) == len(COLUMNS)


def test_each_centre_lies_in_its_square():
    assert [column for column in COLUMNS if not square(column).contains(centre(column))] == []


def test_every_centre_is_one_that_a_form_takes():
    latitude, longitude = (PlaceForm.base_fields[name] for name in ("latitude", "longitude"))
    for point in map(centre, COLUMNS):
        latitude.clean(str(point.y).replace(".", ","))
        longitude.clean(str(point.x).replace(".", ","))


def test_the_first_district_of_a_module_stands_on_the_first_square_whatever_ran_before():
    assert DistrictFactory.build().boundary.equals(square(0))
