"""The ages that supply is told for, each with the numbers of children of exactly that age."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.catalogue import catalogue
from monitoring.choices import Audience
from monitoring.models import Indicator
from offers.models import AgeStep, LifePhase

Months = tuple[int, int]  # half-open


@dataclass(frozen=True)
class Age:
    """A span of ages; `counts` are the indicators that together count exactly the children of it, none where none do."""

    code: str
    name: str
    months: Months
    counts: tuple[Indicator, ...] = ()

    @property
    def whom(self) -> str:
        """Return whom the numbers count, as a sentence goes on after a number: "412 …"."""
        if len(self.counts) == 1:
            return self.counts[0].numerator_name
        unit = self.counts[0].unit if self.counts else str(_("Kinder"))
        return f"{unit} ({self.name})"


def indicators_of_age(version: str) -> list[Indicator]:
    """Return the indicators that count children of an age, as of a version of the content."""
    return [one for one in catalogue(version, Audience.INTERNAL) if one.age_from_months is not None]


def tiling(months: Months, indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Return the fewest indicators whose ages join without gap or overlap to `months`; none where there are none.

    Children under one year and of one year are children under two years: that is a sum, and no guess.
    """
    first, last = months
    by_start: dict[int, list[Indicator]] = {}
    for one in indicators:
        by_start.setdefault(one.age_from_months, []).append(one)
    paths: deque[tuple[int, tuple[Indicator, ...]]] = deque([(first, ())])
    seen = {first}
    while paths:
        reached, path = paths.popleft()
        for one in by_start.get(reached, []):
            end = one.age_to_months
            if end == last:
                return (*path, one)
            if end < last and end not in seen:
                seen.add(end)
                paths.append((end, (*path, one)))
    return ()


def life_phases(indicators: Sequence[Indicator]) -> list[Age]:
    """Return the phases of life that are shown."""
    return [aged(phase, indicators) for phase in LifePhase.objects.filter(is_active=True)]


def age_steps(indicators: Sequence[Indicator]) -> list[Age]:
    """Return the ages that families choose from."""
    return [aged(step, indicators) for step in AgeStep.objects.all()]


def statistical_groups(indicators: Sequence[Indicator]) -> list[Age]:
    """Return the groups of ages that statistics count; of the same span the first."""
    groups = {(one.age_from_months, one.age_to_months): one for one in reversed(indicators)}
    return [Age(one.code, one.name, months, (one,)) for months, one in sorted(groups.items())]


def aged(word: LifePhase | AgeStep, indicators: Sequence[Indicator]) -> Age:
    months = (word.ages.lower, word.ages.upper)
    return Age(word.code, word.name, months, tiling(months, indicators))


# The ways to divide childhood, by their names in addresses.
DIVISIONS: dict[str, tuple[Promise, Callable[[Sequence[Indicator]], list[Age]]]] = {
    "lebensphasen": (_("Lebensphasen"), life_phases),
    "altersschritte": (_("Altersschritte der Suche"), age_steps),
    "statistik": (_("Altersgruppen der Statistik"), statistical_groups),
}
