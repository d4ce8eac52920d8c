"""Calendar files as another program reads them: over both changes of the clocks, holidays and closures.

What is expected is reckoned here, day by day, and with none of the portal's own code for sessions.
"""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.utils import timezone

from network.conference_calendar import calendar_file
from tests.network.conferences import ConferenceFactory
from tests.offers.days import days
from tests.offers.factories import ClosureFactory, OfferFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.factories import SchoolHolidayFactory

pytestmark = pytest.mark.usefixtures("municipality")

BERLIN = ZoneInfo("Europe/Berlin")
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
CLOSED, SCHOOL = (30, 34), (60, 75)
# A file holds a year from its first session on, which is tomorrow at the latest but for holidays; so far all must be in it.
REACH = 355
# Every way to a calendar file of offers: one offer, and each kind of subscription.
FILES = {
    "one offer": "/angebote/treff/termine.ics",
    "district": "/angebote/kalender.ics?stadtteil=eicken",
    "age": "/angebote/kalender.ics?monate=4",
    "topic": "/angebote/kalender.ics?thema=spiel",
    "all three": "/angebote/kalender.ics?stadtteil=eicken&monate=4&thema=spiel",
}


def last_sunday(month: int) -> datetime.date:
    """Return the day in the next year on which the clocks change in a month."""
    today = timezone.localdate()
    found = []
    for year in (today.year, today.year + 1):
        last = datetime.date(year, month, 31)
        found.append(last - DAY * ((last.weekday() + 1) % 7))
    return next(day for day in found if day > today)


def read(content: bytes) -> vobject.base.Component:
    """Return a calendar as vobject reads it; what it must hold and does not is an error."""
    file = vobject.readOne(content.decode())
    assert file.validate(raiseException=True)
    return file


def sessions(event) -> Iterator[datetime.datetime]:
    """Yield when the sessions of an event begin, with the time zone that the file itself describes."""
    zone = event.dtstart.value.tzinfo
    repeated = event.getrruleset(addRDate=True) if "rrule" in event.contents else [event.dtstart.value]
    for one in repeated:
        yield one.replace(tzinfo=zone)


def begun(client, path: str) -> list[datetime.datetime]:
    events = read(client.get(path).content).contents.get("vevent", [])
    return sorted(at for event in events for at in sessions(event) if days(0) < at.date() <= days(REACH))


@pytest.fixture
def treff(eicken):
    """Return an offer that takes place every day at half past nine, but for holidays and its own closure."""
    offer = OfferFactory(slug="treff", district=eicken, ages=(0, 12), topics=[TopicFactory(code="spiel")])
    for weekday in range(7):
        ScheduleFactory(offer=offer, weekday=weekday, pauses_in_school_holidays=True)
    ClosureFactory(offer=offer, first_day=days(CLOSED[0]), last_day=days(CLOSED[1]))
    SchoolHolidayFactory(first_day=days(SCHOOL[0]), last_day=days(SCHOOL[1]))
    return offer


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_all_days_are_there_but_those_of_holidays_and_closures(client, treff, path):
    import holidays

    public = holidays.Germany(subdiv="NW")
    off = {days(number) for first, last in (CLOSED, SCHOOL) for number in range(first, last + 1)}
    every = [days(number) for number in range(1, REACH + 1)]
    expected = [day for day in every if day not in off and day not in public]
    assert [at.date() for at in begun(client, path)] == expected
    assert [day for day in every if day in public] != []


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_half_past_nine_stays_half_past_nine_when_the_clocks_change(client, eicken, path):
    offer = OfferFactory(slug="treff", district=eicken, ages=(0, 12), topics=[TopicFactory(code="spiel")])
    ScheduleFactory(offer=offer, weekday=6, pauses_on_public_holidays=False)
    found = {at.date(): at for at in begun(client, path)}
    assert {at.time() for at in found.values()} == {datetime.time(9, 30)}
    for month, before, after in ((3, 1, 2), (10, 2, 1)):
        change = last_sunday(month)
        around = [change - 7 * DAY, change, change + 7 * DAY]
        offsets = {day: found[day].utcoffset() / HOUR for day in around if day in found}
        assert (change in offsets, set(offsets.values()) <= {before, after}) == (True, True)
        assert offsets == {day: before if day < change else after for day in offsets}
        instants = {day: at.astimezone(datetime.UTC) for day, at in found.items() if day in around}
        expected = {day: datetime.datetime.combine(day, datetime.time(9, 30), BERLIN) for day in instants}
        assert instants == expected


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_a_file_is_one_that_the_format_allows(client, treff, path):
    content = client.get(path).content
    file = read(content)
    zones = {zone.tzid.value for zone in file.contents["vtimezone"]}
    assert (file.version.value, zones) == ("2.0", {"Europe/Berlin"})
    assert len({event.uid.value for event in file.vevent_list}) == len(file.vevent_list) == 7
    for event in file.vevent_list:
        assert event.dtstamp.value.utcoffset() == datetime.timedelta(0)
        # Where the beginning has a time zone, the end of a rule is told in universal time (RFC 5545, 3.3.10).
        assert event.rrule.value.split("UNTIL=")[1].split(";")[0].endswith("Z")
    dated = [line.split(b":")[0] for line in content.split(b"\r\n") if line.startswith((b"DTEND", b"EXDATE"))]
    assert set(dated) == {b"DTEND;TZID=Europe/Berlin", b"EXDATE;TZID=Europe/Berlin"}
    lines = content.split(b"\r\n")
    assert (content.count(b"\n"), max(map(len, lines)) <= 75) == (len(lines) - 1, True)


def test_a_single_day_is_in_the_file_of_its_offer_and_no_rule(client, eicken):
    offer = OfferFactory(slug="treff", district=eicken)
    change = last_sunday(3)
    ScheduleFactory(offer=offer, kind="once", weekday=6, first_day=change, pauses_on_public_holidays=False)
    (event,) = read(client.get(FILES["one offer"]).content).vevent_list
    assert ("rrule" in event.contents, "exdate" in event.contents) == (False, False)
    assert event.dtstart.value.astimezone(BERLIN) == datetime.datetime.combine(change, datetime.time(9, 30), BERLIN)


@pytest.mark.parametrize("month", [3, 10])
@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_conference_begins_when_it_was_called_whatever_the_clocks_do(month, step):
    begins = datetime.datetime.combine(last_sunday(month) + step * DAY, datetime.time(9, 30), BERLIN)
    conference = ConferenceFactory(starts_at=begins)
    file = read(calendar_file(conference))
    event = file.vevent
    assert (event.dtstart.value.hour, event.dtstart.value.minute) == (9, 30)
    assert event.dtstart.value.astimezone(datetime.UTC) == begins.astimezone(datetime.UTC)
    assert event.dtend.value - event.dtstart.value == 2 * HOUR
    assert (file.method.value, event.status.value) == ("PUBLISH", "CONFIRMED")


def test_a_conference_that_was_called_off_takes_its_date_out_of_the_calendar():
    conference = ConferenceFactory()
    first = read(calendar_file(conference)).vevent
    conference.state, conference.sequence = "cancelled", conference.sequence + 1
    file = read(calendar_file(conference))
    told = (file.method.value, file.vevent.status.value, file.vevent.uid.value, int(file.vevent.sequence.value))
    assert told == ("CANCEL", "CANCELLED", first.uid.value, int(first.sequence.value) + 1)
