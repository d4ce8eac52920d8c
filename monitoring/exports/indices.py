"""An index as rows of a file."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from monitoring.computed.overview import excluded, public_rows
from monitoring.computed.results import Pair
from monitoring.computed.tables import columns_in_files, lines

Rows = tuple[Sequence[str], Iterator[Sequence[object]]]


def internal(pair: Pair) -> Rows:
    """Return all areas with what the index says of each: those that stay out come last, with the reason."""
    shown = columns_in_files(pair)
    header = [_("Schlüssel"), *(str(column.label) for column in shown), _("außen vor, weil")]
    return header, rows(pair, shown)


def rows(pair: Pair, shown: Sequence) -> Iterator[Sequence[object]]:
    for line in lines(pair):
        yield [line.area.code, *(column.in_file(line) for column in shown), ""]
    for area, why in excluded(pair.status):
        yield [area.code, area.name, *("" for _column in shown[1:]), why]


def public(pair: Pair) -> Rows:
    """Return the areas with what is said of them to families."""
    header = [_("Schlüssel"), _("Gebiet"), pair.status.index.name]
    return header, ([area.code, area.name, said] for area, said in public_rows(pair))
