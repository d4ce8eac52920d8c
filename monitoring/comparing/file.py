"""All numbers of the compared areas as rows of a file: what the tables of the page show, field by field."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from monitoring.comparing.pictures import Comparison
from monitoring.comparing.table import with_numbers
from monitoring.models import Indicator
from monitoring.pictures import Number
from monitoring.pictures.tables import plain


def file_of(shown: Comparison, indicators: Sequence[Indicator]) -> tuple[list[str], Iterator[list[object]]]:
    """Return the header and the rows: numbers as numbers, and the sign where there is none."""
    header = [_("Themenfeld"), _("Indikator"), _("Einheit"), _("Jahr"), *(area.name for area in shown.all_areas)]
    return [*header, _("Quelle")], rows_of(shown, indicators)


def rows_of(shown: Comparison, indicators: Sequence[Indicator]) -> Iterator[list[object]]:
    for one in with_numbers(shown, indicators):
        numbers = (plain(Number(shown.figure(one, area), one.decimals)) for area in shown.all_areas)
        yield [one.field.name, one.name, one.unit, str(shown.year), *numbers, one.source]
