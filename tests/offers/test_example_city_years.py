"""What goes by calendar years in the example city, money and outcomes, lies about the day on which it is first loaded."""

import datetime
import re
import tomllib

import pytest
from django.utils import timezone

from offers.example_city.converting import Book
from offers.example_city.grants import load_grants
from offers.example_city.load import FOLDER
from offers.example_city.moving import AS_OF, Years
from offers.example_city.reading import Entry
from offers.models import Grant, GrantDeadline

TOLD = tomllib.loads((FOLDER / "grants.toml").read_text("utf8"))["grant"]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "years"),
    [("2026-11-26", 0), ("2027-11-25", 0), ("2027-11-26", 1), ("2032-01-01", 5), ("2026-11-25", -1)],
)
def test_years_are_moved_whole_and_never_past_today(today, years):
    assert Years.to(day(today)) == Years(years)


@pytest.mark.parametrize(
    ("told", "moved"),
    [
        ("kinderstark 2025: Lotsendienst", "kinderstark 2028: Lotsendienst"),
        ("kinderstark 2025/26: Lotsin", "kinderstark 2028/29: Lotsin"),
        ("Jahre 2096/97", "Jahre 2099/00"),
        ("Beispiel 43.22-2025-017", "Beispiel 43.22-2028-017"),
        ("Beispiel BFH-2025-05116", "Beispiel BFH-2028-05116"),
        ("12025 und 20256 Euro", "12025 und 20256 Euro"),
        ("97500.00", "97500.00"),
        ("", ""),
    ],
)
def test_the_years_that_a_text_names_are_moved(told, moved):
    assert Years(3).moved(told) == moved


def test_days_and_years_are_moved_wherever_they_stand_and_other_numbers_stay():
    told = {
        "year": 2025,
        "first": 2025,
        "on": day("2026-03-31"),
        "targets": [{"year": 2026, "value": "90"}],
        "is": True,
    }
    assert Years(2).moved(told) == {
        "year": 2027,
        "first": 2025,
        "on": day("2028-03-31"),
        "targets": [{"year": 2028, "value": "90"}],
        "is": True,
    }


@pytest.mark.parametrize(
    ("told", "years", "moved"),
    [
        ("2027-02-28", 1, "2028-02-29"),
        ("2028-02-29", 1, "2029-02-28"),
        ("2026-02-28", 1, "2027-02-28"),
        ("2027-03-01", 1, "2028-03-01"),
    ],
)
def test_the_end_of_february_stays_its_end(told, years, moved):
    assert Years(years).moved(day(told)) == day(moved)


def test_a_later_run_finds_where_things_stand():
    assert Years.since([2025, 2026], 2028, day("2040-01-01")) == Years(3)
    assert Years.since([2025, 2026], None, day("2028-12-01")) == Years(2)
    assert Years.since([], 2028, day("2040-01-01")) == Years(0)


def test_no_year_of_a_grant_is_left_behind():
    """The years of a grant agree with one another on whatever day it is loaded."""
    for grant in TOLD:
        moved = Years(7).moved(grant)
        named = {int(year) for year in re.findall(r"\b20\d\d\b", moved["title"])}
        assert named <= {moved["valid_from"].year, moved["valid_until"].year}
        assert Years(-7).moved(moved) == grant


@pytest.mark.django_db
@pytest.mark.parametrize("later", [1, 6])
def test_grants_lie_about_the_day_of_their_loading_and_stay_there(city, monkeypatch, later):
    Grant.objects.all().delete()
    entries = [Entry("grants.toml", "grant", number, one) for number, one in enumerate(TOLD, 1)]
    monkeypatch.setattr(timezone, "localdate", lambda *_given: AS_OF.replace(year=AS_OF.year + later))
    load_grants(entries, Book())
    first = [(one.title, one.valid_from.year) for one in Grant.objects.filter(status="planned")]
    assert first == [(f"kinderstark {2027 + later}: Familiengrundschulzentren", 2027 + later)]
    open_days = {one.due_on.year for one in GrantDeadline.objects.open()}
    monkeypatch.setattr(timezone, "localdate", lambda *_given: datetime.date(2050, 1, 1))
    again = load_grants(entries, Book())
    assert ({(one.created, one.changed) for one in again.values()}, min(open_days)) == ({(0, 0)}, 2026 + later)
