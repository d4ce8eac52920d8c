"""Contents in words: what a field says, and what changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.content.comparing import changed_fields
from offers.content.fields import OFFER
from offers.content.reading import Content
from offers.content.schema import Schema

NOTHING: Final = gettext_lazy("nichts")
GONE: Final = gettext_lazy("(inzwischen gelöscht)")
TYPED: Final = {"DateField": parse_date, "DateTimeField": parse_datetime}


@dataclass(frozen=True)
class Change:
    """One field of which two contents say different things, in words."""

    name: str
    label: str | Promise
    old: str
    new: str


class Teller:
    """Tells what contents say; the names of what they refer to are read once for all of them."""

    def __init__(self, contents: Iterable[Content], schema: Schema = OFFER) -> None:
        self.schema = schema
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for content in contents:
            for name, value in content.items():
                if model := schema.referred(name):
                    wanted[model] |= set(value if name in schema.links else [value]) - {None}
        self.read_names(wanted)

    def read_names(self, wanted: dict[type[Model], set[int]]) -> None:
        """Read what records are called."""
        self._names = {
            model: {record.pk: str(record) for record in without_shapes(model).filter(pk__in=ids)}
            for model, ids in wanted.items()
            if ids
        }

    def label(self, name: str) -> str | Promise:
        """Return what a field is called."""
        return self.schema.label(name)

    def missing(self, name: str, value: Any) -> list[int]:
        """Return the ids of those records to which a field refers that are gone."""
        model = self.schema.referred(name)
        if model is None or value is None:
            return []
        return [pk for pk in (value if name in self.schema.links else [value]) if pk not in self._names.get(model, {})]

    def tell(self, name: str, value: Any) -> str:
        """Return what a field says, in German; "nichts" where it is empty."""
        if value in (None, "", []) and name not in self.schema.never_empty:
            return str(NOTHING)
        if name in self.schema.peculiar:
            return self.schema.peculiar[name](value)
        if model := self.schema.referred(name):
            pks = value if name in self.schema.links else [value]
            return get_text_list(sorted(self.name(model, pk) for pk in pks), _("und"))
        return tell_plain(self.schema.model._meta.get_field(name), value)

    def name(self, model: type[Model], pk: int) -> str:
        """Return the name of a record to which another one refers."""
        return self._names.get(model, {}).get(pk) or str(GONE)


def without_shapes(model: type) -> Any:
    """Return a model's records without the boundaries that an area has."""
    boundaries = [field.name for field in model._meta.concrete_fields if field.name == "boundary"]
    return model._default_manager.defer(*boundaries)


def tell_plain(column: Any, value: Any) -> str:
    """Return what a column of text, numbers, days, moments or choices says."""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    moment = TYPED[kind](value) if (kind := column.get_internal_type()) in TYPED else None
    if kind == "DecimalField":
        return number_format(value)
    if moment:
        return date_format(timezone.localtime(moment) if kind == "DateTimeField" else moment, "DATE_FORMAT")
    several = value if isinstance(value, list) else [value]
    return ", ".join(str(dict(column.flatchoices).get(one, one)) for one in several)


def tell_changes(old: Content, new: Content, teller: Teller | None = None, *, schema: Schema = OFFER) -> list[Change]:
    """Return field by field what `new` says otherwise than `old`, in words."""
    told = teller or Teller([old, new], schema)
    return [
        Change(name, told.label(name), told.tell(name, old.get(name, "")), told.tell(name, new[name]))
        for name in changed_fields(old, new, told.schema)
    ]


def tell_all(content: Content, schema: Schema = OFFER) -> list[Change]:
    """Return all that a content says, as changes from nothing; what is empty is left out."""
    teller = Teller([content], schema)
    told = (
        (name, teller.tell(name, content[name]))
        for name in schema.fields
        if name in content and content[name] is not False
    )
    return [Change(name, teller.label(name), "", text) for name, text in told if text != NOTHING]
