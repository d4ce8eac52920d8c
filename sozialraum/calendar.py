"""Days on which much pauses: the public holidays and the school holidays of a Land."""

import datetime
from collections.abc import Iterable
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Self

from sozialraum.models import Municipality

if TYPE_CHECKING:
    from holidays import HolidayBase


class Pause(NamedTuple):
    """Days off with a name, first and last day included."""

    first_day: datetime.date
    last_day: datetime.date
    name: str


@cache
def public_holidays(federal_state: str) -> "HolidayBase":
    """Return the public holidays of a Land (code as in "NW"); of all Länder alike where the code is unknown.

    The library reckons a year when somebody first asks for a day of it.
    """
    import holidays

    known = federal_state in holidays.Germany.subdivisions
    return holidays.Germany(subdiv=federal_state if known else None, language="de")


def by_day(pauses: Iterable[Pause]) -> dict[datetime.date, Pause]:
    """Return each day of some pauses with its pause."""
    return {
        pause.first_day + datetime.timedelta(days=offset): pause
        for pause in pauses
        for offset in range((pause.last_day - pause.first_day).days + 1)
    }


class HolidayCalendar:
    """What pauses on a day, in one Land."""

    def __init__(self, federal_state: str, school_holidays: Iterable[Pause] = ()) -> None:
        self.federal_state = federal_state
        self._school = by_day(school_holidays)
        self.closures: dict[datetime.date, Pause] = {}

    @classmethod
    def of(cls, municipality: Municipality) -> Self:
        """Return the calendar of a municipality that brought the school holidays of its Land along."""
        day = datetime.date.fromisoformat
        rows = getattr(municipality, "school_holidays", [])
        pauses = [Pause(day(row["first_day"]), day(row["last_day"]), row["name"]) for row in rows]
        return cls(municipality.federal_state, pauses)

    def closed_on(self, pauses: Iterable[Pause]) -> "HolidayCalendar":
        """Return this calendar for somebody who is closed on days of their own too; itself where there are none."""
        own = by_day(pauses)
        if not own:
            return self
        narrower = copy(self)
        narrower.closures = own
        return narrower

    def closure(self, day: datetime.date) -> Pause | None:
        """Return the own closure in which `day` lies."""
        return self.closures.get(day)

    def school_holidays_from(self, day: datetime.date) -> Pause | None:
        """Return the school holidays that are on `day`, or else the next ones; None where none are known."""
        return min((pause for pause in self._school.values() if pause.last_day >= day), default=None)

    def school_holiday(self, day: datetime.date) -> Pause | None:
        """Return the school holidays in which `day` lies."""
        return self._school.get(day)

    def public_holiday(self, day: datetime.date) -> Pause | None:
        """Return the public holiday that `day` is."""
        name = public_holidays(self.federal_state).get(day)
        return Pause(day, day, name) if name else None
