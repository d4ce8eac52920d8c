"""The yearly Erfolgsnachweis: goals and measures, reach, demand, gaps, money, and what the council needs to decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from monitoring.models import SuccessReport
from monitoring.outcomes.goals import GoalTold, goals, public_goals
from monitoring.outcomes.money import Money, money
from monitoring.outcomes.results import Result, public_results, results_of_all
from monitoring.outcomes.shortfalls import Demand, Gaps, demand, missing
from monitoring.outcomes.tables import of_all, of_areas, pieces
from monitoring.pictures import Table
from sozialraum.models import Municipality

ROWS_OF_A_PAGE = 24
MOST_AREAS = 96  # more of them stand on the page of the metric alone


@dataclass(frozen=True)
class Report:
    """All of a year's report; `text` is None where nobody has written any."""

    year: int
    text: SuccessReport | None
    goals: Sequence[GoalTold]
    results: Sequence[Result]
    reach: Table
    by_area: Sequence[Table]
    demand: Sequence[Demand]
    gaps: Gaps
    money: Money


def report_of(year: int, version: str, municipality: Municipality) -> Report:
    """Return the report of a year that is over; gaps are those of today, as of a version of the content."""
    found = results_of_all(year)
    text = SuccessReport.objects.select_related("written_by").filter(year=year).first()
    return Report(
        year=year,
        text=text,
        goals=goals(found),
        results=found,
        reach=of_all(found),
        by_area=by_area(found),
        demand=demand(year),
        gaps=missing(version, municipality),
        money=money(year),
    )


def by_area(results: Sequence[Result]) -> list[Table]:
    """Return the areas of what is measured by a number of the monitoring, such as visits by births, a page each."""
    found = [one for one in results if one.metric.reference_id and 0 < len(one.areas) <= MOST_AREAS]
    return [piece for one in found for piece in pieces(of_areas(one), ROWS_OF_A_PAGE)]


@dataclass(frozen=True)
class PublicReport:
    """What everybody may read of a year: no money, nothing of what families looked for, no gap and no open decision."""

    year: int
    text: SuccessReport
    goals: Sequence[GoalTold]
    results: Sequence[Result]
    reach: Table
    by_area: Sequence[Table]


def public_report_of(year: int) -> PublicReport:
    """Return the public edition of a year; raises SuccessReport.DoesNotExist where it is not published."""
    text = SuccessReport.objects.public().get(year=year)
    found = public_results(year)
    return PublicReport(year, text, public_goals(found), found, of_all(found), by_area(found))


def public_years() -> list[int]:
    """Return the years whose report is published, the latest first; one that is not over is none of them."""
    last = timezone.localdate().year - 1
    published = SuccessReport.objects.public().filter(year__lte=last)
    return list(published.order_by("-year").values_list("year", flat=True))
