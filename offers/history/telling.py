"""Versions in words: what changed, who did it, and by which way."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import User
from offers.content.reading import Content
from offers.content.telling import NOTHING, Change, without_shapes
from offers.history.kinds import Kind

GONE: Final = gettext_lazy("(inzwischen gelöscht)")
GONE_ACCOUNT: Final = gettext_lazy("gelöschtes Konto")
WAYS: Final = {
    "import": gettext_lazy("Import"),
    "review_link": gettext_lazy("Prüflink aus einer E-Mail"),
    "nightly": gettext_lazy("Nachtlauf"),
    "example": gettext_lazy("Einlesen der Beispielstadt"),
}
PAGES: Final = {
    "record_version": gettext_lazy("frühere Fassung wiederhergestellt"),
    "staff_selection": gettext_lazy("Auswahl in der Verwaltung"),
}
TYPED = {"DateField": parse_date, "DateTimeField": parse_datetime}


class Words:
    """Tells what fields of one kind of record say; the names of what they refer to are read once for all of `contents`."""

    def __init__(self, kind: Kind, contents: Iterable[Content], users: Iterable[int] = ()) -> None:
        self.kind = kind
        self._parts = {part.name: part.model for part in kind.parts}
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        wanted[User] |= set(users)
        for content in contents:
            for name, value in content.items():
                if model := self.referred(name):
                    wanted[model] |= set(value if name in kind.links else [value]) - {None}
        self._names = {
            model: {record.pk: str(record) for record in without_shapes(model).filter(pk__in=ids)}
            for model, ids in wanted.items()
            if ids
        }

    def referred(self, name: str) -> type[Model] | None:
        """Return the model to which a field refers; None for a field that holds its value itself."""
        return None if name in self._parts else self.kind.model._meta.get_field(name).related_model

    def missing(self, name: str, value: Any) -> list[int]:
        """Return the ids of those records to which a field refers that are gone."""
        model = self.referred(name)
        if model is None or value is None:
            return []
        return [pk for pk in (value if name in self.kind.links else [value]) if pk not in self._names.get(model, {})]

    def label(self, name: str) -> str | Promise:
        """Return what a field is called."""
        if name in self._parts:
            return self._parts[name]._meta.verbose_name_plural
        return _("Kurzname") if name == "slug" else self.kind.model._meta.get_field(name).verbose_name

    def tell(self, name: str, value: Any) -> str:
        """Return what a field says, in German; "nichts" where it is empty."""
        if name in self.kind.peculiar and (value or name == "ages"):
            return self.kind.peculiar[name](value)
        if value is None or value in ("", []):
            return str(NOTHING)
        if model := self.referred(name):
            pks = value if name in self.kind.links else [value]
            return get_text_list(sorted(self.name(model, pk) for pk in pks), _("und"))
        return tell_plain(self.kind.model._meta.get_field(name), value)

    def name(self, model: type[Model], pk: int) -> str:
        """Return the name of a record to which another one refers."""
        return self._names.get(model, {}).get(pk) or str(GONE_ACCOUNT if model is User else GONE)

    def who(self, origin: dict[str, Any] | None) -> str:
        """Return who made a version: a person, the portal, or somebody outside of it."""
        if origin is None:
            return _("unbekannt")
        return self.name(User, origin["user"]) if origin.get("user") else _("das Portal")


def tell_plain(column: Any, value: Any) -> str:
    """Return what a column of text, numbers, days, moments or choices says."""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    moment = TYPED[kind](value) if (kind := column.get_internal_type()) in TYPED else None
    if moment:
        return date_format(timezone.localtime(moment) if kind == "DateTimeField" else moment, "DATE_FORMAT")
    return str(dict(column.flatchoices).get(value, value))


def tell_way(origin: dict[str, Any] | None) -> str:
    """Return by which way a version came about."""
    if origin is None:
        return _("außerhalb des Portals, unmittelbar in der Datenbank")
    if way := WAYS.get(origin.get("through", "")):
        return str(way)
    page = origin.get("page", "")
    if page.startswith("admin:"):
        return _("Administration")
    return str(PAGES.get(page) or _("Verwaltung"))


def changed(old: Content | None, new: Content) -> list[str]:
    """Return the fields of which `new` says something else than `old`."""
    return [name for name in new if old is None or new[name] != old.get(name)]


def part_of(content: Content | None, names: Iterable[str]) -> Content:
    return {name: content[name] for name in names if name in content} if content else {}


def tell_changes(words: Words, old: Content, new: Content) -> list[Change]:
    """Return field by field what `new` says otherwise than `old`, in the order in which people read it."""
    names = in_reading_order(words.kind, changed(old, new))
    return [
        Change(name, words.label(name), words.tell(name, old.get(name)), words.tell(name, new[name])) for name in names
    ]


def tell_content(words: Words, content: Content) -> list[Change]:
    """Return all that a version says; what is empty is left out."""
    told = [(name, words.tell(name, content[name])) for name in in_reading_order(words.kind, content)]
    return [
        Change(name, words.label(name), "", text)
        for name, text in told
        if text != NOTHING and content[name] is not False
    ]


def in_reading_order(kind: Kind, names: Iterable[str]) -> list[str]:
    """Return fields as people read them: the content first, in its order."""
    found = dict.fromkeys(names)
    return [name for name in kind.content if name in found] + [name for name in found if name not in kind.content]
