"""Rows as files that people open in a table program."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from django.http import HttpResponse

# A table program would run a cell that begins so as a formula, whoever wrote it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: object) -> str:
    """Return a value as text that no table program takes for a formula.

    A Decimal is a number whatever its sign, and is written as Germans write it.
    """
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_written(text: str) -> str:
    """Return what `harmless` made harmless as it was, for a file that comes back."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as `name`.csv: UTF-8 with BOM and semicolons, as German table programs expect them."""
    content = b"".join(csv_pieces(header, rows))
    return attached(f"{name}.csv", "text/csv; charset=utf-8", content)


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield the lines of such a file, one after the other."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    encoding = "utf-8-sig"
    for row in chain([header], rows):
        writer.writerow(map(harmless, row))
        yield buffer.getvalue().encode(encoding)
        buffer.seek(0)
        buffer.truncate()
        encoding = "utf-8"


def xlsx_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as `name`.xlsx, every cell as text, so that no number loses its zeros; a Decimal is one to reckon with."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append(list(map(str, header)))  # some are translated only when they are read
    for row in rows:
        sheet.append([value if isinstance(value, Decimal) else harmless(value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return attached(f"{name}.xlsx", XLSX, buffer.getvalue())


def inline(file_name: str, content_type: str, content: bytes) -> HttpResponse:
    """Return a file to be shown where the browser can; `file_name` is offered for saving it."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'inline; filename="{file_name}"'}
    )


def attached(file_name: str, content_type: str, content: bytes) -> HttpResponse:
    """Return a file to be saved, not shown."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{file_name}"'}
    )
