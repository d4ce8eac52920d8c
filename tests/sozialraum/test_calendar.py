"""Public and school holidays, from the fixture and from the library."""

import datetime
import tomllib

import pytest
from django.conf import settings

from sozialraum.calendar import HolidayCalendar, Pause
from sozialraum.models import Municipality
from tests.sozialraum.factories import MunicipalityFactory, SchoolHolidayFactory

FIXTURE = settings.BASE_DIR / "fixtures" / "example_city" / "school_holidays.toml"
ROWS = tomllib.loads(FIXTURE.read_text("utf8"))["school_holiday"]
SUMMER_2027 = Pause(datetime.date(2027, 7, 19), datetime.date(2027, 8, 31), "Sommerferien")


def test_the_fixture_has_all_holidays_of_north_rhine_westphalia_until_2030():
    names = [(row["name"], row["first_day"].year) for row in ROWS]
    expected = [
        (name, year)
        for year in range(2025, 2031)
        for name in ("Osterferien", "Pfingstferien", "Sommerferien", "Herbstferien", "Weihnachtsferien")
    ]
    # It begins with the Christmas of 2025, ends with the summer of 2030; some years have no day at Whitsun.
    expected = expected[4:-2]
    expected.remove(("Pfingstferien", 2028))
    expected.remove(("Pfingstferien", 2030))
    assert names == expected


def test_the_summers_of_the_fixture_are_those_that_the_laender_agreed_on():
    summers = [(row["first_day"], row["last_day"]) for row in ROWS if row["name"] == "Sommerferien"]
    assert summers == [
        (datetime.date(2026, 7, 20), datetime.date(2026, 9, 1)),
        (datetime.date(2027, 7, 19), datetime.date(2027, 8, 31)),
        (datetime.date(2028, 7, 10), datetime.date(2028, 8, 22)),
        (datetime.date(2029, 7, 2), datetime.date(2029, 8, 14)),
        (datetime.date(2030, 6, 24), datetime.date(2030, 8, 6)),
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['name']} {row['first_day']:%Y}")
def test_each_holiday_is_where_its_name_says_and_begins_on_a_school_day_or_saturday(row):
    months = {
        "Osterferien": {3, 4},
        "Pfingstferien": {5},
        "Sommerferien": {6, 7},
        "Herbstferien": {10},
        "Weihnachtsferien": {12},
    }
    assert row["federal_state"] == "NW"
    assert row["first_day"].month in months[row["name"]]
    assert row["first_day"].weekday() < 6
    assert row["last_day"].weekday() < 6


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["name"] == "Osterferien"], ids=lambda row: row["first_day"].year
)
def test_easter_lies_in_the_easter_holidays(row):
    calendar = HolidayCalendar("NW")
    days = [row["first_day"] + datetime.timedelta(days=offset) for offset in range(13)]
    assert days[-1] == row["last_day"]
    assert [pause.name for day in days if (pause := calendar.public_holiday(day))] == ["Karfreitag", "Ostermontag"]


def test_a_school_holiday_counts_from_its_first_to_its_last_day():
    calendar = HolidayCalendar("NW", [SUMMER_2027])
    days = [
        datetime.date(2027, 7, 18),
        datetime.date(2027, 7, 19),
        datetime.date(2027, 8, 31),
        datetime.date(2027, 9, 1),
    ]
    assert [calendar.school_holiday(day) for day in days] == [None, SUMMER_2027, SUMMER_2027, None]


@pytest.mark.parametrize(
    ("state", "day", "name"),
    [
        ("NW", datetime.date(2027, 5, 27), "Fronleichnam"),
        ("NW", datetime.date(2027, 11, 1), "Allerheiligen"),
        ("NW", datetime.date(2027, 10, 3), "Tag der Deutschen Einheit"),
        ("SH", datetime.date(2027, 10, 31), "Reformationstag"),
        ("", datetime.date(2027, 12, 25), "Erster Weihnachtstag"),
    ],
)
def test_public_holidays_are_those_of_the_land(state, day, name):
    assert HolidayCalendar(state).public_holiday(day) == Pause(day, day, name)


@pytest.mark.parametrize(
    ("state", "day"),
    [
        ("NW", datetime.date(2027, 10, 31)),
        ("NW", datetime.date(2027, 12, 24)),
        ("SH", datetime.date(2027, 5, 27)),
        # A Land that nobody knows has what all Länder have, and is no error.
        ("XX", datetime.date(2027, 5, 27)),
    ],
)
def test_other_days_are_no_public_holidays(state, day):
    assert HolidayCalendar(state).public_holiday(day) is None


@pytest.mark.django_db
def test_the_municipality_brings_the_holidays_of_its_own_land_along(django_assert_num_queries):
    MunicipalityFactory()
    SchoolHolidayFactory()
    SchoolHolidayFactory(federal_state="BY", first_day=datetime.date(2027, 8, 2), last_day=datetime.date(2027, 9, 13))
    with django_assert_num_queries(1):
        calendar = HolidayCalendar.of(Municipality.current())
    days = [datetime.date(2027, 7, 18), datetime.date(2027, 8, 31), datetime.date(2027, 9, 13)]
    assert [calendar.school_holiday(day) for day in days] == [None, SUMMER_2027, None]


@pytest.mark.django_db
def test_an_empty_installation_knows_the_public_holidays():
    calendar = HolidayCalendar.of(Municipality.current())
    assert calendar.public_holiday(datetime.date(2026, 12, 25)).name == "Erster Weihnachtstag"
