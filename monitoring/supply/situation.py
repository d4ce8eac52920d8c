"""Supply and children side by side: what each area has for each age, and how that compares with the city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from monitoring.areas import CITY, Area, AreaKey
from monitoring.figures import NOTHING, Figure, Figures
from monitoring.supply.ages import Age
from monitoring.supply.counting import NONE, Supplies, Supply

HELD, REACHING = "hier", "alle"


@dataclass(frozen=True)
class Situation:
    """All areas of a level, all ages, the supply of each, the children of each, and which offers a density counts."""

    areas: Sequence[Area]
    ages: Sequence[Age]
    supplies: Supplies
    children: Mapping[str, Figures]
    counting: str = HELD

    def supply(self, area: Area, age: Age) -> Supply:
        return self.supplies.get((area.key, age.code), NONE)

    def offers(self, area: Area, age: Age) -> int:
        """Return how many offers an area has for an age: those held there, or all that people there find."""
        found = self.supply(area, age)
        return found.held.offers if self.counting == HELD else found.found

    def living(self, area: Area, age: Age) -> Figure:
        return self.children.get(age.code, {}).get(area.key, NOTHING)

    def density(self, area: Area, age: Age) -> Figure:
        """Return how many offers there are for a hundred children of exactly that age."""
        return self.densities.get((area.key, age.code), NOTHING)

    @cached_property
    def densities(self) -> Mapping[tuple[AreaKey, str], Figure]:
        """The densities of all areas and ages, reckoned once."""
        return {
            (area.key, age.code): density(self.offers(area, age), self.living(area, age))
            for area in self.areas
            for age in self.ages
        }

    def average(self, age: Age) -> Figure:
        """Return the same of the city: the areas' offers over the city's children, so the mean weighted by children."""
        return self.averages[age.code]

    @cached_property
    def averages(self) -> Mapping[str, Figure]:
        """The averages of all ages by their code, reckoned once."""
        offers = {age.code: sum(self.offers(area, age) for area in self.areas) for age in self.ages}
        return {
            code: density(number, self.children.get(code, {}).get(CITY, NOTHING)) for code, number in offers.items()
        }

    def is_thin(self, area: Area, age: Age, average: Figure) -> bool:
        """Return whether an area is known to have fewer offers for its children than the city, whose `average` is given."""
        own = self.density(area, age).value
        return own is not None and average.value is not None and own < average.value

    def is_bare(self, area: Area, age: Age) -> bool:
        """Return whether nothing is held in an area and nothing is meant for the people there."""
        return not self.supply(area, age).bound


HUNDRED = Decimal(100)


def density(offers: int, living: Figure) -> Figure:
    """Return how many offers there are for a hundred children; none where their number is withheld, or nobody lives there.

    A density and a number of offers together tell the number of children, so it is withheld wherever that is.
    """
    if living.value is None:
        return Figure(withheld=living.withheld)
    if not living.value:
        return NOTHING
    value = offers * HUNDRED / living.value
    return Figure(value, withheld="", status=living.status, is_converted=living.is_converted)
