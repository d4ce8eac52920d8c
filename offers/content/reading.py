"""A content, read from its record."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.gis.geos import Point
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Model, prefetch_related_objects
from django.db.models.fields.files import FieldFile

from offers.content.fields import SCHEMAS, SERIES
from offers.content.schema import Part, Schema

Content = dict[str, Any]
DECIMALS = 6  # of a degree: a hand's breadth
PLAINLY = {
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
    NumericRange: lambda ages: [ages.lower, ages.upper],
    Point: lambda point: [round(degrees, DECIMALS) for degrees in point.coords],
    FieldFile: lambda file: file.name or "",
}


def content_of(record: Model) -> Content:
    """Return what people wrote about a saved record."""
    return contents_of([record])[record.pk]


def contents_of(records: Iterable[Model]) -> dict[int, Content]:
    """Return the contents of saved records of one kind by their ids, with as many queries for many as for one."""
    read = list(records)
    if not read:
        return {}
    schema = SCHEMAS[type(read[0])]
    prefetch_related_objects(read, *schema.links, *schema.part_by_name)
    return {record.pk: _read(record, schema) for record in read}


def _read(record: Model, schema: Schema) -> Content:
    columns = {name: plain(getattr(record, schema.model._meta.get_field(name).attname)) for name in schema.columns}
    links = {name: sorted(other.pk for other in getattr(record, name).all()) for name in schema.links}
    parts = {
        part.name: in_order((row_of(row, part) for row in getattr(record, part.name).all()), part)
        for part in schema.parts
    }
    return columns | links | parts


def plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it: days and times as ISO 8601, ages and points as two numbers."""
    return next((turn(value) for kind, turn in PLAINLY.items() if isinstance(value, kind)), value)


def row_of(row: Model, part: Part) -> Content:
    """Return one row of a part as plain data."""
    return {name: plain(getattr(row, name)) for name in part.columns}


def in_order(rows: Iterable[Content], part: Part = SERIES) -> list[Content]:
    """Return rows so that the same ones make the same list, whenever each was entered."""
    return sorted(rows, key=lambda row: [str(row[name]) for name in (*part.ordered_by, *part.columns)])
