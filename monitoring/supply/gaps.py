"""White spots: where much is needed and little is offered, and where nothing is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from monitoring.areas import Area, AreaKey
from monitoring.figures import Figure
from monitoring.supply.ages import Age
from monitoring.supply.need import Need
from monitoring.supply.situation import Situation


class Kind(TextChoices):
    """Why an area is a white spot."""

    NEEDY = "needy", _("mehr Bedarf, weniger Angebote als im Schnitt")
    BARE = "bare", _("kein Angebot")
    BOTH = "both", _("mehr Bedarf als im Schnitt und kein Angebot")

    @property
    def short(self) -> str:
        """Return the reason for a narrow column."""
        return str({"needy": _("mehr Bedarf"), "bare": _("kein Angebot"), "both": _("Bedarf, kein Angebot")}[self])


@dataclass(frozen=True)
class Gap:
    """A white spot for an age."""

    area: Area
    age: Age
    kind: Kind
    need: Figure
    living: Figure

    @property
    def urgency(self) -> tuple[bool, Decimal, str]:
        """Return by what white spots are sorted: the greatest need first, then the name."""
        value = self.need.value
        return (value is None, -value if value is not None else Decimal(0), self.area.name)


Gaps = Mapping[tuple[AreaKey, str], Gap]


def gaps(situation: Situation, need: Need) -> Gaps:
    """Return all white spots by the key of the area and the code of the age."""
    return {(gap.area.key, gap.age.code): gap for age in situation.ages for gap in of_age(situation, need, age)}


def of_age(situation: Situation, need: Need, age: Age) -> Iterator[Gap]:
    """Yield the white spots of an age; where a number is withheld nothing is said that depends on it."""
    average = situation.average(age)
    for area in situation.areas:
        is_needy = need.is_high(area.key) and situation.is_thin(area, age, average)
        kind = kind_of(is_bare=situation.is_bare(area, age), is_needy=is_needy)
        if kind:
            yield Gap(area, age, kind, need.of(area.key), situation.living(area, age))


def kind_of(*, is_bare: bool, is_needy: bool) -> Kind | None:
    if is_bare:
        return Kind.BOTH if is_needy else Kind.BARE
    return Kind.NEEDY if is_needy else None
