"""The series that are stored already: a line that says the same as one of them means that one."""

import datetime
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.models import Schedule
from offers.sessions import FORTNIGHT, Series
from offers.spoken_times.refusals import MisreadError
from offers.wording.times import is_over

Kind = Schedule.Kind
FIRST_DAY_MISSING = gettext_lazy(
    "Bitte dazuschreiben, ab wann, zum Beispiel „ab 14. Januar“: sonst weiß niemand, welche Wochen gemeint sind."
)


# Nobody plans further ahead, and nothing has been going on for longer: a digit of the year is wrong.
YEARS_AHEAD: Final = 10
YEARS_AGO: Final = 100


class Stored:
    """Known series, each given back once as long as another is said the same."""

    def __init__(self, known: Iterable[Series], today: datetime.date) -> None:
        self.today = today
        self.years = range(today.year - YEARS_AGO, today.year + YEARS_AHEAD + 1)
        self.left = list(known)
        self.given: list[Series] = []

    def settle(self, series: Series, *, first_day_said: bool, unclear: str = "") -> Series:
        """Return the known series that reads like this one, or else this one; raises MisreadError where neither can be.

        Where a line does not say from when, it means one that has begun already. `unclear` is why a new one is refused.
        """
        if found := self.take(series, first_day_said=first_day_said):
            return found
        if unclear:
            raise MisreadError(unclear)
        if is_over(series, self.today):
            raise MisreadError(_("Das ist schon vorbei."))
        if series.last_day and series.last_day < series.first_day:
            raise MisreadError(_("Der letzte Tag darf nicht vor dem ersten liegen."))
        if not {series.first_day.year, (series.last_day or series.first_day).year} <= set(self.years):
            raise MisreadError(_("Das ist weit weg vom heutigen Tag. Bitte das Jahr prüfen."))
        return series

    def take(self, series: Series, *, first_day_said: bool) -> Series | None:
        said = alike(series)
        for pile in (self.left, self.given):
            fitting = [one for one in pile if alike(one) == said]
            if first_day_said:
                fitting = [one for one in fitting if one.first_day == series.first_day]
            else:
                fitting = [one for one in fitting if one.first_day <= self.today]
            if fitting:
                return self.give(fitting)
        return None

    def give(self, fitting: list[Series]) -> Series:
        chosen = min(fitting, key=lambda one: one.first_day)
        if chosen.kind == Kind.FORTNIGHTLY and len({weeks(one) for one in fitting}) > 1:
            raise MisreadError(FIRST_DAY_MISSING)
        if chosen in self.left:
            self.left.remove(chosen)
            self.given.append(chosen)
        return chosen


def alike(series: Series) -> tuple:
    """Return what a line says of a series, its first day left out: nobody says seconds, nor pauses of a single session."""
    clock = (f"{series.starts:%H:%M}", f"{series.ends:%H:%M}")
    if series.kind == Kind.ONCE:
        return (series.kind, series.first_day, *clock)
    pauses = (series.pauses_in_school_holidays, series.pauses_on_public_holidays)
    return (series.kind, series.weekday, series.nth, series.last_day, *clock, *pauses)


def weeks(series: Series) -> bool:
    """Return in which of two weeks a fortnightly series takes place."""
    return (series.first_day.toordinal() - series.first_day.weekday()) % FORTNIGHT >= FORTNIGHT // 2
