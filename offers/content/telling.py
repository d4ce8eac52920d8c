"""Contents in words: what a field says, and what changed."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.content.applying import parsed
from offers.content.comparing import changed_fields
from offers.content.fields import FIELDS, LINKS, REFERENCES, TIMES, label_of
from offers.content.reading import Content
from offers.models import Offer, Schedule
from offers.sessions import Series
from offers.spoken_times import say
from offers.wording import describe_ages

NOTHING: Final = gettext_lazy("nichts")
# Without a number of months it is that of the seasons.
RHYTHM: Final = "review_months"
# Of what is over, too, people want to read when it was.
LONG_AGO: Final = datetime.date.min


@dataclass(frozen=True)
class Change:
    """One field of which two contents say different things, in words."""

    name: str
    label: str | Promise
    old: str
    new: str


class Teller:
    """Tells what contents say; the names of what they refer to are read once for all of them."""

    def __init__(self, contents: Iterable[Content]) -> None:
        wanted: dict[type, set[int]] = defaultdict(set)
        for content in contents:
            for name in {*REFERENCES, *LINKS} & content.keys():
                value = content[name]
                wanted[Offer._meta.get_field(name).related_model] |= set(value if name in LINKS else [value]) - {None}
        self._names = {
            model: {record.pk: str(record) for record in without_shapes(model).filter(pk__in=ids)}
            for model, ids in wanted.items()
            if ids
        }

    def tell(self, name: str, value: Any) -> str:
        """Return what a field says, in German; "nichts" where it is empty."""
        if name == "ages":
            return describe_ages(value)
        if value in (None, "", []) and name != RHYTHM:
            return str(NOTHING)
        return self._tell_references(name, value) if name in {*REFERENCES, *LINKS} else tell_plain(name, value)

    def _tell_references(self, name: str, value: int | list[int]) -> str:
        names = [self._name(name, pk) for pk in (value if name in LINKS else [value])]
        return get_text_list(sorted(names), _("und"))

    def _name(self, name: str, pk: int) -> str:
        gone = _("(inzwischen gelöscht)")
        return self._names.get(Offer._meta.get_field(name).related_model, {}).get(pk, gone)


def without_shapes(model: type) -> Any:
    """Return a model's records without the boundaries that an area has."""
    boundaries = [field.name for field in model._meta.concrete_fields if field.name == "boundary"]
    return model._default_manager.defer(*boundaries)


def tell_plain(name: str, value: Any) -> str:
    """Return what a field of text, numbers, days, choices or times says."""
    if name in PECULIAR:
        return PECULIAR[name](value)
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    return str(dict(Offer._meta.get_field(name).flatchoices).get(value, value))


def tell_times(times: list[dict[str, Any]]) -> str:
    """Return times, each in a line."""
    return "\n".join(say(Series.of_row(Schedule(**parsed(time))), today=LONG_AGO) for time in times)


def tell_point(coords: list[float]) -> str:
    """Return a point as it stands in an atlas."""
    longitude, latitude = (f"{degrees:.5f}".replace(".", ",") for degrees in coords)
    return _("%(latitude)s Nord, %(longitude)s Ost") % {"latitude": latitude, "longitude": longitude}


def tell_day(day: str) -> str:
    return date_format(datetime.date.fromisoformat(day), "DATE_FORMAT")


PECULIAR: Final = {TIMES: tell_times, "point": tell_point, "valid_from": tell_day, "valid_until": tell_day}


def tell_changes(old: Content, new: Content, teller: Teller | None = None) -> list[Change]:
    """Return field by field what `new` says otherwise than `old`, in words."""
    told = teller or Teller([old, new])
    return [
        Change(name, label_of(name), told.tell(name, old.get(name, "")), told.tell(name, new[name]))
        for name in changed_fields(old, new)
    ]


def tell_all(content: Content) -> list[Change]:
    """Return all that a content says, as changes from nothing; what is empty is left out."""
    teller = Teller([content])
    told = (
        (name, teller.tell(name, content[name])) for name in FIELDS if name in content and content[name] is not False
    )
    return [Change(name, label_of(name), "", text) for name, text in told if text != NOTHING]
