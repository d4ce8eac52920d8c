"""Life that the files tell as of one day, moved so that it lies about the day on which it is loaded."""

import dataclasses
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self

from network.models import Conference
from network.quarters import Quarter
from offers.example_city.reading import Entry

AS_OF: Final = datetime.date(2026, 11, 26)  # the day as of which the files are written
WEEK: Final = 7
OF_QUARTERS: Final = frozenset({"quarter", "runs", "since", "arose"})  # keys whose days are those of a quarter or month
YEAR: Final = re.compile(r"\b(20\d\d)(?:/(\d\d))?\b")  # as texts name it: "2025", "2025/26"
TABLES: Final = ("conference_group", "conference", "activity", "project")


@dataclass(frozen=True)
class Shift:
    """By how many whole quarters the life of the files is moved.

    First days of months stay first days; all others move by whole weeks, so that they keep their weekday and their order,
    and stay in their quarter where they are a week away from its ends.
    """

    quarters: int

    @property
    def days(self) -> datetime.timedelta:
        first = Quarter.of(AS_OF)
        return datetime.timedelta(days=round((first.after(self.quarters).first - first.first).days / WEEK) * WEEK)

    @classmethod
    def to(cls, today: datetime.date) -> Self:
        """Return the largest shift after which the day of the files is not later than today."""
        found = cls(number_of(Quarter.of(today)) - number_of(Quarter.of(AS_OF)))
        return found if AS_OF + found.days <= today else cls(found.quarters - 1)

    def moved(self, value: Any, *, key: str = "") -> Any:
        """Return a value of a file with all days in it moved."""
        if isinstance(value, dict):
            return {name: self.moved(one, key=key or name) for name, one in value.items()}
        if isinstance(value, list):
            return [self.moved(one, key=key) for one in value]
        if not isinstance(value, datetime.date):
            return value
        return self.month(value) if key in OF_QUARTERS else value + self.days

    def month(self, day: datetime.date) -> datetime.date:
        """Return the same day of a month so many quarters later."""
        months = day.year * 12 + day.month - 1 + 3 * self.quarters
        return day.replace(year=months // 12, month=months % 12 + 1)


@dataclass(frozen=True)
class Years:
    """By how many whole years life is moved that goes by calendar years: money, outcomes and what is written of them.

    The years that texts name move along.
    """

    number: int

    @classmethod
    def to(cls, today: datetime.date) -> Self:
        """Return the largest shift after which the day of the files is not later than today."""
        return cls(today.year - AS_OF.year - ((today.month, today.day) < (AS_OF.month, AS_OF.day)))

    @classmethod
    def since(cls, told: Iterable[int], loaded: int | None, today: datetime.date) -> Self:
        """Return the shift with which something was first loaded, or the one for today.

        `told` are its years in the files, `loaded` is the earliest in the database: a later run must change nothing.
        """
        return cls.to(today) if loaded is None else cls(loaded - min(told, default=loaded))

    def moved(self, value: Any, *, key: str = "") -> Any:
        """Return a value of a file with all days and years in it moved."""
        if isinstance(value, dict):
            return {name: self.moved(one, key=name) for name, one in value.items()}
        if isinstance(value, list):
            return [self.moved(one, key=key) for one in value]
        return self.day(value) if isinstance(value, datetime.date) else self.told(value, key)

    def told(self, value: Any, key: str) -> Any:
        """Return a text with its years moved, or a number, moved where it is a year."""
        if isinstance(value, str):
            return YEAR.sub(self.named, value)
        return value + self.number if key == "year" else value

    def entries(self, found: Iterable[Entry]) -> list[Entry]:
        return [dataclasses.replace(entry, values=self.moved(entry.values)) for entry in found]

    def day(self, day: datetime.date) -> datetime.date:
        """Return the same day of another year; what is due at the end of February stays due at its end."""
        next_day = day + datetime.timedelta(days=1)
        if (next_day.month, next_day.day) != (3, 1):
            return day.replace(year=day.year + self.number)
        return next_day.replace(year=day.year + self.number) - datetime.timedelta(days=1)

    def named(self, found: re.Match[str]) -> str:
        """Return a year of a text, moved, with the last digits of the one after it where the text names both."""
        year, next_one = int(found[1]) + self.number, found[2]
        return f"{year}/{(int(next_one) + self.number) % 100:02}" if next_one else str(year)


def number_of(quarter: Quarter) -> int:
    return quarter.year * 4 + quarter.number


def shift_of(conferences: Iterable[Entry], today: datetime.date) -> Shift:
    """Return the shift with which conferences were first loaded, or the one for today.

    A later run must change nothing, so the earliest conference of these groups tells where they stand.
    """
    told = [(entry.values["group"], entry.values["quarter"]) for entry in conferences]
    loaded = Conference.objects.filter(group__slug__in={group for group, _quarter in told})
    first = loaded.order_by("quarter").values_list("quarter", flat=True).first()
    if first is None:
        return Shift.to(today)
    return Shift(number_of(Quarter.of(first)) - number_of(Quarter.of(min(quarter for _group, quarter in told))))


def brought_up(entries: dict[str, list[Entry]], today: datetime.date) -> dict[str, list[Entry]]:
    """Return the entries with the life of conferences moved to today; all others as they are."""
    shift = shift_of(entries.get("conference", []), today)
    return entries | {
        table: [dataclasses.replace(entry, values=shift.moved(entry.values)) for entry in entries[table]]
        for table in TABLES
        if table in entries
    }
