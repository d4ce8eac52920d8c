"""Offers from a file."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from kit.importing import RefusedError, Report
from kit.importing_tables import Row, read_table
from offers.imports.columns import offer_columns
from offers.imports.drafts import Draft, Reader
from offers.imports.saving import Saver
from offers.imports.spots import Ground

CHUNK = 1000


def import_offers(path: Path, report: Report, *, renamed: Mapping[str, str] | None = None) -> None:
    """Create or change offers so that they are as the file says; offers that it does not name stay.

    `renamed` says which heading of the file means which of our columns. Memory does not grow with the file.
    """
    rows = _named_once(read_table(path, offer_columns(renamed), report), report)
    with connection.cursor() as cursor:
        # The search's copies are written once, when the transaction ends.
        cursor.execute("SET CONSTRAINTS offers_freshen DEFERRED")
    ground, reader, saver = Ground(report), Reader(report), Saver(report)
    while chunk := list(islice(rows, CHUNK)):
        saver.save(list(_drafts(chunk, ground, reader, report)))


def _named_once(rows: Iterable[Row], report: Report) -> Iterator[Row]:
    """Yield the rows without those whose id another row had before."""
    lines: dict[str, int] = {}
    for row in rows:
        if row["id"] in lines:
            message = _("die Kennung %(id)s steht schon in Zeile %(line)s")
            report.refuse(row.line, message % {"id": row["id"], "line": lines[row["id"]]})
            continue
        if row["id"]:
            lines[row["id"]] = row.line
        yield row


def _drafts(rows: list[Row], ground: Ground, reader: Reader, report: Report) -> Iterator[Draft]:
    spots = ground.spots(rows)
    for row in rows:
        if row.line not in spots:
            continue
        try:
            yield reader.read(row, spots[row.line])
        except RefusedError as refusal:
            report.refuse(row.line, str(refusal))
