"""The key values of a profile as rows of a file: what the page shows of them, and no more."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from monitoring.figures import Figure
from monitoring.models import Indicator
from monitoring.pictures import Number
from monitoring.pictures.tables import plain
from monitoring.profiles.profile import Profile


def key_value_lines(profile: Profile) -> tuple[list[str], Iterator[list[object]]]:
    """Return the header and the rows: numbers as numbers, and the sign where there is none."""
    header = [_("Kennzahl"), _("Einheit"), _("Stichtag"), profile.area.name]
    header += [profile.above] if profile.above else []
    header += [profile.city.name, _("Unterschied zur Stadt"), _("Entwicklung")]
    header += [_("Klasse")] if profile.is_internal else []
    return [*header, _("Quelle")], lines(profile)


def lines(profile: Profile) -> Iterator[list[object]]:
    for one in profile.key_values:
        numbers = [one.own, *([one.above] if one.above is not None else []), one.city]
        grade = [one.grade[2] if one.grade else ""] if profile.is_internal else []
        yield [
            one.indicator.name,
            one.indicator.unit,
            one.day.isoformat() if one.day else "",
            *(cell(figure, one.indicator) for figure in numbers),
            one.difference,
            one.told,
            *grade,
            one.indicator.source,
        ]


def cell(figure: Figure, indicator: Indicator) -> object:
    return plain(Number(figure, indicator.decimals))
