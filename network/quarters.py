"""Quarters of a year, by which conferences are planned."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter; `number` counts from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """Return the quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last(self) -> datetime.date:
        return self.after(1).first - datetime.timedelta(days=1)

    @property
    def middle(self) -> datetime.date:
        """Return the day at which half of it is over."""
        return self.first + datetime.timedelta(days=self.days // 2)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def after(self, steps: int) -> Self:
        """Return the quarter so many steps later, or earlier where `steps` is below zero."""
        years, number = divmod(self.number - 1 + steps, 4)
        return type(self)(self.year + years, number + 1)

    def __str__(self) -> str:
        return _("%(number)d. Quartal %(year)d") % {"number": self.number, "year": self.year}

    @property
    def short(self) -> str:
        """Return it for a narrow column."""
        return f"{self.number}/{self.year % 100:02}"
