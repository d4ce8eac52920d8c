"""Values of records as JSON, so that they can be kept, compared with later ones, and put back."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.contrib.gis.geos import Point
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import DateField, Model

from offers.imports.spots import PRECISION
from offers.imports.times import TIMES, read_saved, written
from offers.models import Schedule

Plain = Any  # what JSON can hold
Values = dict[str, Plain]


def plain(value: Any) -> Plain:
    """Return a value of a column, or a set of ids, as JSON holds it."""
    found = value
    match value:
        case NumericRange():
            found = [value.lower, value.upper]
        case Point():
            found = [round(value.x, PRECISION), round(value.y, PRECISION)]
        case datetime.date():
            found = value.isoformat()
        case set() | frozenset():
            found = sorted(value)
    return found


def restored(model: type[Model], name: str, value: Plain) -> Any:
    """Return a value of the column `name` from what `plain` made of it."""
    if isinstance(value, list):
        return Point(*value, srid=4326) if name == "point" else NumericRange(*value)
    if isinstance(value, str) and isinstance(model._meta.get_field(name), DateField):
        return datetime.date.fromisoformat(value)
    return value


@cache
def is_link(model: type[Model], name: str) -> bool:
    """Return whether a name is that of a many-to-many field."""
    return name not in TIMES and model._meta.get_field(name).many_to_many


def current(model: type[Model], records: Iterable[Model], names: Iterable[str]) -> dict[int, Values]:
    """Return the values that some records have now, by their ids; a query for each many-to-many field and one for times."""
    found = {record.pk: record for record in records}
    columns = [name for name in names if name not in TIMES and not is_link(model, name)]
    values = {pk: {name: plain(getattr(record, name)) for name in columns} for pk, record in found.items()}
    for name in set(names) - set(columns) - set(TIMES):
        for pk, ids in _linked(model, name, found).items():
            values[pk][name] = ids
    if found and set(names) & set(TIMES):
        for pk, times in _times(found).items():
            values[pk] |= {name: times[name] for name in TIMES if name in names}
    return values


def _linked(model: type[Model], name: str, pks: Mapping[int, Any]) -> dict[int, list[int]]:
    relation = model._meta.get_field(name)
    owner, target = (f"{column}_id" for column in (relation.m2m_field_name(), relation.m2m_reverse_field_name()))
    pairs = relation.remote_field.through._default_manager.filter(**{f"{owner}__in": list(pks)})
    found: dict[int, list[int]] = {pk: [] for pk in pks}
    for pk, other in pairs.values_list(owner, target):
        found[pk].append(other)
    return {pk: sorted(ids) for pk, ids in found.items()}


def _times(pks: Mapping[int, Any]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {pk: defaultdict(list) for pk in pks}
    for time in Schedule.objects.filter(offer__in=list(pks), kind__in=TIMES.values()):
        slot = read_saved(time)
        found[time.offer_id][slot.column].append(written(slot))
    return {pk: {name: sorted(set(times[name])) for name in TIMES} for pk, times in found.items()}
