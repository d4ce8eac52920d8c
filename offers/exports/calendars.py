"""Dates of many offers as one calendar file. It is imported into calendars that others see: no confidential address is in it."""

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from offers.calendar import About, events, pieces
from offers.models import Offer
from offers.places import one_line, shown_place
from sozialraum.calendar import HolidayCalendar

if TYPE_CHECKING:
    from icalendar import Event

CHUNK = 500


def calendar_pieces(
    offers: QuerySet[Offer], now: datetime.datetime, holidays: HolidayCalendar, *, name: str = ""
) -> Iterator[bytes]:
    """Yield the calendar file of some offers piece by piece; one with a `name` can be subscribed to under it."""
    fetched = offers.select_related("provider", "facility__district", "district").prefetch_related(
        "schedules", "closures"
    )
    lean = fetched.defer("district__boundary", "facility__district__boundary")
    return pieces(host(), events_of(lean.iterator(chunk_size=CHUNK), now, holidays), name=name)


def events_of(offers: Iterable[Offer], now: datetime.datetime, holidays: HolidayCalendar) -> Iterator["Event"]:
    for offer in offers:
        own = holidays.closed_on(closure.pause for closure in offer.closures.all())
        yield from events(about(offer), offer.schedules.all(), now, own, offer.valid_until)


def about(offer: Offer) -> About:
    """Return what the events of an offer say."""
    contact = [offer.phone or offer.provider.phone, offer.email or offer.provider.email]
    url = settings.PORTAL_ADDRESS + offer.get_absolute_url()
    return About(
        title=offer.title,
        description="\n".join(filter(None, [offer.summary, offer.provider.name, *contact, url])),
        location=one_line(shown_place(offer)),
        url=url,
        host=host(),
        changed_at=offer.updated_at,
    )


def host() -> str:
    return urlsplit(settings.PORTAL_ADDRESS).hostname or ""
