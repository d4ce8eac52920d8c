"""Raw numbers as they are weighed, and summed for larger areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from monitoring.areas import AreaKey
from monitoring.choices import Gap, ValueKind, ValueStatus
from monitoring.models import Indicator

# The less sure of two numbers says how sure their sum is.
SURENESS = [ValueStatus.FINAL, ValueStatus.PROVISIONAL, ValueStatus.ESTIMATED]


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted in an area at a day, as it came or as it was summed up."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    gap: str = ""
    status: str = ValueStatus.FINAL
    is_converted: bool = False
    taken_from: int | None = None
    is_summed: bool = False
    is_implied: bool = False  # reckoned from a rate that came alone and a denominator that is known elsewhere

    @property
    def is_counted(self) -> bool:
        """Return whether heads were counted, so that larger areas can be summed; of a mere rate they cannot."""
        return self.numerator is not None


def can_be_summed(parts: Iterable[Count | None], indicator: Indicator) -> bool:
    """Return whether numbers of all parts are there to be summed; a rate needs all its denominators, too."""
    is_rate = indicator.kind == ValueKind.RATE
    return all(part is not None and part.is_counted and not (is_rate and part.denominator is None) for part in parts)


def summed(parts: list[Count]) -> Count:
    """Return the sum of the parts of an area: a rate of a larger area comes from summed counts, never from rates."""
    denominators = [part.denominator for part in parts if part.denominator is not None]
    return Count(
        numerator=sum((part.numerator for part in parts), Decimal(0)),
        denominator=sum(denominators, Decimal(0)) if len(denominators) == len(parts) else None,
        status=max((part.status for part in parts), key=SURENESS.index),
        is_converted=any(part.is_converted for part in parts),
        is_summed=True,
    )


def is_secret_at_its_source(count: Count | None) -> bool:
    return count is not None and count.gap == Gap.SECRET


Counts = dict[AreaKey, Count]
