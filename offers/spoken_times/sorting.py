"""What was recognised in a line, sorted: which hours belong to which days, and what holds for all of the line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from offers.models import Schedule
from offers.spoken_times.items import DayWords, Item, Ordinal, Rule, Span, Weekdays
from offers.spoken_times.refusals import MisreadError

Which = Weekdays | Ordinal | DayWords


@dataclass
class Clause:
    """Days and their hours, either of them first: "dienstags 9–11, 14–16 Uhr" or "9–11 Uhr dienstags, donnerstags"."""

    items: list[Which | Span] = field(default_factory=list)

    @property
    def days(self) -> list[Which]:
        return [item for item in self.items if not isinstance(item, Span)]

    @property
    def spans(self) -> list[Span]:
        return [item for item in self.items if isinstance(item, Span)]

    def ends_before(self, item: Which | Span) -> bool:
        """Return whether an item is the first of a new clause: this one has both, and it began with the like of it."""
        return bool(self.days and self.spans) and isinstance(item, Span) == isinstance(self.items[0], Span)


@dataclass
class Statement:
    """A line: `rules` by their names (`first_day`, `last_day`, `kind`, `every` and the pauses as `Series` calls them)."""

    clauses: list[Clause] = field(default_factory=list)
    rules: dict[str, Any] = field(default_factory=dict)

    def add_rule(self, rule: Rule) -> None:
        if self.rules.setdefault(rule.name, rule.value) != rule.value:
            raise MisreadError(_("Das widerspricht sich. Bitte für jede Zeit eine eigene Zeile schreiben."))

    def add_item(self, item: Which | Span, before: Item | None) -> None:
        if not self.clauses or self.clauses[-1].ends_before(item):
            self.clauses.append(Clause())
        clause = self.clauses[-1]
        # "Montags bis freitags außer feiertags, samstags": is Saturday excepted as well?
        if is_pause(before) and clause.days and not clause.spans and not isinstance(item, Span):
            raise MisreadError(_("Bitte erst die Tage und Uhrzeiten nennen, Pausen am Ende der Zeile."))
        clause.items.append(item)

    def check_clauses(self) -> None:
        """Refuse a rule that might hold for one of several clauses only, and different kinds of days in one line."""
        general = {**self.rules, "kind": self.rules.get("kind", Schedule.Kind.WEEKLY)}
        general.pop("every", None)
        types = {type(item) for clause in self.clauses for item in clause.days}
        if len(self.clauses) > 1 and (general != {"kind": Schedule.Kind.WEEKLY} or len(types) > 1):
            why = _("Bitte für jede Zeit eine eigene Zeile schreiben, damit klar ist, was wofür gilt.")
            raise MisreadError(why)


def is_pause(item: Item | None) -> bool:
    return isinstance(item, Rule) and item.name.startswith("pauses")


def sort(items: Iterable[Item]) -> Statement:
    """Return what a line says; raises MisreadError where it says two things at once."""
    statement = Statement()
    before = None
    for item in items:
        if isinstance(item, Rule):
            statement.add_rule(item)
        else:
            statement.add_item(item, before)
        before = item
    statement.check_clauses()
    return statement
