"""The money of a year: what the grants that pay for it bring, by line, and what comes to its end."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from monitoring.figures import Figure
from monitoring.pictures import Number, Table
from offers.models import Grant

Status = Grant.Status
DECIMALS = 2


@dataclass(frozen=True)
class Money:
    """The grants of a year by line, those that end in the year after it, and those that are not decided yet."""

    table: Table
    ending: Sequence[Grant]
    undecided: Sequence[Grant]


def money(year: int) -> Money:
    """Return the money of a year; three queries."""
    decided = Grant.objects.in_year(year).filter(status__in=Grant.DECIDED)
    return Money(by_line(decided, year), list(ending(year + 1)), list(undecided(year + 1)))


def by_line(grants: QuerySet[Grant], year: int) -> Table:
    """Return a line for each funding line and their sum; grants that reach over the year count whole."""
    sums: dict[str, list[Decimal]] = {}
    for grant in grants.with_forwarded().select_related("line").order_by("line__order", "line__name", "pk"):
        sums.setdefault(grant.line.name, []).append((grant.amount, grant.own_share, grant.forwarded))
    rows = [
        [name, number(len(found), 0), *map(number, map(sum, zip(*found, strict=True)))] for name, found in sums.items()
    ]
    if len(rows) > 1:
        every = [amounts for found in sums.values() for amounts in found]
        rows.append([_("zusammen"), number(len(every), 0), *map(number, map(sum, zip(*every, strict=True)))])
    header = [
        _("Förderlinie"),
        _("Förderungen"),
        _("Förderung (Euro)"),
        _("Eigenanteil (Euro)"),
        _("weitergeleitet (Euro)"),
    ]
    return Table(_("Förderungen, die %(year)s gelten") % {"year": year}, header, rows)


def number(amount: Decimal | int, decimals: int = DECIMALS) -> Number:
    return Number(Figure(Decimal(amount), withheld=""), decimals)


def ending(year: int) -> QuerySet[Grant]:
    """Return the granted money that comes to its end in a year and that no grant of the same line goes on from."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    going_on = Grant.objects.filter(valid_until__gt=last, status__in=Grant.DECIDED).values("line")
    over = Grant.objects.filter(valid_until__range=(first, last), status__in=Grant.DECIDED)
    return over.exclude(line__in=going_on).select_related("line").order_by("valid_until", "title")


def undecided(year: int) -> QuerySet[Grant]:
    """Return what is prepared or applied for from a year on: its own share is to be decided."""
    open_ones = Grant.objects.filter(
        status__in=[Status.PLANNED, Status.APPLIED], valid_from__gte=datetime.date(year, 1, 1)
    )
    return open_ones.select_related("line").order_by("valid_from", "title")
