"""Records with all their fields, for programs: what they refer to is named by its code, slug or name, never by our numbers."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.gis.geos import Point
from django.core.serializers.json import DjangoJSONEncoder
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import FileField, Model
from django.db.models.fields.files import FieldFile

from network.models import User

ADDRESS = ("street", "postcode", "city", "point")


class Encoder(DjangoJSONEncoder):
    """Writes what our fields hold: points as longitude and latitude, ranges as first and end, files as their names."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Point):
            return [o.x, o.y]
        if isinstance(o, NumericRange):
            return [o.lower, o.upper]
        if isinstance(o, FieldFile):
            return o.name
        return super().default(o)


def named(thing: Model | None) -> str | None:
    """Return what others know a record by."""
    if thing is None:
        return None
    return getattr(thing, "code", None) or getattr(thing, "slug", None) or str(thing)


def record(thing: Model, *, with_address: bool = True) -> dict[str, Any]:
    """Return the fields of a record but its number and the accounts that it names; `with_address` says where it is.

    An address is left out only where it is confidential.
    """
    hidden = ADDRESS if getattr(thing, "address_is_confidential", False) and not with_address else ()
    found = {}
    for field in thing._meta.concrete_fields:
        if field.primary_key or field.generated or field.related_model is User or field.name in hidden:
            continue
        value = getattr(thing, field.name)
        found[field.name] = (value.name if value else "") if isinstance(field, FileField) else value
        if field.is_relation:
            found[field.name] = named(value)
    for field in thing._meta.many_to_many:
        found[field.name] = [named(one) for one in getattr(thing, field.name).all()]
    return found


def text(value: Any) -> str:
    return json.dumps(value, cls=Encoder, ensure_ascii=False, indent=1)


def listed(values: Iterable[Any]) -> Iterator[bytes]:
    """Yield a JSON list piece by piece."""
    before = "[\n"
    for value in values:
        yield (before + text(value)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
