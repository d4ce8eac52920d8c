"""A content written into an offer."""

from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from network.places import district_at
from offers.content.fields import COLUMNS, LINKS, REFERENCES, TIME_COLUMNS, TIMES
from offers.content.reading import Content, time_of
from offers.models import Offer, Schedule

WGS_84 = 4326


@transaction.atomic
def apply(offer: Offer, content: Content) -> None:
    """Make an offer say what a content says, and save it; a new offer needs its address (`slug`) already.

    A point decides the district. Words, areas and partners that were deleted since the content was kept are left out of
    lists; raises IntegrityError where the offer cannot be without one.
    """
    for name in COLUMNS:
        if name in content:
            write(offer, name, content[name])
    if offer.point:
        offer.district = district_at(offer.point) or offer.district
    offer.save()
    for name in LINKS:
        if name in content:
            related = Offer._meta.get_field(name).related_model
            getattr(offer, name).set(related._default_manager.filter(pk__in=content[name]))
    if TIMES in content:
        write_times(offer, content[TIMES])


def write(offer: Offer, name: str, value: Any) -> None:
    """Set one column from its plain value."""
    field = Offer._meta.get_field(name)
    if name == "ages":
        offer.ages, offer.all_ages = (NumericRange(*value) if value else None), value is None
    elif name == "point":
        offer.point = Point(*value, srid=WGS_84) if value else None
    elif name in REFERENCES:
        setattr(offer, field.attname, value)
    else:
        setattr(offer, name, field.to_python(value))


def write_times(offer: Offer, times: list[dict[str, Any]]) -> None:
    """Make the offer's times just these; one that is there already stays the row that it is."""
    missing = list(times)
    gone = []
    for schedule in offer.schedules.all():
        there = time_of(schedule)
        if there in missing:
            missing.remove(there)
        else:
            gone.append(schedule.pk)
    Schedule.objects.filter(pk__in=gone).delete()
    Schedule.objects.bulk_create(Schedule(offer=offer, **parsed(time)) for time in missing)
    getattr(offer, "_prefetched_objects_cache", {}).pop(TIMES, None)


def parsed(time: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a time from plain data."""
    return {name: Schedule._meta.get_field(name).to_python(time[name]) for name in TIME_COLUMNS}
