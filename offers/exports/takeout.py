"""All that the register holds of a partner, as one zip file: for a portal that reads tables, for programs, for calendars.

Accounts of people are no part of it: they belong to the people and not to the partner.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model, Prefetch, QuerySet
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string

from kit.exporting import csv_pieces
from network.models import Facility, Partner, User
from offers.calendar import pieces
from offers.exports.calendars import calendar_pieces, events_of, host
from offers.exports.records import listed, record, text
from offers.exports.rows import COLUMNS, cells
from offers.models import Offer
from sozialraum.calendar import HolidayCalendar
from sozialraum.models import District

CHUNK = 500
File = tuple[str, Iterable[bytes]]
TIMES = (
    *("kind", "weekday", "nth", "first_day", "last_day", "starts", "ends"),
    *("pauses_in_school_holidays", "pauses_on_public_holidays"),
)


@dataclass(frozen=True)
class Takeout:
    """What is taken out: a partner, and of its facilities and offers those that the person may take.

    `with_addresses` says whether confidential addresses are among it: for whoever keeps the records.
    """

    partner: Partner
    facilities: QuerySet[Facility]
    offers: QuerySet[Offer]
    with_addresses: bool
    now: datetime.datetime
    holidays: HolidayCalendar

    def files(self) -> Iterator[File]:
        """Yield the files, each read when the one before has been written."""
        readme = render_to_string("offers/exports/takeout.txt", {"partner": self.partner, "now": self.now})
        yield "LIESMICH.txt", [readme.replace("\n", "\r\n").encode("utf-8-sig")]
        yield "partner.json", [text(self._partner()).encode()]
        yield "einrichtungen.json", listed(self._facilities())
        yield "angebote.csv", csv_pieces(COLUMNS, map(cells, self._offers()))
        yield "angebote.json", listed(map(self._offer, self._offers()))
        yield "zeiten.csv", csv_pieces(["Angebot", *TIMES], self._times())
        yield "termine.ics", calendar_pieces(self.offers, self.now, self.holidays)
        for offer in self._offers():
            found = list(events_of([offer], self.now, self.holidays))
            if found:
                yield f"termine/{offer.slug}.ics", pieces(host(), found)
        for offer in self.offers.exclude(image="").iterator(chunk_size=CHUNK):
            yield from picture(offer.image)

    def _partner(self) -> dict:
        memberships = self.partner.memberships.select_related("network", "partner")
        contacts = self.partner.contact_points.select_related("unit", "network", "partner", "facility")
        return record(self.partner) | {
            "memberships": [record(one) for one in memberships],
            "leads": [record(one) for one in self.partner.leads.select_related("network", "social_space", "partner")],
            "contact_points": [record(one) for one in contacts.prefetch_related("districts", "social_spaces")],
        }

    def _facilities(self) -> Iterator[dict]:
        whole = with_everything(self.facilities).prefetch_related("opening_hours")
        for facility in whole.iterator(chunk_size=CHUNK):
            hours = [record(one) for one in facility.opening_hours.all()]
            yield record(facility, with_address=self.with_addresses) | {"opening_hours": hours}

    def _offers(self) -> Iterator[Offer]:
        whole = with_everything(self.offers).select_related("facility__district").defer("facility__district__boundary")
        return whole.prefetch_related("schedules", "closures").iterator(chunk_size=CHUNK)

    def _offer(self, offer: Offer) -> dict:
        times = [{name: getattr(one, name) for name in TIMES} for one in offer.schedules.all()]
        return record(offer, with_address=self.with_addresses) | {"schedules": times}

    def _times(self) -> Iterator[list[object]]:
        for offer in self.offers.prefetch_related("schedules").iterator(chunk_size=CHUNK):
            for one in offer.schedules.all():
                yield [offer.title, *(getattr(one, name) for name in TIMES)]


def with_everything(records: QuerySet[Model]) -> QuerySet[Model]:
    """Fetch records with all that they refer to, but for accounts; boundaries of districts are no part of it."""
    fields = records.model._meta
    one = [field.name for field in fields.concrete_fields if field.is_relation and field.related_model is not User]
    several = [
        Prefetch(field.name, District.objects.defer("boundary")) if field.related_model is District else field.name
        for field in fields.many_to_many
    ]
    return records.select_related(*one).defer("district__boundary").prefetch_related(*several)


def picture(file: FieldFile) -> Iterator[File]:
    """Yield a picture; one that has vanished from the disk is left out, as the page leaves it out."""
    try:
        file.open("rb")
    except OSError:
        return
    with file:
        yield f"bilder/{file.name.rpartition('/')[2]}", file.chunks()
