"""What a family asks for."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import product
from typing import Self

from offers.search.asking import Asked
from offers.search.choices import Choice
from sozialraum.calendar import HolidayCalendar


class Sort(StrEnum):
    RELEVANCE = "relevanz"
    NEAREST = "naehe"
    NAME = "name"
    CONFIRMED = "bestaetigt"


PLACES = ("stadtteil", "sozialraum", "plz")
# What the search's copy of the offers does not hold, since it changes with the day or the hour (see offers.search.days).
OF_THE_DAY = ("wann", "frei")


@dataclass(frozen=True)
class Criteria:
    """One search. Values of one parameter are alternatives, different parameters must all fit.

    Places of all three kinds are alternatives to each other, and so are age steps and exact months: two siblings.
    """

    text: str = ""
    places: tuple[Choice, ...] = ()
    radius_km: int | None = None
    steps: tuple[Choice, ...] = ()
    months: tuple[int, ...] = ()
    facets: tuple[Choice, ...] = ()
    sort: Sort = Sort.RELEVANCE
    # On which days nothing takes place, where the search asks for days.
    holidays: HolidayCalendar | None = field(default=None, repr=False, compare=False)
    # What the text asks for; None where there is no word.
    asked: Asked | None = field(default=None, compare=False)
    # Whether filters are no longer looked for among the words, and the text in which they were found, if they were.
    is_literal: bool = False
    typed: str = ""
    _by_name: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for choice in self.facets:
            self._by_name.setdefault(choice.name, []).append(choice.value)

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the areas (see Reach) of all chosen places, each once."""
        return tuple(dict.fromkeys(area for place in self.places for area in place.areas))

    @property
    def ages(self) -> tuple[tuple[int, int], ...]:
        """Return the spans of months, half-open, any of which an offer must touch."""
        return tuple(step.ages for step in self.steps) + tuple((month, month + 1) for month in self.months)

    def values(self, name: str) -> list[str]:
        """Return the chosen values of a facet parameter."""
        return self._by_name.get(name, [])

    @property
    def facet_groups(self) -> dict[str, list[str]]:
        """Return, for each facet parameter that is set, the facets of which an offer needs at least one.

        A weekday and a part of the day together mean the same session, so they are one group of pairs.
        """
        kept = {name: values for name, values in self._by_name.items() if name not in OF_THE_DAY}
        groups = {name: [f"{name}={value}" for value in values] for name, values in kept.items()}
        if "wochentag" in groups and "tageszeit" in groups:
            pairs = product(self.values("wochentag"), self.values("tageszeit"))
            groups["wochentag"] = groups["tageszeit"] = [f"zeit={weekday}-{part}" for weekday, part in pairs]
        return groups

    def without_facet(self, name: str) -> Self:
        """Return the same search without the facet parameter `name`."""
        return replace(self, facets=tuple(choice for choice in self.facets if choice.name != name))

    @property
    def is_by_day(self) -> bool:
        """Return whether the answer changes with the day or the hour."""
        return any(self.values(name) for name in OF_THE_DAY)

    @property
    def anywhere(self) -> Self:
        """Return the same search without its places."""
        return replace(self, places=(), radius_km=None)

    @property
    def is_plain(self) -> bool:
        """Return whether the search names at most one place and one age step, and nothing else."""
        is_more = self.text or self.months or self.facets or self.radius_km
        return not is_more and len(self.areas) <= 1 and len(self.steps) <= 1

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is asked, so that every offer answers."""
        return not (self.text or self.places or self.steps or self.months or self.facets)
