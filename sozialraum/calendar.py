"""Days on which much pauses: the public holidays and the school holidays of a Land."""

import datetime
from collections.abc import Iterable
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


class HolidayCalendar:
    """What pauses on a day, in one Land."""

    def __init__(self, federal_state: str, school_holidays: Iterable[Pause] = ()) -> None:
        self.federal_state = federal_state
        self._school = {
            pause.first_day + datetime.timedelta(days=offset): pause
            for pause in school_holidays
            for offset in range((pause.last_day - pause.first_day).days + 1)
        }

    @classmethod
    def of(cls, municipality: Municipality) -> Self:
        """Return the calendar of a municipality that brought the school holidays of its Land along."""
        day = datetime.date.fromisoformat
        rows = getattr(municipality, "school_holidays", [])
        pauses = [Pause(day(row["first_day"]), day(row["last_day"]), row["name"]) for row in rows]
        return cls(municipality.federal_state, pauses)

    def school_holiday(self, day: datetime.date) -> Pause | None:
        """Return the school holidays in which `day` lies."""
        return self._school.get(day)

    def public_holiday(self, day: datetime.date) -> Pause | None:
        """Return the public holiday that `day` is."""
        name = public_holidays(self.federal_state).get(day)
        return Pause(day, day, name) if name else None
