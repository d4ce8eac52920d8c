"""What an entry says, in the types of the model's fields; strict, since a slip in a file shall not go unseen."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.gis.db.models import PointField
from django.contrib.gis.geos import Point
from django.contrib.postgres.fields import IntegerRangeField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Field, Model

from offers.example_city.reading import Entry
from offers.example_city.syncing import Row
from sozialraum.models import District

PAIR = 2
# By what files call a record, the first that it has.
NAMES = ("code", "slug", "function", "title", "name")


class Book:
    """The ids of records by the names that files give them: their slug, or else their code."""

    def __init__(self) -> None:
        self._ids: dict[type[Model], dict[str, int]] = {}

    def ids(self, model: type[Model]) -> dict[str, int]:
        """Return the ids of all records of `model` by their names; asked once."""
        if model not in self._ids:
            records = District.objects.current() if model is District else model._default_manager
            self._ids[model] = dict(records.values_list(naming(model), "pk"))
        return self._ids[model]

    def find(self, model: type[Model], name: Any, entry: Entry) -> int:
        """Return the id of the record called `name`; raises FixtureError naming `entry` where there is none."""
        try:
            return self.ids(model)[name]
        except (KeyError, TypeError):
            raise entry.error(f"there is no {model.__name__} called {name!r}") from None

    def forget(self, model: type[Model]) -> None:
        """Ask again for `model`: records were written."""
        self._ids.pop(model, None)


def naming(model: type[Model]) -> str:
    """Return the field by which files call a record of `model`."""
    names = {field.name for field in model._meta.concrete_fields}
    return next(name for name in NAMES if name in names)


def row_of(model: type[Model], values: dict[str, Any], entry: Entry, book: Book) -> Row:
    """Return `values` (by field names) as a row; raises FixtureError naming `entry` where one does not fit its field."""
    row = Row({})
    for name, value in values.items():
        field = _field(model, name, entry)
        if field.many_to_many:
            row.links[name] = {book.find(field.related_model, each, entry) for each in _several(value, name, entry)}
        elif field.many_to_one or field.one_to_one:
            row.values[field.attname] = book.find(field.related_model, value, entry)
        else:
            row.values[name] = _converted(field, value, entry)
    missing = [name for name in required(model) if name not in values]
    if missing:
        raise entry.error(f"does not say {', '.join(missing)}")
    return row


def required(model: type[Model]) -> Iterable[str]:
    """Yield the names of the fields that an entry must give, since they can neither be empty nor guessed."""
    many = [field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created]
    for field in [*model._meta.concrete_fields, *many]:
        is_known = field.null or field.has_default() or field.primary_key or getattr(field, "auto_now_add", False)
        if not (field.blank or is_known):
            yield field.name


def _field(model: type[Model], name: str, entry: Entry) -> Field:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        raise entry.error(f"unknown key {name}") from None
    if field.auto_created or not field.editable:
        raise entry.error(f"unknown key {name}")
    return field


def _several(value: Any, name: str, entry: Entry) -> Sequence:
    if not isinstance(value, list) or len(set(value)) != len(value):
        raise entry.error(f"{name} is to be a list without repetitions")
    return value


def _converted(field: Field, value: Any, entry: Entry) -> Any:
    if isinstance(field, IntegerRangeField):
        return NumericRange(*_pair(field, value, int, entry))
    if isinstance(field, PointField):
        latitude, longitude = _pair(field, value, float, entry)
        return Point(longitude, latitude, srid=4326)
    value = value.strip() if isinstance(value, str) else value
    try:
        cleaned = field.clean(value, None)
    except ValidationError as error:
        raise entry.error(f"{field.name}: {' '.join(error.messages)}") from error
    if type(cleaned) is not type(value):
        raise entry.error(f"{field.name}: {value!r} has the wrong type")
    return cleaned


def _pair(field: Field, value: Any, kind: type, entry: Entry) -> list:
    if not isinstance(value, list) or len(value) != PAIR or any(type(part) is not kind for part in value):
        raise entry.error(f"{field.name}: {value!r} is not a pair of numbers")
    return value
