"""Tables from files: CSV as it comes from anywhere, and XLSX."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, zip_longest
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from kit.exporting import as_written
from kit.importing import Report, UnusableFileError
from kit.importing_xlsx import Speak, cell_text, read_xlsx, sheet_names

DELIMITERS = ";,\t"
CHUNK = 1 << 20
# So many lines are looked at to find the sign that cuts them, where titles stand above the table.
SAMPLE = 60
Line = tuple[int, list[str]]


class Recognises(Protocol):
    """Whoever knows which column each heading of a file means."""

    def recognise(self, header: list[str], report: Report) -> list[str]: ...


@dataclass(frozen=True)
class Row:
    """A row by our columns. A column that the file does not have is not `in` it and reads as empty."""

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def __contains__(self, column: str) -> bool:
        return column in self.cells


def read_table(path: Path, columns: Recognises, report: Report) -> Iterator[Row]:
    """Return the rows of a CSV or XLSX file, whose first line that is not empty holds the headings.

    The line numbers are those that an editor or a spreadsheet shows. A row with more cells than there are headings is
    refused. Raises UnusableFileError for what is no table or lacks a column.
    """
    lines = read_lines(path)
    header = next(lines, (0, []))[1]
    return _rows(lines, columns.recognise(header, report), report)


def _rows(lines: Iterator[Line], names: list[str], report: Report) -> Iterator[Row]:
    for line, cells in lines:
        report.see(line, cells)
        if any(cells[len(names) :]):
            report.refuse(line, _("mehr Felder als Überschriften; fehlt irgendwo ein Anführungszeichen?"))
            continue
        # A short line leaves its last columns empty.
        yield Row(line, {name: cell for name, cell in zip_longest(names, cells, fillvalue="") if name})


def peek(path: Path, number: int) -> tuple[list[str], list[list[str]]]:
    """Return the headings of a file and its first rows, each as long as the headings."""
    lines = read_lines(path)
    header = next(lines, (0, []))[1]
    rows = [cells[: len(header)] for _line, cells in islice(lines, number)]
    return header, [[*cells, *[""] * (len(header) - len(cells))] for cells in rows]


def read_lines(path: Path, *, sheet: str = "", speak: Speak = cell_text, has_titles: bool = False) -> Iterator[Line]:
    """Yield line number and stripped cells of each line that is not empty, the headings first.

    Of an Excel file the first sheet is read, or the one called `sheet`, its cells as `speak` says them. With `has_titles`, other lines
    may stand above the headings of a CSV file.
    """
    lines = read_xlsx(path, sheet, speak) if is_xlsx(path) else _read_csv(path, has_titles=has_titles)
    for line, cells in lines:
        # No database takes the sign of number zero.
        stripped = [cell.replace("\0", "").strip() for cell in cells]
        if any(stripped):
            yield line, [as_written(cell) if cell[:1] == "'" else cell for cell in stripped]


def is_xlsx(path: Path) -> bool:
    """Return whether a file is one of Excel's, which are zipped."""
    with _opened(path) as file:
        return file.read(4) == b"PK\x03\x04"


def sheets_of(path: Path) -> list[str]:
    """Return the names of the sheets of a file; none for CSV."""
    return sheet_names(path) if is_xlsx(path) else []


def _opened(path: Path):
    try:
        return path.open("rb")
    except OSError as error:
        raise UnusableFileError(_("Die Datei %s lässt sich nicht öffnen.") % path) from error


def _read_csv(path: Path, *, has_titles: bool) -> Iterator[Line]:
    first = 1
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            reader = csv.reader(file, delimiter=(_steady_delimiter if has_titles else _delimiter)(file), strict=True)
            for cells in reader:
                yield first, cells
                # A cell may go over several lines; a row is known by its first.
                first = reader.line_num + 1
    except (csv.Error, UnicodeError) as error:
        message = _("Die Datei ist ab Zeile %(line)s nicht als CSV lesbar: %(error)s")
        raise UnusableFileError(message % {"line": first, "error": error}) from error


def _encoding(path: Path) -> str:
    """Return the encoding of a text file: UTF-16 by its mark, UTF-8 where it fits, else Windows-1252."""
    with path.open("rb") as file:
        if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    is_utf8 = True
    with path.open("rb") as file:
        for chunk in iter(partial(file.read, CHUNK), b""):
            if b"\0" in chunk:
                raise UnusableFileError(_("Die Datei ist weder CSV noch XLSX."))
            is_utf8 = is_utf8 and _decodes(decoder, chunk)
    return "utf-8-sig" if is_utf8 and _decodes(decoder, b"", final=True) else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(file) -> str:
    """Return the sign that cuts the first line into the most cells."""
    line = file.readline()
    file.seek(0)
    return max(DELIMITERS, key=line.count)


def _steady_delimiter(file) -> str:
    """Return the sign that cuts most lines into the same number of cells: above and below a table stand sentences."""
    lines = list(islice(file, SAMPLE))
    file.seek(0)

    def steadiness(sign: str) -> int:
        numbers = Counter(found for line in lines if (found := line.count(sign)))
        number, often = max(numbers.items(), key=lambda one: one[0] * one[1], default=(0, 0))
        return number * often if often > 1 else number

    # A decimal comma cuts about as often as the sign between two numbers does, but not as steadily.
    return max(DELIMITERS, key=steadiness)
