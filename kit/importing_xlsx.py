"""A sheet of an Excel file as lines of text."""

import datetime
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from kit.importing import UnusableFileError

# What openpyxl and the libraries below it raise over archives and XML that are broken somewhere.
DAMAGED = (zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, IndexError, TypeError, ValueError)
# From here on a spreadsheet shows a number as 1E+15, and no cell of a table means it.
LARGEST_WHOLE = 1e15
# A file of a few kilobytes can unpack to gigabytes; a sheet of 20,000 full rows has some 50 MB.
LARGEST_UNPACKED = 100_000_000


# What stands in a cell and how its number is formatted, as text.
Speak = Callable[[object, str], str]


def read_xlsx(path: Path, sheet: str = "", speak: Speak | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of the first sheet, or of the one called `sheet`.

    Formulas count with the value that Excel last saw. `speak` says what stands in a cell; without it, `cell_text` does.
    """
    speak = speak or cell_text
    with _opened(path) as book:
        known = {one.title: one for one in book.worksheets}
        if sheet and sheet not in known:
            message = _("Das Tabellenblatt „%(sheet)s“ gibt es nicht. Es gibt: %(known)s")
            raise UnusableFileError(message % {"sheet": sheet, "known": ", ".join(known)})
        rows = known[sheet] if sheet else book.worksheets[0]
        # Some programs write a wrong size of the sheet; the rows themselves know better.
        rows.reset_dimensions()
        for number, cells in enumerate(_quietly(rows.iter_rows()), start=1):
            yield number, [speak(cell.value, getattr(cell, "number_format", "")) for cell in cells]


def sheet_names(path: Path) -> list[str]:
    """Return what the sheets that hold cells are called."""
    with _opened(path) as book:
        return [sheet.title for sheet in book.worksheets]


@contextmanager
def _opened(path: Path) -> Iterator:
    """Open a file of Excel's. Raises UnusableFileError for one that is damaged, also while it is read."""
    from openpyxl import load_workbook

    try:
        _refuse_bomb(path)
        # Given a name, openpyxl would judge the file by its ending.
        with path.open("rb") as file:
            yield load_workbook(file, read_only=True, data_only=True)
    except DAMAGED as error:
        raise UnusableFileError(_("Die Datei ist keine lesbare Excel-Tabelle: %s") % error) from error


def _refuse_bomb(path: Path) -> None:
    """Refuse an archive that would fill the memory. The sizes it names bind: no more than that is ever unpacked."""
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise UnusableFileError(_("Die Excel-Tabelle ist ausgepackt zu groß. Bitte teilen Sie sie."))


def _quietly(rows: Iterator) -> Iterator:
    """Yield `rows` without warnings of what a spreadsheet can hold and a table does not need."""
    while True:
        with warnings.catch_warnings(action="ignore"):
            row = next(rows, None)
        if row is None:
            return
        yield row


def cell_text(value: object, number_format: str = "") -> str:
    """Return what a person sees in a cell: 41061 for 41061.0, 01067 where the format asks for five digits."""
    match value:
        case None:
            text = ""
        case bool():
            text = "ja" if value else "nein"
        case int() | float() if abs(value) < LARGEST_WHOLE and value == int(value):
            is_padded = set(number_format) == {"0"}
            text = str(int(value)).zfill(len(number_format) if is_padded else 1)
        case datetime.datetime():
            # A day without a time is a time of midnight to Excel.
            text = value.isoformat(" ", "minutes").removesuffix(" 00:00")
        case datetime.time():
            text = value.isoformat("minutes")
        case _:
            text = str(value)
    return text
