"""What a table's columns probably mean; a person looks at it before anything is taken."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kit.german import fold
from monitoring.days import spoken_day, without_day
from monitoring.imports.layout import AREA, DAY, DENOMINATOR, INDICATOR, LEVEL, NUMERATOR, STATUS, VALUE, Layout, Means
from monitoring.imports.tables import AREA_COLUMNS
from monitoring.models import Indicator

WORDS = {
    AREA: (
        "gebiet",
        "stadtteil",
        "raum",
        "planungsraum",
        "schluessel",
        "gebietsschluessel",
        "raumid",
        "id",
        "code",
        "nr",
        "name",
    ),
    LEVEL: ("ebene", "gebietsebene"),
    DAY: ("stichtag", "datum", "date", "jahr", "year", "berichtsjahr", "referencedate"),
    STATUS: ("stand", "status"),
    INDICATOR: ("indikator", "kennzahl", "merkmal", "indicator"),
    NUMERATOR: ("zaehler", "anzahl", "numerator", "faelle"),
    DENOMINATOR: ("nenner", "denominator", "grundgesamtheit"),
    VALUE: ("wert", "value", "quote", "anteil"),
}
AREA_SAID = {AREA, "gebiet"}
BY_WORD = {fold(word): role for role, words in WORDS.items() for word in (role, *words)}
PARTS = {
    "zaehler": NUMERATOR,
    "anzahl": NUMERATOR,
    "nenner": DENOMINATOR,
    "quote": VALUE,
    "wert": VALUE,
    "anteil": VALUE,
}
TAIL = re.compile(rf"[\s:_(,–-]*\b({'|'.join([*PARTS, 'zähler'])})\b[\s)]*$", re.IGNORECASE)
UNIT = re.compile(r"[\s,(\[]*(?:in\s+)?(?:%|prozent|v\.\s?h\.)[\s)\]]*$", re.IGNORECASE)


def indicator_words() -> dict[str, str]:
    """Return the codes of all indicators by what a heading may call them."""
    rows = list(Indicator.objects.values_list("code", "name"))
    return {fold(name): code for code, name in rows} | {fold(code): code for code, _name in rows}


def guess(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    known: Mapping[str, Means],
    knows_area: Callable[[str], bool],
) -> dict[str, str]:
    """Return what each heading means, in the short way: as is `known`, else as it is called; the area by what stands in the column."""
    words = indicator_words()
    found = {heading: known.get(fold(heading)) for heading in header if heading}
    is_long = any(BY_WORD.get(fold(heading)) == INDICATOR for heading in header)
    for heading, means in found.items():
        if means is None:
            found[heading] = called(heading, words, is_long=is_long)
    taken = {means.role for means in found.values() if means and means.role}
    if AREA not in taken:
        free = [place for place, heading in enumerate(header[:AREA_COLUMNS]) if heading and not str(found[heading])]
        if (place := area_column(free, header, rows, knows_area)) is not None:
            found[header[place]] = Means(role=AREA)
    # Each role once: the first column that is called so.
    seen: set[str] = set()
    for heading, means in found.items():
        if str(means) in seen:
            found[heading] = Means()
        seen.add(str(means))
    return {heading: str(means) for heading, means in found.items()}


def called(heading: str, words: Mapping[str, str], *, is_long: bool) -> Means:
    """Return what a heading says by itself; areas are told by their column."""
    role = BY_WORD.get(fold(heading), "")
    if role and role != AREA and (is_long or role in {LEVEL, DAY, STATUS}):
        return Means(role=role)
    if code := words.get(fold(heading)):
        return Means(code=code)
    day, rest = spoken_day(heading), UNIT.sub("", without_day(heading))
    tail = TAIL.search(rest)
    part = PARTS[fold(tail[1])] if tail else ""
    for name, said in ((rest, ""), (rest[: tail.start()] if tail else rest, part)):
        if code := words.get(fold(name)):
            return Means(code=code, part=said, day=day)
    return Means()


def area_column(
    free: Sequence[int], header: Sequence[str], rows: Sequence[Sequence[str]], knows_area: Callable[[str], bool]
) -> int | None:
    """Return the place of the column in which most cells mean areas, those first that are called so; the first of two alike.

    Small numbers are codes of areas too, so a column without such a name is the last resort.
    """

    def hits(place: int) -> int:
        return sum(knows_area(row[place]) for row in rows if len(row) > place and row[place])

    named = [place for place in free if BY_WORD.get(fold(header[place])) == AREA]
    for places in (named, free):
        best = max(places, key=hits, default=None)
        if best is not None and (hits(best) or (not rows and places is named)):
            return best
    # None of the first lines names an area that is known: where the column says what it is, its lines are refused one by one.
    return next((place for place in named if fold(header[place]) in AREA_SAID), None)


def guess_day(titles: Sequence[str], today: datetime.date) -> str:
    """Return the day that the titles above a table name, as it is written into a form; "" for none, or one to come."""
    day = spoken_day(" ".join(titles))
    return f"{day:%d.%m.%Y}" if day and day <= today else ""


def completed(layout: Layout, header: Sequence[str], columns: Mapping[str, str]) -> Layout:
    """Return a layout in which each heading of a table means what `columns` says."""
    return replace(layout, columns={heading: columns.get(heading, "") for heading in header if heading})
