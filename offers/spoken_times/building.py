"""Series, made of what a line says."""

import datetime
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.models import Schedule
from offers.sessions import WEEK, Series
from offers.spoken_times.dates import bounds, single_days
from offers.spoken_times.items import DayWords, Ordinal, Weekdays
from offers.spoken_times.refusals import MisreadError
from offers.spoken_times.sorting import Clause, Statement, Which
from offers.spoken_times.stored import FIRST_DAY_MISSING, Stored
from offers.wording import describe_day

Kind = Schedule.Kind
PAUSES: Final = ("pauses_in_school_holidays", "pauses_on_public_holidays")
CLASHING: Final = gettext_lazy("Das passt nicht zusammen. Bitte für jede Zeit eine eigene Zeile schreiben.")


@dataclass
class Days:
    """On which days: weekdays, or some of them in the month (`nths`: which, weekday), or single ones."""

    weekdays: list[int] = field(default_factory=list)
    nths: list[tuple[int, int]] = field(default_factory=list)
    single: list[DayWords] = field(default_factory=list)


def build(statement: Statement, stored: Stored) -> list[Series]:
    """Return the series of a line; raises MisreadError where it says too little or what cannot be."""
    if not statement.clauses:
        raise MisreadError(_("Bitte Tag und Uhrzeit nennen, zum Beispiel „dienstags, 9:30–11 Uhr“."))
    return [series for clause in statement.clauses for series in series_of(clause, statement.rules, stored)]


def series_of(clause: Clause, rules: dict[str, Any], stored: Stored) -> list[Series]:
    if not clause.spans:
        raise MisreadError(_("Bitte die Uhrzeit dazuschreiben, zum Beispiel „9:30–11 Uhr“."))
    days = days_of(clause.days)
    if days.single:
        return once(days, clause, rules, stored)
    if not days.weekdays and not days.nths:
        raise MisreadError(
            _("Bitte den Tag dazuschreiben, zum Beispiel „dienstags“, „täglich“ oder „am 3. Februar 2027“.")
        )
    return repeated(days, clause, rules, stored)


def days_of(said: list[Which]) -> Days:
    """Return the days of a clause; an ordinal belongs to the weekday or the month that comes after it."""
    days = Days()
    ordinals: list[int] = []
    for item in said:
        if isinstance(item, Ordinal):
            ordinals.append(item.number)
            continue
        if isinstance(item, DayWords) and min(ordinals, default=1) < 1:
            raise MisreadError(CLASHING)
        if isinstance(item, DayWords):
            days.single += [item._replace(day=number, weekday=None) for number in ordinals]
            days.single.append(item)
        elif ordinals:
            days.nths += nths(ordinals, item)
        else:
            days.weekdays += item.days
        ordinals = []
    if ordinals:
        raise MisreadError(_("Bitte den Wochentag dazuschreiben, zum Beispiel „jeden 1. Montag im Monat“."))
    if sum(map(bool, (days.weekdays, days.nths, days.single))) > 1 or len(set(days.weekdays)) < len(days.weekdays):
        raise MisreadError(CLASHING)
    return days


def nths(ordinals: list[int], weekdays: Weekdays) -> list[tuple[int, int]]:
    known = set(Schedule.Nth.values)
    if len(weekdays.days) > 1:
        raise MisreadError(CLASHING)
    if not known.issuperset(ordinals):
        raise MisreadError(_("Das gibt es nicht in jedem Monat: Möglich sind der 1. bis 4. und der letzte Wochentag."))
    return [(number, weekdays.days[0]) for number in ordinals]


def once(days: Days, clause: Clause, rules: dict[str, Any], stored: Stored) -> list[Series]:
    """Return single sessions. They take place when they are set, so "auch an Feiertagen" adds nothing to them."""
    if any(value for name, value in rules.items()):
        raise MisreadError(
            _("Ein einzelner Termin hat keinen Rhythmus und keine Pausen: nur Datum und Uhrzeit nennen.")
        )
    return [
        stored.settle(Series(Kind.ONCE, day.weekday(), None, day, None, *span), first_day_said=True)
        for day in single_days(days.single, stored.today)
        for span in clause.spans
    ]


def repeated(days: Days, clause: Clause, rules: dict[str, Any], stored: Stored) -> list[Series]:
    kind = kind_of(days, rules)
    first, last = rules.get("first_day"), rules.get("last_day")
    begins, ends = bounds(first, last, stored.today)
    unclear = unclear_weeks(days, first, begins) if kind == Kind.FORTNIGHTLY else ""
    pauses = {name: rules[name] for name in PAUSES if name in rules}
    return [
        stored.settle(
            Series(kind, weekday, nth, begins or stored.today, ends, *span, **pauses),
            first_day_said=begins is not None,
            unclear=unclear,
        )
        for nth, weekday in days.nths or [(None, weekday) for weekday in days.weekdays]
        for span in clause.spans
    ]


def unclear_weeks(days: Days, first: DayWords | None, begins: datetime.date | None) -> str:
    """Return why nobody knows which weeks a fortnightly series means; empty where its first day tells.

    "Alle zwei Wochen mittwochs, ab 14. Januar", which is a Thursday: the week of that day, or the next?
    """
    if first is None:
        return FIRST_DAY_MISSING
    if first.whole_month:
        return _("Bitte den ersten Tag genau nennen, zum Beispiel „ab 14. Januar“.")
    # The end of the calendar is refused for its year.
    if begins.weekday() not in days.weekdays and begins.year < datetime.MAXYEAR:
        ahead = datetime.timedelta(min((weekday - begins.weekday()) % WEEK for weekday in days.weekdays))
        said = {
            "day": describe_day(begins),
            "weekday": Schedule.Weekday(begins.weekday()).label,
            "next": describe_day(begins + ahead),
            "later": describe_day(begins + ahead + datetime.timedelta(WEEK)),
        }
        return _("Der %(day)s ist ein %(weekday)s. Bitte „ab %(next)s“ oder „ab %(later)s“ schreiben.") % said
    return ""


def kind_of(days: Days, rules: dict[str, Any]) -> Kind:
    """Return the rhythm of repeated days; one that can be understood in two ways is refused."""
    said = rules.get("kind")
    if not days.nths:
        if said == Kind.MONTHLY:
            raise MisreadError(_("Bitte sagen, der wievielte im Monat, zum Beispiel „jeden 1. Montag im Monat“."))
        return said or Kind.WEEKLY
    if said not in {None, Kind.MONTHLY}:
        raise MisreadError(CLASHING)
    if not said and rules.get("every") and len(days.nths) == 1:
        refuse_every_second(*days.nths[0])
    return Kind.MONTHLY


def refuse_every_second(nth: int, weekday: int) -> None:
    """Refuse "jeden zweiten Donnerstag" without "im Monat": for many that is every other week. The first is clear."""
    if nth > Schedule.Nth.FIRST:
        said = {"nth": nth, "weekday": Schedule.Weekday(weekday).label}
        why = _(
            "Das kann zweierlei heißen. Bitte „jeden %(nth)s. %(weekday)s im Monat“ schreiben oder „alle zwei Wochen“."
        )
        raise MisreadError(why % said)
