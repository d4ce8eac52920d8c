"""The goals of the city in a year's report: how far each is, by its own words, its metrics and its measures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from monitoring.figures import Figure
from monitoring.outcomes.results import Result
from monitoring.outcomes.tables import RATE_DECIMALS, decimals_of
from monitoring.pictures import Number, Table
from network.models import Goal, Measure


@dataclass(frozen=True)
class GoalTold:
    """A goal, what was reached of the metrics that serve it, and its measures."""

    goal: Goal
    reached: Sequence[str]
    measures: Table


def goals(results: Sequence[Result]) -> list[GoalTold]:
    """Return the goals in their order, those that are not public among them; measures stand as they are today; three queries."""
    found = Goal.objects.prefetch_related("measures__owner")
    return [GoalTold(goal, reached_of(goal, results), measures_of(goal)) for goal in found]


def public_goals(results: Sequence[Result]) -> list[GoalTold]:
    """Return the public goals in their order with their public measures, without what these cost; three queries."""
    measures = Prefetch("measures", Measure.objects.public().select_related("owner"))
    found = Goal.objects.public().prefetch_related(measures)
    return [GoalTold(goal, reached_of(goal, results), public_measures_of(goal)) for goal in found]


def reached_of(goal: Goal, results: Sequence[Result]) -> list[str]:
    """Return a sentence for each metric of a goal of which something was counted and may be seen."""
    return [sentence(one) for one in results if one.metric.goal_id == goal.pk and one.total]


def sentence(result: Result) -> str:
    line = result.total
    said = f"{result.metric}: {line.steps[-1].text(0)} {result.metric.names[-1]}"
    if line.rates:
        said += f", {line.rates[-1].text(RATE_DECIMALS)} %"
    if line.target is not None:
        wanted = Figure(line.target, withheld="").text(decimals_of(line.target))
        said += _(" (Ziel: %(wanted)s)") % {"wanted": f"{wanted} %" if line.rates else wanted}
    return said


def measures_of(goal: Goal) -> Table:
    """Return the measures of a goal; those that were dropped are told too, since somebody had promised them."""
    header = [_("Maßnahme"), _("verantwortlich"), _("fertig bis"), _("Stand"), _("Budget (Euro)")]
    rows = [row_of(measure) for measure in goal.measures.all()]
    return Table(_("Maßnahmen: %(goal)s") % {"goal": goal.title}, header, rows)


def public_measures_of(goal: Goal) -> Table:
    """Return what everybody may know of the measures of a goal; a partner that is not public is not named."""
    header = [_("Maßnahme"), _("verantwortlich"), _("fertig bis"), _("Stand")]
    rows = [row_of(measure)[:-1] for measure in goal.measures.all()]
    for row, measure in zip(rows, goal.measures.all(), strict=True):
        row[1] = row[1] if measure.owner.is_public else "–"
    return Table(_("Maßnahmen: %(goal)s") % {"goal": goal.title}, header, rows)


def row_of(measure: Measure) -> list:
    due = f"{measure.due_on:%d.%m.%Y}" if measure.due_on else ""
    budget = "" if measure.budget is None else Number(Figure(measure.budget, withheld=""), 2)
    return [measure.title, measure.owner.name, due, str(measure.get_status_display()), budget]
