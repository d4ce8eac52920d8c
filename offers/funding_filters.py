"""By what the list of grants is narrowed."""

import datetime
from typing import Any

import django_filters
from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from kit.filtering import WordsFilterSet, one_of
from offers.models import FundingLine, Grant, GrantDeadline

DUE = "faellig"


def years() -> list[tuple[str, str]]:
    """Return the years for which some grant pays, the latest first."""
    ends = Grant.objects.aggregate(first=Min("valid_from"), last=Max("valid_until"))
    if ends["first"] is None:
        return []
    return [(str(year), str(year)) for year in range(ends["last"].year, ends["first"].year - 1, -1)]


class GrantFilter(WordsFilterSet):
    """Grants by word, line, status, year, and whether something is due."""

    searched = ("title", "purpose", "decision_number", "applicant__name", "authority")

    foerderlinie = one_of(FundingLine.objects.all(), "code", _("Förderlinie"), field_name="line")
    stand = django_filters.ChoiceFilter(
        field_name="status", choices=Grant.Status.choices, label=_("Stand"), empty_label=_("alle")
    )
    jahr = django_filters.ChoiceFilter(choices=years, method="in_year", label=_("Jahr"), empty_label=_("alle"))
    frist = django_filters.ChoiceFilter(
        choices=[(DUE, _("etwas ist bald fällig oder überfällig"))],
        method="due",
        label=_("Fristen"),
        empty_label=_("alle"),
    )

    class Meta:
        model = Grant
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, queryset: QuerySet, *, today: datetime.date) -> None:
        """Narrow grants by the parameters of an address, as of a day."""
        self.today = today
        super().__init__(data, queryset)

    def in_year(self, grants: QuerySet[Grant], name: str, value: str) -> QuerySet[Grant]:
        return grants.in_year(int(value))

    def due(self, grants: QuerySet[Grant], name: str, value: str) -> QuerySet[Grant]:
        return grants.filter(pk__in=GrantDeadline.objects.soon(self.today).values("grant"))
