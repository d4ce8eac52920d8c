"""What the cells about one number of one area say together."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kit.importing import RefusedError
from monitoring.choices import ValueKind, ValueStatus
from monitoring.imports.layout import DENOMINATOR, NUMERATOR, VALUE
from monitoring.imports.numbers import LARGEST, Reading
from monitoring.models import Indicator

# From the surest to the least sure: two cells are as sure as the less sure one.
SURENESS = (ValueStatus.FINAL.value, ValueStatus.PROVISIONAL.value, ValueStatus.ESTIMATED.value)
# What is said of a rate must be what its counts say, up to the rounding of whoever wrote it.
TOLERANCE = Decimal("0.051")


@dataclass(frozen=True)
class Said:
    """A number as the database holds it; `doubt` is what the cells say against each other."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    gap: str = ""
    status: str = ValueStatus.FINAL.value
    doubt: str = ""


def together(indicator: Indicator, parts: Mapping[str, Reading], status: str) -> Said | None:
    """Return what cells say of an indicator, by part ("" for the usual one); None where all are empty.

    `status` holds where no cell says how sure it is. Raises RefusedError for what cannot be.
    """
    if not parts:
        return None
    is_count = indicator.kind == ValueKind.COUNT
    said = {part or (NUMERATOR if is_count else VALUE): reading for part, reading in parts.items()}
    if is_count and VALUE in said:
        said.setdefault(NUMERATOR, said.pop(VALUE))
    numbers = {part: reading.number for part, reading in said.items() if reading.number is not None}
    check(indicator, numbers, said)
    sure = [reading.status for reading in said.values() if reading.status]
    status = max(sure, key=SURENESS.index) if sure else status
    if VALUE in numbers and not {NUMERATOR, DENOMINATOR} <= set(numbers):
        return Said(value=numbers[VALUE], status=status)
    # Where counts are named but one of them is missing, the rate that they give is missing too.
    gaps = [reading.gap for part, reading in said.items() if reading.gap and (part != VALUE or not numbers)]
    if gaps:
        return Said(gap=gaps[0], status=status)
    return Said(numbers[NUMERATOR], numbers.get(DENOMINATOR), status=status, doubt=doubt(indicator, numbers))


def check(indicator: Indicator, numbers: Mapping[str, Decimal], said: Mapping[str, Reading]) -> None:
    """Refuse numbers that no database would take, and those that do not belong together."""
    if any(abs(number) >= LARGEST for number in numbers.values()):
        raise RefusedError(_("die Zahl ist zu groß"))
    if indicator.kind == ValueKind.COUNT and DENOMINATOR in numbers:
        raise RefusedError(_("eine Anzahl hat keinen Nenner"))
    if DENOMINATOR in said and not {NUMERATOR, VALUE} & set(said):
        raise RefusedError(_("ein Nenner ohne Zähler"))
    if numbers.get(DENOMINATOR, 0) < 0:
        raise RefusedError(_("ein Nenner unter null"))
    if indicator.kind == ValueKind.MEAN and NUMERATOR in numbers and not {DENOMINATOR, VALUE} & set(numbers):
        raise RefusedError(_("ein Mittelwert braucht zum Zähler einen Nenner"))


def doubt(indicator: Indicator, numbers: Mapping[str, Decimal]) -> str:
    """Return what a rate says against its own counts; the counts are taken."""
    if VALUE not in numbers or not numbers.get(DENOMINATOR):
        return ""
    counted = numbers[NUMERATOR] / numbers[DENOMINATOR] * indicator.per
    if abs(counted - numbers[VALUE]) <= TOLERANCE:
        return ""
    return f"{numbers[VALUE]:f} ≠ {counted:.2f}".replace(".", ",")
