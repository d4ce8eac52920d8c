"""The values that a search can be made of, as the database holds them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Self, TypeVar

from django.db import connection
from django.utils.translation import gettext_lazy as _

from offers.search.asking import Asker, read_asker
from sozialraum.calendar import HolidayCalendar
from sozialraum.models import Municipality

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of one parameter.

    `areas` and `origin` (longitude, latitude) where it names a place, `ages` (months, half-open) where it names an age.
    """

    name: str
    value: str
    code: str
    label: str
    section: str = ""
    areas: tuple[str, ...] = ()
    origin: tuple[float, float] | None = None
    ages: tuple[int, int] | None = None
    is_listed: bool = True

    @property
    def facet(self) -> str:
        """Return the value as it stands in an address."""
        return f"{self.name}={self.value}"


# Values that the code itself gives a meaning; all others are data.
FIXED = [
    *[
        Choice("wochentag", value, value, label)
        for value, label in {
            "mo": _("Montag"),
            "di": _("Dienstag"),
            "mi": _("Mittwoch"),
            "do": _("Donnerstag"),
            "fr": _("Freitag"),
            "sa": _("Samstag"),
            "so": _("Sonntag"),
        }.items()
    ],
    Choice("tageszeit", "vormittag", "vormittag", _("vormittags")),
    Choice("tageszeit", "nachmittag", "nachmittag", _("nachmittags")),
    Choice("tageszeit", "abend", "abend", _("abends")),
    *[
        Choice("wann", value, value, label)
        for value, label in {
            "heute": _("heute"),
            "morgen": _("morgen"),
            "woche": _("diese Woche"),
            "wochenende": _("am Wochenende"),
            "ferien": _("in den Schulferien"),
        }.items()
    ],
    Choice("frei", "1", "1", _("noch Plätze frei")),
    Choice("kostenlos", "1", "1", _("kostenlos")),
    Choice("barrierefrei", "1", "1", _("barrierefrei")),
    Choice("ohne-anmeldung", "1", "1", _("ohne Anmeldung")),
]


class Choices:
    """All choices, by parameter; a value is found by its address or its code, in any case of letters."""

    def __init__(self, choices: list[Choice]) -> None:
        self.by_name: dict[str, list[Choice]] = defaultdict(list)
        self._found: dict[tuple[str, str], Choice] = {}
        self._remembered: dict[str, Any] = {}
        for choice in choices:
            self.by_name[choice.name].append(choice)
            self._found.setdefault((choice.name, choice.code.casefold()), choice)
        # An address wins over a code that happens to read the same.
        self._found.update({(choice.name, choice.value.casefold()): choice for choice in choices})

    @cached_property
    def holidays(self) -> HolidayCalendar:
        """Return the holidays of the municipality, read when the first search asks on which days it means."""
        return HolidayCalendar.of(Municipality.current())

    def find(self, name: str, value: str) -> Choice | None:
        """Return the choice that `value` means for the parameter `name`, or None."""
        return self._found.get((name, value.strip().casefold()))

    def remembered(self, name: str, make: Callable[[Self], T]) -> T:
        """Return what `make` makes of these choices, made once."""
        if name not in self._remembered:
            self._remembered[name] = make(self)
        return self._remembered[name]

    @cached_property
    def asker(self) -> Asker:
        """Return what reads the words of a search; asked of the database when the first text comes."""
        return read_asker()

    def named(self, name: str) -> list[Choice]:
        """Return the choices of a parameter that a form lists, in their order."""
        return [choice for choice in self.by_name.get(name, []) if choice.is_listed]


COLUMNS = (
    "name, value, code, label, section, coalesce(areas, '{}') AS areas, ST_X(origin) AS x, ST_Y(origin) AS y,"
    " lower(ages) AS low, upper(ages) AS high, is_listed"
)


def read_choices() -> Choices:
    """Read all choices with one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM offers_choice"  # noqa: S608 — a constant
            ' ORDER BY name, position, section COLLATE "de-x-icu", label COLLATE "de-x-icu"'
        )
        rows = cursor.fetchall()
    return Choices([read_choice(*row) for row in rows] + FIXED)


def read_choice(*row) -> Choice:
    """Return one row of the view as a choice."""
    name, value, code, label, section, areas, x, y, low, high, is_listed = row
    origin = None if x is None else (x, y)
    ages = None if low is None else (low, high)
    return Choice(name, value, code, label, section, tuple(areas), origin, ages, is_listed)


@lru_cache(maxsize=2)
def load_choices(version: str) -> Choices:
    """Return the choices of a content version, read once per process and version."""
    return read_choices()
