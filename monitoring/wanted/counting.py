"""Searches without a result, divided by district, age and topic, as far as that may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.choosing import Choosing, Control, Option
from monitoring.wanted.months import Span
from monitoring.wanted.rounding import Parts, publishable, rounded
from offers.models import AgeStep, Topic
from sozialraum.models import District


@dataclass(frozen=True)
class Side:
    """One of the things by which searches are told apart: its name in addresses, its column, what people call it."""

    name: str
    column: str
    label: str | Promise
    unnamed: str | Promise
    records: Sequence[Model]

    def key(self, record: Model) -> str:
        """Return how addresses name one of its values."""
        return record.slug if isinstance(record, District) else record.code


def sides() -> list[Side]:
    """Return all three, each with its values; three queries."""
    districts = District.objects.for_families().defer("boundary", "parent__boundary")
    return [
        Side("stadtteil", "district", _("Stadtteil"), _("ohne einen bestimmten Stadtteil"), list(districts)),
        Side("alter", "age_step", _("Alter"), _("ohne ein bestimmtes Alter"), list(AgeStep.objects.all())),
        Side("thema", "topic", _("Thema"), _("ohne ein bestimmtes Thema"), list(Topic.objects.order_by("name"))),
    ]


@dataclass(frozen=True)
class Narrowed:
    """The one value that all numbers are about, where one is chosen."""

    side: Side
    record: Model


def narrowed(choosing: Choosing, there: Sequence[Side]) -> Narrowed | None:
    """Return the value that an address chooses; of several the first, since two would leave numbers too small to show."""
    found = None
    for side in there:
        values = {side.key(record): record for record in side.records}
        record = choosing.one(side.name, side.label, values, None)
        if record and found:
            choosing.remarks.append(
                str(_("Bitte nur eines wählen: Stadtteil, Alter oder Thema. Wir zeigen die Seite für %(first)s."))
                % {"first": found.record.name}
            )
            break
        if record:
            found = Narrowed(side, record)
    return found


def controls(there: Sequence[Side], chosen: Narrowed | None) -> list[Control]:
    """Return the lists to choose from."""
    return [
        Control(
            side.name,
            side.label,
            [Option("", _("alle")), *(Option(side.key(record), record.name) for record in side.records)],
            side.key(chosen.record) if chosen and chosen.side is side else "",
        )
        for side in there
    ]


def told(span: Span, there: Sequence[Side], chosen: Narrowed | None) -> Mapping[str, Parts]:
    """Return by the name of each side what may be shown of a span; at most four queries.

    Where one value is chosen, its own number stands on the page of all, so it is one of the tables that must fit.
    """
    condition = Q(**{chosen.side.column: chosen.record}) if chosen else Q()
    searches = span.searches.filter(condition)
    tables = [
        (side.name, Parts.of(counts(searches, side), len(side.records) + 1))
        for side in there
        if not (chosen and chosen.side is side)
    ]
    if chosen:
        own = searches.aggregate(number=Sum("number"))["number"] or 0
        tables.insert(0, (chosen.side.name, Parts({chosen.record.pk: rounded(own)}, 1)))
    return publishable(tables)


def counts(searches, side: Side) -> dict[int | None, int]:
    """Return how many searches named each value of a side (by id, None for none of them); one query."""
    rows = searches.order_by().values(side.column).annotate(sum=Sum("number"))
    return dict(rows.values_list(side.column, "sum"))
