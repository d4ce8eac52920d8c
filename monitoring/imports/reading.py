"""From the rows of a table to numbers of areas at days; what cannot be read is refused cell by cell."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.german import fold
from kit.importing import RefusedError, UnusableFileError
from monitoring.days import read_day
from monitoring.imports.areas import CITY, CITY_LEVEL, Area, Areas, Block
from monitoring.imports.cells import Said, together
from monitoring.imports.layout import AREA, DAY, INDICATOR, LEVEL, PARTS, STATUS, STATUS_WORDS, Layout, Means
from monitoring.imports.numbers import Reading, decimal_sign, looks_like_a_number, read_cell
from monitoring.imports.report import NumberReport
from monitoring.imports.tables import Table, folded
from monitoring.models import Indicator

EVERY = 2000
Number = tuple[int, int, int | None, int | None, datetime.date, Said]


@dataclass
class Columns:
    """The columns of a table by their places: one for each role, and those that hold numbers."""

    roles: dict[str, int] = field(default_factory=dict)
    numbers: list[tuple[int, Means]] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return INDICATOR in self.roles

    @property
    def places(self) -> list[int]:
        """Return where numbers stand."""
        return [place for place, _means in self.numbers] + [self.roles[part] for part in PARTS if part in self.roles]


def columns_of(table: Table, layout: Layout, codes: Mapping[str, Indicator]) -> Columns:
    """Return what the columns of a table mean. Raises UnusableFileError where something is missing, or stands there twice."""
    known, found = layout.known, Columns()
    for place, heading in enumerate(table.header):
        means = known.get(fold(heading)) if heading else None
        if means is None or not str(means):
            continue
        if means.role:
            if means.role in found.roles:
                raise UnusableFileError(_("Zwei Spalten sollen dasselbe bedeuten: %s") % means.role)
            found.roles[means.role] = place
        else:
            if means.code not in codes:
                raise UnusableFileError(_("Den Indikator „%s“ gibt es nicht.") % means.code)
            found.numbers.append((place, means))
    complete(found, table, layout)
    return found


def complete(found: Columns, table: Table, layout: Layout) -> None:
    """Refuse a table that says of no area, no day or no number what it is about."""
    headings = ", ".join(filter(None, table.header))
    if AREA not in found.roles and fold(layout.level) != CITY_LEVEL:
        raise UnusableFileError(_("Es fehlt die Spalte mit dem Gebiet. Gefunden wurden: %s") % headings)
    if not found.places or (not found.is_long and not found.numbers):
        raise UnusableFileError(_("Es fehlt eine Spalte mit Zahlen eines Indikators. Gefunden wurden: %s") % headings)
    if found.is_long and found.numbers:
        raise UnusableFileError(_("Wo eine Spalte den Indikator nennt, kann keine andere einer sein."))
    is_dated = layout.day or DAY in found.roles or (found.numbers and all(means.day for _place, means in found.numbers))
    if not is_dated:
        raise UnusableFileError(_("Es fehlt der Stichtag: eine Spalte dafür, oder einer für die ganze Tabelle."))


def sign_of(table: Table, columns: Columns) -> str:
    """Return the sign before decimals in a table, which is read to its end for that."""
    places = columns.places
    return decimal_sign(cells[place] for _line, cells in table.rows() for place in places if place < len(cells))


@dataclass
class Reader:
    """Reads rows; `numbers` yields (line, indicator, district, social space, day, what is said)."""

    layout: Layout
    columns: Columns
    areas: Areas
    codes: Mapping[str, Indicator]
    report: NumberReport
    sign: str = ""
    progress: Callable[[int], None] = lambda _done: None
    skipped: int = 0
    block: Block = field(default_factory=Block)

    def __post_init__(self) -> None:
        by_name = {fold(one.name): one for one in self.codes.values()}
        self.words = by_name | {fold(code): one for code, one in self.codes.items()}
        self.status, self.times = self.layout.default_status, self.layout.times
        self.day = self.layout.day
        self.parts = [(part, self.columns.roles[part]) for part in PARTS if part in self.columns.roles]
        self.width = 1 + max([*self.columns.roles.values(), *self.columns.places], default=0)

    def numbers(self, table: Table) -> Iterator[Number]:
        """Yield all numbers of a table; the report hears what is refused, put right and left out."""
        read = self.long_row if self.columns.is_long else self.wide_row
        for done, (line, cells) in enumerate(table.rows(), start=1):
            try:
                # A short row leaves its last columns empty.
                yield from read(line, [*cells, *[""] * (self.width - len(cells))])
            except RefusedError as error:
                self.report.refuse(line, str(error))
            if not done % EVERY:
                self.progress(done)
        if self.skipped:
            message = ngettext(
                "%s Zeile ohne Zahlen blieb außer Acht (Überschrift, Anmerkung oder Leerzeile)",
                "%s Zeilen ohne Zahlen blieben außer Acht (Überschriften, Anmerkungen, Leerzeilen)",
                self.skipped,
            )
            self.report.note(0, message % self.skipped)

    def said(self, cells: Sequence[str], role: str) -> str:
        """Return what a row says in the column of a role; "" where no column has it."""
        at = self.columns.roles.get(role)
        return "" if at is None else cells[at]

    def long_row(self, line: int, cells: Sequence[str]) -> Iterator[Number]:
        """Read a row that names its indicator."""
        written = {part: cells[place] for part, place in self.parts if cells[place]}
        if not written:
            self.skipped += 1
            return
        name = self.said(cells, INDICATOR)
        if not (indicator := self.words.get(folded(name))):
            raise RefusedError(_("den Indikator „%s“ gibt es nicht") % name[:60])
        day = self.day_of(cells)
        area = self.area_of(line, cells, day)
        parts = {part: self.times_factor(read_cell(text, self.sign), self.times) for part, text in written.items()}
        if said := together(indicator, parts, self.status_of(cells)):
            yield self.number(line, indicator, area, day, said)

    def wide_row(self, line: int, cells: Sequence[str]) -> Iterator[Number]:
        """Read a row of one area, with a number in each of many columns."""
        written = [(place, means, text) for place, means in self.columns.numbers if (text := cells[place])]
        if not written or self.is_a_note(self.said(cells, AREA), [text for _place, _means, text in written]):
            self.skipped += 1
            return
        parts = self.parts_of(line, written, self.day_of(cells, is_needed=False))
        status, area = self.status_of(cells), None
        for (code, day), readings in parts.items():
            area = self.area_of(line, cells, day)
            resolved = self.block.total(area) if area.is_bare_total else area
            with self.refusing(line, self.codes[code].name):
                if said := together(self.codes[code], readings, status):
                    yield self.number(line, self.codes[code], resolved, day, said)
        if area:
            self.block.add(area)

    def is_a_note(self, area: str, texts: Sequence[str]) -> bool:
        """Return whether a row is words below a table that its delimiter has cut: neither an area nor a number stands in it."""
        return not any(map(looks_like_a_number, texts)) and not (area and self.areas.knows(area, self.layout.level))

    def parts_of(
        self, line: int, written: list[tuple[int, Means, str]], row_day: datetime.date | None
    ) -> dict[tuple[str, datetime.date], dict[str, Reading]]:
        """Return the cells of a row by indicator and day."""
        parts: dict[tuple[str, datetime.date], dict[str, Reading]] = {}
        for _place, means, text in written:
            day = means.day or row_day
            with self.refusing(line, self.codes[means.code].name):
                if day is None:
                    raise RefusedError(_("der Stichtag fehlt"))
                reading = self.times_factor(read_cell(text, self.sign), means.factor or self.times)
                said = parts.setdefault((means.code, day), {})
                if means.part in said:
                    raise RefusedError(_("zwei Spalten nennen dieselbe Zahl"))
                said[means.part] = reading
        return parts

    def refusing(self, line: int, name: str) -> "Refusing":
        return Refusing(self.report, line, name)

    def day_of(self, cells: Sequence[str], *, is_needed: bool = True) -> datetime.date | None:
        day = read_day(self.said(cells, DAY)) or self.day
        if day is None and is_needed:
            raise RefusedError(_("der Stichtag fehlt"))
        return day

    def area_of(self, line: int, cells: Sequence[str], day: datetime.date) -> Area:
        if AREA not in self.columns.roles:
            return CITY
        text = self.said(cells, AREA)
        if not text:
            raise RefusedError(_("das Gebiet fehlt"))
        try:
            area = self.areas.find(text, day, self.said(cells, LEVEL) or self.layout.level)
        except UnusableFileError as error:
            raise RefusedError(str(error)) from error
        if area.repair:
            self.report.repair(line, area.repair)
        # Where each row names its indicator, rows above tell nothing.
        return CITY if area.is_bare_total and self.columns.is_long else area

    def status_of(self, cells: Sequence[str]) -> str:
        word = self.said(cells, STATUS)
        if word and fold(word) not in STATUS_WORDS:
            raise RefusedError(_("den Stand „%s“ gibt es nicht") % word[:60])
        return STATUS_WORDS[fold(word)] if word else self.status

    def times_factor(self, reading: Reading | None, factor: Decimal) -> Reading:
        if reading is None or reading.number is None or factor == 1:
            return reading or Reading()
        return replace(reading, number=reading.number * factor)

    def number(self, line: int, indicator: Indicator, area: Area, day: datetime.date, said: Said) -> Number:
        if said.doubt:
            self.report.warn("doubt", line=line, indicator=indicator.name, day=day, figures=said.doubt)
        return (line, indicator.pk, area.district, area.space, day, said)


class Refusing(suppress):
    """Refuse a cell, named by its indicator, and go on with the next one."""

    def __init__(self, report: NumberReport, line: int, name: str) -> None:
        super().__init__(RefusedError)
        self.report, self.line, self.name = report, line, name

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, RefusedError):
            self.report.refuse(self.line, f"{self.name}: {error}")
        return super().__exit__(kind, error, trace)
