"""A facility's own page: where it is, when it is open, and what takes place there, whoever offers it."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from network.models import ContactPoint, Facility, OpeningHours
from offers.cards import Card, cards
from offers.models import Entry, Reach
from offers.places import held_at
from offers.search import Hit
from offers.views.gone import facility_gone
from offers.views.partners import shown_today
from offers.wording import describe_clock
from sozialraum.calendar import HolidayCalendar
from sozialraum.context import holidays_of
from sozialraum.pages import public_page

OFFERS_SHOWN = 10


class Line(NamedTuple):
    """A line of a list of times."""

    text: str
    note: str


@public_page
def facility_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a facility; of a confidential one only what does not lead there."""
    facility = for_page(Facility.objects.public()).filter(slug=slug).first()
    if facility is None:
        return facility_gone(request, slug)
    held, holidays = shown_today(held_at(facility)), holidays_of(request)
    own, own_is_cut = first_few(held.filter(offer__provider=facility.partner_id), holidays)
    others, others_are_cut = first_few(held.exclude(offer__provider=facility.partner_id), holidays)
    context = {
        "facility": facility,
        "place": facility.public_place(),
        "seal": facility.valid_seal(timezone.localdate()),
        "opening_hours": describe_opening_hours(facility.opening_hours.all()),
        "own": own,
        "own_is_cut": own_is_cut,
        "others": others,
        "others_are_cut": others_are_cut,
    }
    return render(request, "offers/facility_detail.html", context)


def for_page(facilities: QuerySet[Facility]) -> QuerySet[Facility]:
    """Fetch with a facility all that its page shows of it."""
    return facilities.select_related("partner", "kind", "district").prefetch_related(
        "opening_hours", "accessibility", Prefetch("contact_points", ContactPoint.objects.public())
    )


def first_few(entries: QuerySet[Entry], holidays: HolidayCalendar) -> tuple[list[Card], bool]:
    """Return the cards of the first entries, and whether there are more."""
    found = [Hit(entry.card, Reach.Nearness.HELD_HERE) for entry in entries[: OFFERS_SHOWN + 1]]
    return cards(found[:OFFERS_SHOWN], holidays), len(found) > OFFERS_SHOWN


def describe_opening_hours(hours: Iterable[OpeningHours]) -> list[Line]:
    """Return a line for each day on which a facility is open, from Monday on; `hours` come in that order."""
    days = [list(group) for _weekday, group in groupby(hours, key=lambda one: one.weekday)]
    return [describe_open_day(day) for day in days]


def describe_open_day(day: list[OpeningHours]) -> Line:
    spans = get_text_list([describe_clock(one.opens, one.closes) for one in day], _("und"))
    notes = dict.fromkeys(one.note for one in day if one.note)
    return Line(f"{day[0].get_weekday_display()}, {spans}", ", ".join(notes))
