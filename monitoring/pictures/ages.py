"""How old the children of an area are, beside those of the whole city."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.charts.ages import age_bands
from monitoring.choices import Withheld
from monitoring.figures import Figure
from monitoring.models import Indicator
from monitoring.pictures.drawing import bars
from monitoring.pictures.marks import Mark
from monitoring.pictures.picture import Key, Picture
from monitoring.pictures.tables import Number, Table

# The numbers of children of an age in the area and in the whole city.
Counts = Mapping[Indicator, tuple[Figure, Figure]]


def age_structure(counts: Counts, names: tuple[str, str], year: int, name: str = "alter") -> Picture | None:
    """Return the children of an area by age as bars, those of the city as a line across each; both in per cent.

    `names` are those of the area and of the city. Where a number of single years is withheld, a wider band takes its place.
    None where no number of children has an age.
    """
    known = [one for one, pair in counts.items() if None not in {figure.value for figure in pair}]
    bands = widest(age_bands(known), age_bands(counts))
    if not bands:
        return None
    own, beside = (shares([counts[band][side] for band in bands]) for side in (0, 1))
    is_empty = not any(counts[band][0].value != 0 for band in bands)
    marks = [Mark(band.name, figure, 1, "%") for band, figure in zip(bands, own, strict=True)]
    area, whole = names
    title = _("Wie alt die Kinder sind: %(area)s, %(year)d") % {"area": area, "year": year}
    rows = [
        [band.name, Number(counts[band][0], 0), Number(figure, 1), Number(other, 1)]
        for band, figure, other in zip(bands, own, beside, strict=True)
    ]
    return Picture(
        name=name,
        title=title,
        finding=_("In %(area)s leben keine Kinder dieses Alters.") % {"area": area}
        if is_empty
        else finding(marks, area),
        drawing=bars(marks, beside=beside),
        table=Table(title, [_("Alter"), _("Anzahl"), f"{area} (%)", f"{whole} (%)"], rows),
        legend=[Key(whole, "bar-mark")],
        source=_("Quelle: %(source)s. Stand: %(year)d.") % {"source": bands[0].source, "year": year},
    )


def widest(known: list[Indicator], every: list[Indicator]) -> list[Indicator]:
    """Return the bands of known numbers where they reach as far as all bands do."""
    if not known or not every:
        return every
    ends = ((known[0].age_from_months, known[-1].age_to_months), (every[0].age_from_months, every[-1].age_to_months))
    return known if ends[0] == ends[1] else every


def shares(counts: Sequence[Figure]) -> list[Figure]:
    """Return counts as shares of their sum in per cent. Where one is withheld the sum is not known, so no share is."""
    known = [figure.value for figure in counts if figure.value is not None]
    total = sum(known, Decimal(0)) if len(known) == len(counts) else None
    return [share(figure, total) for figure in counts]


def share(figure: Figure, total: Decimal | None) -> Figure:
    if figure.value is None or not total:
        return Figure(withheld=figure.withheld or Withheld.MISSING)
    return Figure(figure.value * 100 / total, withheld="")


def finding(marks: Sequence[Mark], area: str) -> str:
    """Return the band with most children."""
    known = [mark for mark in marks if mark.number.value is not None]
    if not known:
        text = _("Für %(area)s fehlt mindestens eine Zahl, oder sie ist geheim; Anteile gibt es deshalb nicht.")
        return text % {"area": area}
    most = max(known, key=lambda mark: mark.number.value)
    return _("Die größte Gruppe in %(area)s: %(name)s mit %(share)s.") % {
        "area": area,
        "name": most.label,
        "share": most.text,
    }
