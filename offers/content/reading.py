"""An offer's content, read from its record."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.gis.geos import Point
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import prefetch_related_objects
from django.db.models.fields.files import FieldFile

from offers.content.fields import COLUMNS, LINKS, TIME_COLUMNS, TIMES
from offers.models import Offer, Schedule

Content = dict[str, Any]
DECIMALS = 6  # of a degree: a hand's breadth
PLAINLY = {
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
    NumericRange: lambda ages: [ages.lower, ages.upper],
    Point: lambda point: [round(degrees, DECIMALS) for degrees in point.coords],
    FieldFile: lambda file: file.name or "",
}


def content_of(offer: Offer) -> Content:
    """Return what people wrote about a saved offer."""
    return contents_of([offer])[offer.pk]


def contents_of(offers: Iterable[Offer]) -> dict[int, Content]:
    """Return the contents of saved offers by their ids, with as many queries for many offers as for one."""
    read = list(offers)
    prefetch_related_objects(read, *LINKS, TIMES)
    return {offer.pk: _read(offer) for offer in read}


def _read(offer: Offer) -> Content:
    columns = {name: plain(getattr(offer, Offer._meta.get_field(name).attname)) for name in COLUMNS}
    links = {name: sorted(other.pk for other in getattr(offer, name).all()) for name in LINKS}
    return columns | links | {TIMES: in_order(time_of(schedule) for schedule in offer.schedules.all())}


def plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it: days and times as ISO 8601, ages and points as two numbers."""
    return next((turn(value) for kind, turn in PLAINLY.items() if isinstance(value, kind)), value)


def time_of(schedule: Schedule) -> dict[str, Any]:
    """Return one time as plain data."""
    return {name: plain(getattr(schedule, name)) for name in TIME_COLUMNS}


def in_order(times: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return times so that the same ones make the same list, whenever each was entered."""
    return sorted(
        times, key=lambda time: [str(time[name]) for name in ("first_day", "weekday", "starts", *TIME_COLUMNS)]
    )
