"""In which classes an indicator's numbers are shown: the same limits in all years, so that years compare."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from monitoring.areas import SPACES
from monitoring.charts.classes import Classes, classes
from monitoring.choices import ValueKind
from monitoring.models import Indicator

# The methods by their names in addresses, with what they do in a sentence.
METHODS = {
    "quantile": (_("gleich viele Werte je Klasse"), _("Jede Klasse enthält etwa gleich viele Werte (Quantile).")),
    "gleich": (_("gleich breite Klassen"), _("Alle Klassen sind gleich breit; manche können leer sein.")),
    "natuerlich": (
        _("natürliche Brüche"),
        _("Die Klassen liegen so, dass sich die Werte in einer Klasse möglichst wenig unterscheiden (Jenks)."),
    ),
    "abweichung": (
        _("Abstand vom Mittel"),
        _("Die Klassen zeigen den Abstand vom Mittelwert in Standardabweichungen: −1,5, −0,5, +0,5 und +1,5."),
    ),
}
DEFAULT = "quantile"
DIVERGING = "abweichung"


@dataclass(frozen=True, slots=True)
class Classing:
    """The classes of an indicator on a level, of how many values and of which years."""

    method: str
    classes: Classes
    first_year: int
    last_year: int

    def style(self, value: Decimal) -> str:
        """Return the class of style of a value, rounded as it is shown; exactly nil has its own."""
        if not value:
            return "nil"
        return self.style_of_step(self.classes.step(value))

    def style_of_step(self, step: int) -> str:
        """Return the class of style of a class: of the five steps, or of the five on both sides of the mean."""
        return f"spread-{self.classes.below + step}" if self.method == DIVERGING else f"step-{step}"

    def styles(self) -> list[str]:
        """Return the class of style of each class, from the lowest."""
        return [self.style_of_step(step) for step in range(1, self.classes.number + 1)]


def can_be_mapped(indicator: Indicator) -> bool:
    """Return whether a map of classes is honest: where many people live, counts are high whatever is counted."""
    return indicator.kind != ValueKind.COUNT


@lru_cache(maxsize=64)
def classing(version: str, indicator: int, decimals: int, level: str, method: str) -> Classing | None:
    """Return the classes of an indicator (its id) on a level, as of a version of the content; None without any value."""
    shown = Indicator(pk=indicator).released.filter(of_level(level), value__isnull=False)
    rounded = shown.annotate(rounded=Round("value", decimals)).values("rounded").annotate(number=Count("*"))
    found = classes(dict(rounded.order_by().values_list("rounded", "number")), method, decimals)
    if found is None:
        return None
    days = shown.aggregate(first=Min("reference_date"), last=Max("reference_date"))
    return Classing(method, found, days["first"].year, days["last"].year)


def of_level(level: str) -> Q:
    """Return the condition that a row is about an area of a level."""
    return Q(social_space__isnull=False) if level == SPACES else Q(district__level__code=level)
