"""Two people who write the same record at once: each field is compared with what its writer had before the eyes.

What only one of them changed is taken from that one; what both changed differently is nobody's to decide but theirs.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

LENGTH = 12


class ConflictError(Exception):
    """Somebody else changed the same fields (`names`) meanwhile; `current` is the record as it stands, nothing was saved."""

    def __init__(self, current: Model, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.current, self.names = current, names


def print_of(value: Any) -> str:
    """Return a short text that changes with a value; the same moment is the same in every time zone."""
    if isinstance(value, datetime.datetime):
        value = value.astimezone(datetime.UTC)
    return hashlib.blake2b(repr(value).encode(), digest_size=LENGTH // 2).hexdigest()


def seen(record: Model, names: Iterable[str]) -> str:
    """Return what a form carries of the record that it shows."""
    return json.dumps({name: print_of(attribute(record, name)) for name in names})


def read(text: str, names: Iterable[str]) -> dict[str, str]:
    """Return what a form carried; of one that carries nothing readable, nothing was seen."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    known = found if isinstance(found, dict) else {}
    return {name: str(known.get(name, "")) for name in names}


def attribute(record: Model, name: str) -> Any:
    return getattr(record, record._meta.get_field(name).attname)


def merge(current: Model, wanted: Mapping[str, Any], before: Mapping[str, str]) -> list[str]:
    """Set on `current` (locked) what its writer changed, and return the names of these fields.

    `wanted` are the values by the columns' names, `before` what the writer had seen. Raises ConflictError.
    """
    changed, conflicts = [], []
    for name, value in wanted.items():
        mine, theirs = print_of(value), print_of(attribute(current, name))
        if mine in (before[name], theirs):
            continue
        (changed if theirs == before[name] else conflicts).append(name)
    if conflicts:
        raise ConflictError(current, conflicts)
    for name in changed:
        setattr(current, current._meta.get_field(name).attname, wanted[name])
    return changed
