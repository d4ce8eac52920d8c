"""Offers, partners and facilities from a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import Report
from kit.importing_columns import Columns
from kit.importing_tables import Recognises, Row, read_table
from offers.imports.columns import offer_columns, offer_labels
from offers.imports.drafts import Reader
from offers.imports.hosts_columns import facility_columns, facility_labels, partner_columns, partner_labels
from offers.imports.register_rows import FacilityReader, PartnerReader
from offers.imports.saving import Saver
from offers.imports.stores import FacilityStore, OfferStore, PartnerStore, Store
from offers.imports.terms import Terms
from offers.models import Sort

CHUNK = 1000
# Two imports at once could both make what neither finds; so the second one waits until the first is done.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('import_records'))"
# The search's copies are written once, when the transaction ends.
LATER = "SET CONSTRAINTS offers_freshen DEFERRED"


@dataclass(frozen=True)
class Kind:
    """How files of one sort of records are read and saved."""

    columns: Callable[[Mapping[str, str] | None], Columns]
    labels: Callable[[], dict[str, str]]
    reader: Callable[[Report, Terms], Reader | PartnerReader | FacilityReader]
    store: type[Store]
    # The columns that together tell a row from the others where it has no key; offers may come several times.
    named_by: tuple[str, ...] = ()
    # Columns in which a file often leaves out what holds for all its rows.
    constant: tuple[str, ...] = field(default=())


KINDS = {
    Sort.OFFER: Kind(
        offer_columns,
        offer_labels,
        Reader,
        OfferStore,
        constant=("provider", "type", "all_ages", "age_from_months", "age_to_months", "city", "catchment", "status"),
    ),
    Sort.PARTNER: Kind(
        partner_columns, partner_labels, PartnerReader, PartnerStore, ("name",), constant=("kind", "is_public")
    ),
    Sort.FACILITY: Kind(
        facility_columns,
        facility_labels,
        FacilityReader,
        FacilityStore,
        ("name", "provider", "street"),
        constant=("provider", "kind", "city"),
    ),
}


def import_offers(path: Path, report: Report, *, renamed: Mapping[str, str] | None = None) -> None:
    """Create or change offers so that they are as the file says; offers that it does not name stay.

    `renamed` says which heading of the file means which of our columns. Memory does not grow with the file.
    """
    import_records(Sort.OFFER, path, report, columns=offer_columns(renamed), terms=Terms())


def import_records(sort: str, path: Path, report: Report, *, columns: Recognises, terms: Terms) -> None:
    """Create or change records of one sort so that they are as the file says; what it does not name stays."""
    kind = KINDS[sort]
    rows = _named_once(_completed(read_table(path, columns, report), terms.constants), kind, report)
    with connection.cursor() as cursor:
        cursor.execute(LATER)
        if not terms.is_trial:
            cursor.execute(LOCK)
    reader, saver = kind.reader(report, terms), Saver(kind.store(), report, terms)
    while chunk := list(islice(rows, CHUNK)):
        drafts = list(reader.drafts(chunk))
        for line, record, wanted in reader.register.brought:
            saver.bring(line, record, wanted)
        reader.register.brought.clear()
        saver.save(drafts)
        report.settle()
    report.settle()


def _completed(rows: Iterable[Row], constants: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows with what holds for all of them in cells that are empty or missing."""
    for row in rows:
        yield Row(row.line, {**row.cells, **{name: row[name] or text for name, text in constants.items()}})


def _named_once(rows: Iterable[Row], kind: Kind, report: Report) -> Iterator[Row]:
    """Yield the rows without those whose key, or whose name where they have none, another row had before."""
    lines: dict[str, int] = {}
    for row in rows:
        key, message = row["id"], _("die Kennung %(id)s steht schon in Zeile %(line)s")
        if not key and kind.named_by:
            key, message = " ".join(fold(row[name]) for name in kind.named_by), _("steht schon in Zeile %(line)s")
        if key in lines:
            report.refuse(row.line, message % {"id": key, "line": lines[key]})
            continue
        if key.strip():
            lines[key] = row.line
        yield row
