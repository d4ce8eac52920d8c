"""A table within a file: below which titles it begins, what its columns are called, and which of its rows hold numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import UnusableFileError
from kit.importing_tables import Line, read_lines
from monitoring.imports.layout import Layout
from monitoring.imports.numbers import looks_like_a_number, sheet_cell

# So far down a table is looked for.
SAMPLE = 80
MOST_COLUMNS = 300
LONGEST_HEADING = 200
# Long tables say the same few words in a hundred thousand rows.
folded = lru_cache(maxsize=20_000)(fold)
# Areas stand in one of the first columns.
AREA_COLUMNS = 6
HIGHEST = 3  # rows of headings; what is above them is a title
YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST_WORD = 3
# Of fewer columns, "1, 2, 3" could be an area and its numbers.
FEWEST_NUMBERED = 4


@dataclass
class Table:
    """Headings, what stood above them, and the lines below, which can be read once."""

    header: list[str]
    header_line: int
    header_rows: int
    titles: list[str] = field(default_factory=list)
    lines: Iterator[Line] = field(default_factory=lambda: iter(()))

    def rows(self) -> Iterator[Line]:
        """Yield the lines that may hold numbers: not the headings again, nor a row that numbers the columns."""
        names = [fold(heading) for heading in self.header]
        is_first = True
        for number, cells in self.lines:
            if not repeats(cells, names) and not (is_first and numbers_columns(cells)):
                yield number, cells
            is_first = False


def open_table(path: Path, layout: Layout, knows_area: Callable[[str], bool]) -> Table:
    """Return the table of a file. Raises UnusableFileError where there is none, or not the one that the layout says."""
    lines = read_lines(path, sheet=layout.sheet, speak=sheet_cell, has_titles=True)
    sample = list(islice(lines, max(SAMPLE, layout.header)))
    if not sample:
        raise UnusableFileError(_("Die Datei ist leer."))
    numbers = [number for number, _cells in sample]
    if layout.header:
        at = next((place for place, number in enumerate(numbers) if number >= layout.header), None)
    else:
        at = find_header(sample, layout, knows_area)
    if at is None:
        raise UnusableFileError(_("In Zeile %s steht keine Überschrift.") % layout.header)
    height = layout.header_rows or height_of(sample, at)
    first = max(at - height + 1, 0)
    header = headings([cells for _number, cells in sample[first : at + 1]])
    if len(header) > MOST_COLUMNS:
        message = _("Die Datei hat %(number)s Spalten, höchstens %(most)s gehen. Ist das die richtige Tabelle?")
        raise UnusableFileError(message % {"number": len(header), "most": MOST_COLUMNS})
    titles = [" ".join(filter(None, cells)) for _number, cells in sample[:first]]
    return Table(header, numbers[at], at - first + 1, titles, chain(sample[at + 1 :], lines))


def find_header(sample: Sequence[Line], layout: Layout, knows_area: Callable[[str], bool]) -> int:
    """Return the place of the headings: the line that holds most of what the layout knows, or the one above the first numbers."""
    known = set(layout.known)
    hits = [len({fold(cell) for cell in cells if cell} & known) for _number, cells in sample]
    # One word of a title can be the name of a column too.
    if max(hits) > 1 or (known and max(hits) == len(known)):
        return hits.index(max(hits))
    first = next((place for place, (_line, cells) in enumerate(sample) if holds_numbers(cells, knows_area)), None)
    # Rows of areas that nobody knows, and a row that numbers the columns, may stand between the headings and the first known area.
    above = [place for place in range(first or 0) if filled(sample[place][1]) > 1]
    heads = [place for place in above if not any(map(is_number, sample[place][1]))]
    return next(iter([*heads[-1:], *above[-1:]]), first_filled(sample))


def first_filled(sample: Sequence[Line]) -> int:
    return next((place for place, (_line, cells) in enumerate(sample) if filled(cells) > 1), 0)


def holds_numbers(cells: Sequence[str], knows_area: Callable[[str], bool]) -> bool:
    """Return whether a line has an area and behind it a number."""
    if numbers_columns(cells):
        return False
    at = next((place for place, cell in enumerate(cells[:AREA_COLUMNS]) if cell and knows_area(cell)), None)
    return at is not None and any(looks_like_a_number(cell) for cell in cells[at + 1 :])


def height_of(sample: Sequence[Line], at: int) -> int:
    """Return how many rows of headings there are: above some columns of the lowest stands what several have in common."""
    height = 1
    while height <= at and height < HIGHEST:
        (number, cells), (next_number, below) = sample[at - height], sample[at - height + 1]
        # A title begins at the left, and leaves no column below it without a heading of its own.
        is_title = not any(cells[1:]) or (cells[0] and all(below))
        if number != next_number - 1 or is_title or any(map(is_number, cells)):
            break
        height += 1
    return height


def is_number(cell: str) -> bool:
    """Return whether a cell holds a number that is no year: headings hold none."""
    return looks_like_a_number(cell) and not YEAR.fullmatch(cell)


def headings(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return one heading for each column: of merged cells only the first holds their text. Those alike get a number."""
    width = max(map(len, rows))
    spread = [[*row, *[""] * (width - len(row))] for row in rows]
    for row in spread[:-1]:
        for place in range(1, width):
            if not row[place] and any(below[place] for below in spread[1:]):
                row[place] = row[place - 1]
    joined = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*spread, strict=True)]
    seen: dict[str, int] = {}
    found = []
    for heading in (" ".join(one.split())[:LONGEST_HEADING] for one in joined):
        seen[heading] = seen.get(heading, 0) + 1
        found.append(f"{heading} ({seen[heading]})" if heading and seen[heading] > 1 else heading)
    return found


def repeats(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a line holds the headings again, as at the head of each printed page; of several rows, one of them."""
    number = 0
    # The first cell tells of most lines that they do not.
    for cell, name in zip(cells, names, strict=False):
        if cell and (word := folded(cell)):
            if word != name and (is_short(word) or word not in name):
                return False
            number += 1
    return number > 1


def is_short(word: str) -> bool:
    return len(word) < SHORTEST_WORD or word.isdigit()


def numbers_columns(cells: Sequence[str]) -> bool:
    """Return whether a line numbers the columns from 1 on."""
    said = [cell for cell in cells if cell]
    return len(said) >= FEWEST_NUMBERED and said == [str(number + 1) for number in range(len(said))]


def filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))
