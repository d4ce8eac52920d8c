"""What a later file changes, and what it leaves as people made it since."""

import datetime

import pytest
from django.contrib.gis.geos import Point
from django.db.backends.postgresql.psycopg_any import NumericRange

from network.models import Facility
from offers.models import Entry, Offer, Schedule
from tests.network.factories import UserFactory
from tests.offers.factories import LanguageFactory, OfferFactory, ScheduleFactory, TopicFactory
from tests.offers.importing import import_rows
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.importing import numbers

pytestmark = pytest.mark.django_db
START = {"id": "a", "summary": "Kurz", "status": "published"}


@pytest.fixture
def change(tmp_path):
    """Return a function that imports a row, then another over it, and returns the offer and the last line."""

    def run(first: dict, second: dict) -> tuple[Offer, str]:
        import_rows(tmp_path, START | first)
        output = import_rows(tmp_path, START | second)[1]
        return Offer.objects.get(), output[-1]

    return run


@pytest.mark.parametrize(
    ("first", "second", "field", "value"),
    [
        ({}, {"title": "Neuer Titel"}, "title", "Neuer Titel"),
        ({"phone": "0221 4710-200"}, {"phone": ""}, "phone", ""),
        ({"age_to_months": "12"}, {"age_to_months": "24"}, "ages", NumericRange(0, 24)),
        ({}, {"all_ages": "ja", "age_from_months": "", "age_to_months": ""}, "all_ages", True),
        (
            {"latitude": "51.11", "longitude": "6.41"},
            {"latitude": "51.12", "longitude": "6.41"},
            "point",
            Point(6.41, 51.12),
        ),
        ({"valid_until": "2027-01-01"}, {"valid_until": "2028-01-01"}, "valid_until", datetime.date(2028, 1, 1)),
        ({"catchment": ""}, {"catchment": "city"}, "is_citywide", True),
    ],
)
def test_what_the_file_says_anew_is_changed(change, first, second, field, value):
    offer, last = change(first, second)

    found = getattr(offer, field)
    assert (found.coords if field == "point" else found) == (value.coords if field == "point" else value)
    assert last == numbers(changed=1)


def test_the_address_of_a_page_stays_when_the_title_changes(change):
    offer, _last = change({}, {"title": "Neuer Titel"})

    assert (offer.slug, Entry.objects.get().card["title"]) == ("krabbelgruppe", "Neuer Titel")


def test_links_follow_the_file(change):
    TopicFactory(code="spielen")
    TopicFactory(code="schlaf")
    offer, last = change({"topics": "spielen"}, {"topics": "schlaf"})

    assert ([topic.code for topic in offer.topics.all()], last) == (["schlaf"], numbers(changed=1))


def test_times_follow_the_file_and_keep_what_it_cannot_say(change):
    offer, last = change({"weekly": "mo 9-10|di 9-10"}, {"weekly": "mo 9-10|di 9-10"})
    offer.schedules.filter(weekday=0).update(pauses_in_school_holidays=True)
    kept = offer.schedules.get(weekday=0).pk
    offer, last = change({"weekly": "mo 9-10|mi 9-10"}, {"weekly": "mo 9-10|mi 9-10"})

    assert list(offer.schedules.order_by("weekday").values_list("weekday", flat=True)) == [0, 2]
    assert (offer.schedules.get(weekday=0).pk, last) == (kept, numbers(unchanged=1))


def test_a_changed_time_is_a_changed_offer(change):
    assert change({"weekly": "mo 9-10"}, {"weekly": "mo 9-11"})[1] == numbers(changed=1)


def test_times_that_a_file_cannot_say_stay(tmp_path):
    import_rows(tmp_path, START | {"weekly": "mo 9-10", "dates": "2027-01-14 9-10"})
    ScheduleFactory(offer=Offer.objects.get(), kind=Schedule.Kind.FORTNIGHTLY, weekday=4)
    import_rows(tmp_path, START | {"weekly": ""})

    kinds = Schedule.objects.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == [Schedule.Kind.FORTNIGHTLY, Schedule.Kind.ONCE]


def test_columns_that_a_file_does_not_have_stay(tmp_path):
    LanguageFactory(code="ar")
    district = DistrictFactory(column=0)
    full = {"languages": "ar", "cost": "free", "phone": "0221 4710-200", "catchment": "city", "facility": "Haus"}
    import_rows(tmp_path, START | full | {"latitude": "51.11", "longitude": "6.41", "weekly": "mo 9-10"})
    before = Offer.objects.values().get()
    code, output = import_rows(tmp_path, {"id": "a", "summary": None})

    assert (code, output[-1], Offer.objects.values().get()) == (0, numbers(unchanged=1, repaired=1), before)
    offer = Offer.objects.get()
    assert (offer.languages.count(), offer.schedules.count(), offer.district) == (1, 1, district)


def test_an_empty_status_does_not_withdraw_an_offer(change):
    assert change({}, {"status": ""})[0].status == Offer.Status.PUBLISHED


def test_a_confirmation_is_only_replaced_by_a_newer_one(change):
    person = UserFactory()
    offer, _last = change({"confirmed_at": "2026-05-01"}, {"confirmed_at": "2026-05-01"})
    Offer.objects.update(confirmed_at=datetime.date(2026, 9, 1), confirmed_by=person)

    offer, last = change({"confirmed_at": "2026-05-01"}, {"confirmed_at": ""})
    assert (offer.confirmed_at, offer.confirmed_by, last) == (datetime.date(2026, 9, 1), person, numbers(unchanged=1))

    offer, last = change({"confirmed_at": "2026-10-01"}, {"confirmed_at": "2026-10-01"})
    assert (offer.confirmed_at, offer.confirmed_by) == (datetime.date(2026, 10, 1), None)


def test_notes_that_people_wrote_stay_while_the_file_can_be_read(tmp_path):
    row = START | {"weekly": "mo 9-10", "registration": "ja", "facility": ""}
    import_rows(tmp_path, row)
    notes = {"time_note": "ab Mai", "registration_note": "per Mail", "place_note": "Hinterhof"}
    Offer.objects.update(**notes)
    import_rows(tmp_path, row)

    assert Offer.objects.values(*notes).get() == notes


def test_a_facility_that_was_made_is_found_again(tmp_path):
    row = START | {"facility": "Haus", "street": "Markt 1"}
    import_rows(tmp_path, row)
    code, output = import_rows(tmp_path, row)

    assert (code, output[-1], Facility.objects.count()) == (0, numbers(unchanged=1), 1)


def test_offers_that_the_file_does_not_name_stay(tmp_path):
    other = OfferFactory()
    import_rows(tmp_path, START)

    assert Offer.objects.filter(pk=other.pk).exists()
    assert Offer.objects.count() == 2


def test_the_day_of_the_last_change_moves_only_with_a_change(change):
    offer, _last = change({}, {})
    before = offer.updated_at
    assert change({}, {})[0].updated_at == before
    assert change({}, {"title": "Neu"})[0].updated_at > before
