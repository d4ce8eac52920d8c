"""Values of records as people read them in a result: names instead of ids, days and ages in words."""

import datetime
from typing import Any

from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.imports.times import TIMES, slot_of
from offers.imports.values import Plain, Values
from offers.models import Schedule
from offers.wording import describe_ages

TIME_LABELS = {"weekly": gettext_lazy("wöchentliche Termine"), "dates": gettext_lazy("Einzeltermine")}
LONGEST = 400


class Speaker:
    """Says values; names are read from the database once."""

    def __init__(self) -> None:
        self._names: dict[type[Model], dict[int, str]] = {}
        self._labels: dict[tuple[type[Model], str], str] = {}

    def changes(self, model: type[Model], saved: Values, news: Values) -> list[dict[str, Plain]]:
        """Return the new values beside the old ones, as `ImportRow` keeps them."""
        return [
            {
                "field": name,
                "label": self.label(model, name),
                "old": saved.get(name),
                "new": value,
                "was": self.text(model, name, saved.get(name)),
                "becomes": self.text(model, name, value),
            }
            for name, value in news.items()
        ]

    def facts(self, model: type[Model], values: Values) -> list[dict[str, Plain]]:
        """Return the values of a new record as `ImportRow` keeps them."""
        return [
            {"label": self.label(model, name), "becomes": self.text(model, name, value)}
            for name, value in values.items()
        ]

    def label(self, model: type[Model], name: str) -> str:
        if (model, name) not in self._labels:
            self._labels[model, name] = label_of(model, name)
        return self._labels[model, name]

    def text(self, model: type[Model], name: str, value: Plain) -> str:
        """Return a value in words, empty where there is none."""
        if name in TIMES:
            return ", ".join(map(_said, value or ()))
        if value is None or value in ("", []):
            return ""
        field = model._meta.get_field(name)
        if field.many_to_many or isinstance(field, ForeignKey):
            pks = value if isinstance(value, list) else [value]
            return ", ".join(self._name(field.related_model, pk) for pk in pks)
        return _plain_text(field, name, value)

    def _name(self, model: type[Model], pk: int) -> str:
        known = self._names.setdefault(model, {})
        if pk not in known:
            field = "name" if hasattr(model, "name") else "email"
            found = model._default_manager.filter(pk=pk).values_list(field, flat=True).first()
            known[pk] = str(found or _("gibt es nicht mehr"))
        return known[pk]


def label_of(model: type[Model], name: str) -> str:
    """Return what the form calls a field."""
    return str(TIME_LABELS[name] if name in TIMES else model._meta.get_field(name).verbose_name)


def _plain_text(field: Any, name: str, value: Plain) -> str:
    if isinstance(value, bool):
        text = _("ja") if value else _("nein")
    elif isinstance(value, list):
        text = describe_ages(value) if name == "ages" else " / ".join(map(_degrees, reversed(value)))
    elif field.get_internal_type() == "DateField":
        text = f"{datetime.date.fromisoformat(value):%d.%m.%Y}"
    else:
        text = str(dict(field.flatchoices).get(value, value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _degrees(number: float) -> str:
    return f"{number:.5f}".replace(".", ",")


def _said(text: str) -> str:
    slot = slot_of(text)
    on = f"{slot.day:%d.%m.%Y}" if slot.day else Schedule.Weekday(slot.weekday).label
    return f"{on} {slot.starts:%H:%M}–{slot.ends:%H:%M}"
