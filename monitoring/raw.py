"""Raw numbers as planners see them: each with its origin, and with what everybody else sees in its place."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring import figures
from monitoring.areas import AreaKey
from monitoring.figures import NOTHING, Figure
from monitoring.models import Indicator, IndicatorValue
from sozialraum.models import District, SocialSpace


@dataclass(frozen=True, slots=True)
class Raw:
    """One raw number, where it came from, and what is shown of it."""

    area: str
    level: str
    row: IndicatorValue
    shown: Figure

    @property
    def numbers(self) -> list[str]:
        """Return numerator, denominator and value as Germans write them, empty where there is none."""
        return [written(number) for number in (self.row.numerator, self.row.denominator, self.row.value)]

    @property
    def origin(self) -> str:
        """Return the file and line from which a number was taken, or that it was entered otherwise."""
        taken = self.row.taken_from
        if taken is None:
            return str(_("nicht aus einer Datei"))
        told = {"source": taken.source, "file": taken.file_name, "line": self.row.line}
        return _("%(source)s: %(file)s, Zeile %(line)s") % told


def written(number: Decimal | None) -> str:
    """Return a number as it stands in the database, without noughts that say nothing."""
    if number is None:
        return ""
    plain = number.normalize()
    return figures.written(plain, max(0, -plain.as_tuple().exponent))


def raw_numbers(indicator: Indicator, day: datetime.date) -> list[Raw]:
    """Return the raw numbers of an indicator at a day: the city's first, then by level and name; five queries at most."""
    rows = list(indicator.values.filter(reference_date=day).select_related("taken_from"))
    shown, names = figures.at(indicator, day), dict(names_of(rows))
    found = [Raw(*names[row.area], row, shown.get(row.area, NOTHING)) for row in rows]
    return sorted(found, key=lambda raw: (bool(raw.level), raw.level, raw.area))


def names_of(rows: list[IndicatorValue]) -> Iterator[tuple[AreaKey, tuple[str, str]]]:
    """Yield the areas of rows with their name and level."""
    yield ("city", 0), (str(_("ganze Stadt")), "")
    districts = District.objects.filter(pk__in={row.district_id for row in rows}).order_by()
    for pk, name, level in districts.values_list("pk", "name", "level__name"):
        yield ("district", pk), (name, level)
    spaces = SocialSpace.objects.filter(pk__in={row.social_space_id for row in rows}).order_by()
    for pk, name in spaces.values_list("pk", "name"):
        yield ("space", pk), (name, str(SocialSpace._meta.verbose_name))
