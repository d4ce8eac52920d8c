"""Rows as files that people open in a table program."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A table program would run a cell that begins so as a formula, whoever wrote it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: object) -> str:
    """Return a value as text that no table program takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as `name`.csv: UTF-8 with BOM and semicolons, as German table programs expect them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(header)
    writer.writerows(map(harmless, row) for row in rows)
    return attached(f"{name}.csv", "text/csv; charset=utf-8", buffer.getvalue().encode("utf-8-sig"))


def xlsx_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as `name`.xlsx, every cell as text, so that no number loses its zeros."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append(list(header))
    for row in rows:
        sheet.append([harmless(value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return attached(f"{name}.xlsx", XLSX, buffer.getvalue())


def attached(file_name: str, content_type: str, content: bytes) -> HttpResponse:
    """Return a file to be saved, not shown."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{file_name}"'}
    )
