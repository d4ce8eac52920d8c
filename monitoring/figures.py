"""Numbers as they may be seen, read from the released ones: the only way by which a page comes to a number."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from monitoring.areas import Area, AreaKey
from monitoring.choices import ValueStatus, Withheld
from monitoring.models import Indicator, ReleasedValue
from offers.wording.memory import remembered

# What stands in a table in place of a number, after the customs of German statistics offices: exactly nil, secret, too few
# for a sound rate, no value. Each has a word for those who hear the page.
NIL = "–"
SIGNS = {Withheld.CONFIDENTIAL: "•", Withheld.FEW: "( )", Withheld.MISSING: "…"}
STATUS_SIGNS = {ValueStatus.PROVISIONAL: "p", ValueStatus.ESTIMATED: "s"}
CONVERTED = "u"
MINUS = "−"
COLUMNS = (
    "indicator_id",
    "district_id",
    "social_space_id",
    "reference_date",
    "value",
    "numerator",
    "denominator",
    "withheld",
    "status",
    "is_converted",
    "is_summed",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one area at a day, or why there is none."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    withheld: str = Withheld.MISSING
    status: str = ValueStatus.FINAL
    is_converted: bool = False
    is_summed: bool = False

    def rounded(self, decimals: int) -> Decimal | None:
        """Return the value to so many decimals, half away from nought, as people round."""
        if self.value is None:
            return None
        # The sum has no sign where nothing is left of a number below nought: decimals know a −0 too.
        return self.value.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP") + 0

    def text(self, decimals: int) -> str:
        """Return what stands in a table: the number as Germans write it, or a sign."""
        if self.value is None:
            return SIGNS[Withheld(self.withheld)]
        if not self.value:
            return NIL
        return written(self.rounded(decimals), decimals)

    def word(self) -> str:
        """Return what a sign means, for those who do not see it; nothing where a number stands."""
        if self.value is None:
            return str(Withheld(self.withheld).label)
        return "" if self.value else str(_("null"))

    def data(self, decimals: int) -> str:
        """Return the plain number for the markup, empty where there is none."""
        return "" if self.value is None else f"{self.rounded(decimals).normalize():f}"

    def marks(self) -> str:
        """Return the signs that stand beside a number which is not final, or was carried over a reform."""
        return STATUS_SIGNS.get(self.status, "") + (CONVERTED if self.is_converted else "")


@remembered
def written(number: Decimal, decimals: int) -> str:
    """Return a number as the language writes it; remembered, since the shares of a city are the same few hundred."""
    return typeset(number_format(number, decimals, use_l10n=True, force_grouping=True))


def typeset(number: str) -> str:
    """Return a written number with the minus of typography: as wide as a plus, and read out as one. Files keep the plain one."""
    return number.replace("-", MINUS)


NOTHING = Figure()
Figures = dict[AreaKey, Figure]


def at(indicator: Indicator, day: datetime.date) -> Figures:
    """Return the figures of an indicator at a day by area; areas without a row are not in it."""
    return {area: figure for (_indicator, area, _day), figure in read(indicator.released.filter(reference_date=day))}


def series(
    indicators: Iterable[Indicator], areas: Iterable[AreaKey]
) -> dict[tuple[int, AreaKey], dict[datetime.date, Figure]]:
    """Return the figures of indicators and areas by their days, in the order of time; one query."""
    rows = ReleasedValue.objects.filter(of_areas(areas), indicator__in=list(indicators)).order_by("reference_date")
    found: dict[tuple[int, AreaKey], dict[datetime.date, Figure]] = {}
    for (indicator, area, day), figure in read(rows):
        found.setdefault((indicator, area), {})[day] = figure
    return found


def days_of(indicator: Indicator) -> list[datetime.date]:
    """Return the days for which an indicator has released figures, the latest first."""
    days = indicator.released.order_by("-reference_date").values_list("reference_date", flat=True)
    return list(days.distinct())


def of_areas(areas: Iterable[AreaKey]) -> Q:
    """Return the condition that a row is about one of some areas."""
    ids: dict[str, list[int]] = {"district": [], "space": [], "city": []}
    for kind, pk in areas:
        ids[kind].append(pk)
    wanted = Q(district__in=ids["district"]) | Q(social_space__in=ids["space"])
    return wanted | Q(district=None, social_space=None) if ids["city"] else wanted


def read(rows: QuerySet[ReleasedValue]) -> Iterable[tuple[tuple[int, AreaKey, datetime.date], Figure]]:
    """Yield released rows as figures, each with its indicator, area and day."""
    for indicator, district, space, day, *numbers in rows.values_list(*COLUMNS):
        area = ("district", district) if district else ("space", space) if space else ("city", 0)
        yield (indicator, area, day), Figure(*numbers)


def of(figures: Figures, area: Area) -> Figure:
    """Return the figure of an area, or that there is no value."""
    return figures.get(area.key, NOTHING)
