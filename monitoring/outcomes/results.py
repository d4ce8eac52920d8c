"""Outcomes as they may be seen: of all, of each area, of each offer and programme, beside their targets."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from monitoring.areas import CITY, AreaKey
from monitoring.choices import Withheld
from monitoring.disclosure.primary import Limits
from monitoring.figures import NOTHING, Figure
from monitoring.models import OutcomeMetric, OutcomeTarget
from monitoring.outcomes.counting import Counted, Counts, Subject, counted
from monitoring.outcomes.protecting import TOTAL, Puzzle, What
from monitoring.outcomes.reference import Reference, inhabitants, reference_of
from offers.models import Offer, Programme
from sozialraum.models import District, SocialSpace

PER_CENT = Decimal(100)
MIN_DENOMINATOR = Limits().min_denominator


@dataclass(frozen=True)
class Line:
    """What was counted of something: its steps, what it is measured by, the shares, and what was wanted."""

    name: str
    code: str
    steps: Sequence[Figure]
    reference: Figure | None
    rates: Sequence[Figure]
    target: Decimal | None

    @property
    def reached(self) -> Figure:
        """Return the figure that the target is about: the last share, or else the number."""
        return self.rates[-1] if self.rates else self.steps[0]

    @property
    def is_reached(self) -> bool | None:
        """Return whether the target is reached; None where there is none, or where the number is not shown."""
        if self.target is None or self.reached.value is None:
            return None
        return self.reached.value >= self.target


@dataclass(frozen=True)
class Shower:
    """Makes lines of what was counted, less what must be withheld."""

    metric: OutcomeMetric
    hidden: AbstractSet[Hashable]
    reference: Reference
    targets: Mapping[What, Decimal]

    def line(self, what: What, counts: Counts, name: str, code: str = "") -> Line:
        steps = [self.step(what, step, count) for step, count in enumerate(counts)]
        reference = self.measured_by(what)
        wholes = [reference] if reference else steps[:-1]
        parts = steps if reference else steps[1:]
        rates = [self.rate(part, whole) for part, whole in zip(parts, wholes, strict=True)]
        return Line(name, code, steps, reference, rates, self.targets.get(what))

    def step(self, what: What, step: int, count: int) -> Figure:
        if (what, step) in self.hidden:
            return Figure(withheld=Withheld.CONFIDENTIAL)
        return Figure(Decimal(count), withheld="")

    def measured_by(self, what: What) -> Figure | None:
        """Return what numbers of an area are measured by, as it may be seen; None where by nothing."""
        if self.metric.reference_id is None:
            return None
        kind, which = what
        area = CITY if kind == "total" else which if kind == "area" and which != CITY else None
        if area in self.reference.shown:
            return Figure(Decimal(self.reference.shown[area]), withheld="")
        return Figure(withheld=Withheld.CONFIDENTIAL) if area in self.reference.known else NOTHING

    def rate(self, part: Figure, whole: Figure) -> Figure:
        """Return a share in per cent: none where one of its numbers is not shown, or where it rests on too few people."""
        for number in (part, whole):
            if number.value is None:
                return Figure(withheld=number.withheld)
        if not whole.value:
            return NOTHING
        if self.metric.counts_people and whole.value < MIN_DENOMINATOR:
            return Figure(withheld=Withheld.FEW)
        return Figure(part.value * PER_CENT / whole.value, withheld="")


@dataclass(frozen=True)
class Result:
    """All that may be seen of a metric in a year; without a `shower` nothing was counted."""

    metric: OutcomeMetric
    year: int
    found: Counted
    shower: Shower | None

    @cached_property
    def total(self) -> Line | None:
        """The sum of all; None where nothing was counted."""
        return self.shower.line(TOTAL, self.found.total, _("zusammen")) if self.shower else None

    @cached_property
    def areas(self) -> Sequence[Line]:
        """The lines of areas by name; what names none comes last. Where nothing names an area there are none."""
        return of_areas(self.shower, self.found) if self.shower else ()

    @cached_property
    def subjects(self) -> Sequence[Line]:
        """The lines of offers and programmes by name."""
        return of_subjects(self.shower, self.found) if self.shower else ()


def results(metrics: Iterable[OutcomeMetric], year: int) -> list[Result]:
    """Return what may be seen of metrics in a year; of how many there are, the number of queries says nothing."""
    metrics = list(metrics)
    there, people, targets = counted(metrics, year), inhabitants(year), targets_of(metrics, year)
    return [result(metric, there[metric.pk], people, targets.get(metric.pk, {})) for metric in metrics]


def result(
    metric: OutcomeMetric, found: Counted, people: Mapping[AreaKey, float], targets: Mapping[What, Decimal]
) -> Result:
    """Return what may be seen of what was counted."""
    if found.total is None:
        return Result(metric, found.year, found, None)
    reference = reference_of(metric.reference, found.year)
    hidden = Puzzle(found, reference, people).solved()
    return Result(metric, found.year, found, Shower(metric, hidden, reference, targets))


def results_of_all(year: int) -> list[Result]:
    """Return the results of all metrics that are collected, or of which something was counted in the year."""
    found = results(OutcomeMetric.objects.select_related("reference"), year)
    return [one for one in found if one.metric.is_active or one.total]


def public_results(year: int) -> list[Result]:
    """Return the results of the metrics that everybody may see and of which something was counted in the year."""
    found = results(OutcomeMetric.objects.public().select_related("reference"), year)
    return [one for one in found if one.total]


def of_areas(shower: Shower, found: Counted) -> list[Line]:
    """Return the lines of areas by name; what names none comes last. Where nothing names an area there are no lines."""
    areas = found.areas
    if set(areas) == {CITY}:
        return []
    names = names_of_areas(areas)
    lines = [shower.line(("area", area), counts, *names[area]) for area, counts in areas.items()]
    return sorted(lines, key=lambda line: (not line.code, line.name))


def of_subjects(shower: Shower, found: Counted) -> list[Line]:
    """Return the lines of offers and programmes by name."""
    names = names_of_subjects(found.subjects)
    lines = [shower.line(("subject", subject), counts, names[subject]) for subject, counts in found.subjects.items()]
    return sorted(lines, key=lambda line: line.name)


def names_of_areas(areas: Iterable[AreaKey]) -> dict[AreaKey, tuple[str, str]]:
    """Return the name and the code of each area; two queries."""
    keys = list(areas)
    named: dict[AreaKey, tuple[str, str]] = {CITY: (_("ohne ein bestimmtes Gebiet"), "")}
    for kind, model in (("district", District), ("space", SocialSpace)):
        ids = [pk for what, pk in keys if what == kind]
        named |= {
            (kind, pk): (name, code)
            for pk, name, code in model.objects.filter(pk__in=ids).values_list("pk", "name", "code")
        }
    return named


def names_of_subjects(subjects: Iterable[Subject]) -> dict[Subject, str]:
    """Return the name of each offer and programme; two queries."""
    keys = list(subjects)
    offers = Offer.objects.filter(pk__in=[pk for kind, pk in keys if kind == "offer"]).values_list("pk", "title")
    programmes = Programme.objects.filter(pk__in=[pk for kind, pk in keys if kind == "programme"])
    return {("offer", pk): title for pk, title in offers} | {
        ("programme", one.pk): _("Programm %(name)s") % {"name": one.name} for one in programmes
    }


def targets_of(metrics: Iterable[OutcomeMetric], year: int) -> dict[int, dict[What, Decimal]]:
    """Return what is wanted of metrics in a year, by their ids; one query."""
    found: dict[int, dict[What, Decimal]] = {}
    for one in OutcomeTarget.objects.filter(metric__in=metrics, year=year):
        found.setdefault(one.metric_id, {})[what_of(one)] = one.value
    return found


def what_of(target: OutcomeTarget) -> What:
    """Return what a target is about: without anything named it is the whole."""
    if target.offer_id:
        return ("subject", ("offer", target.offer_id))
    if target.programme_id:
        return ("subject", ("programme", target.programme_id))
    return TOTAL if target.area == CITY else ("area", target.area)
