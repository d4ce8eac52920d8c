"""A content written into its record."""

from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import ForeignKey, Model

from network.places import district_at
from offers.content.fields import SCHEMAS
from offers.content.reading import Content, row_of
from offers.content.schema import Part
from offers.models import Offer

WGS_84 = 4326


@transaction.atomic
def apply(record: Model, content: Content) -> None:
    """Make a record say what a content says, and save it; a new one needs its address (`slug`) already.

    A point decides the district. Words, areas and partners that were deleted since the content was kept are left out of
    lists; raises IntegrityError where the record cannot be without one, or where a rule does not allow it.
    """
    schema = SCHEMAS[type(record)]
    for name in schema.columns:
        if name in content:
            write(record, name, content[name])
    if getattr(record, "point", None):
        record.district = district_at(record.point) or record.district
    record.save()
    for name in schema.links:
        if name in content:
            related = schema.model._meta.get_field(name).related_model
            getattr(record, name).set(related._default_manager.filter(pk__in=content[name]))
    for part in schema.parts:
        if part.name in content:
            write_part(record, part, content[part.name])


def write(record: Model, name: str, value: Any) -> None:
    """Set one column from its plain value."""
    field = record._meta.get_field(name)
    if name == "ages" and isinstance(record, Offer):
        record.ages, record.all_ages = (NumericRange(*value) if value else None), value is None
    elif name == "point":
        record.point = Point(*value, srid=WGS_84) if value else None
    elif isinstance(field, ForeignKey):
        setattr(record, field.attname, value)
    else:
        setattr(record, name, field.to_python(value))


def write_part(record: Model, part: Part, wanted: list[Content]) -> None:
    """Make a record's rows just these; one that is there already stays the row that it is."""
    missing, gone = list(wanted), []
    for row in getattr(record, part.name).all():
        there = row_of(row, part)
        if there in missing:
            missing.remove(there)
        else:
            gone.append(row.pk)
    part.model._default_manager.filter(pk__in=gone).delete()
    part.model._default_manager.bulk_create(part.model(**{part.owner: record}, **parsed(row, part)) for row in missing)
    getattr(record, "_prefetched_objects_cache", {}).pop(part.name, None)


def parsed(row: Content, part: Part) -> dict[str, Any]:
    """Return the columns of a row from plain data."""
    return {name: part.model._meta.get_field(name).to_python(row[name]) for name in part.columns}
