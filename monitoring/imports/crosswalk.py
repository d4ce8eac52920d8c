"""A reform of boundaries: series of old districts carried over to the new ones by weights, and marked as converted.

Old numbers stay with the old districts. Counts are split, rates come from split counts; a rate of which only the value is known cannot
be split, and the report says so.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from kit.importing import RefusedError, UnusableFileError
from kit.importing_columns import Columns
from kit.importing_tables import Row, read_table
from monitoring.actions import rewriting_numbers
from monitoring.imports import recording, staging, warnings
from monitoring.imports.areas import Areas
from monitoring.imports.report import MOST_SAID, NumberReport
from monitoring.imports.staging import sql
from monitoring.imports.values import Terms, trying, written
from monitoring.models import Crosswalk, CrosswalkShare, Indicator, ValueImport
from sozialraum.models import AreaLevel

COLUMNS = Columns(
    {
        "old_code": ["alt", "alter Schlüssel", "Schlüssel alt", "von"],
        "new_code": ["neu", "neuer Schlüssel", "Schlüssel neu", "nach"],
        "weight": ["Gewicht", "Anteil"],
        "basis": ["Grundlage"],
    },
    required=("old_code", "new_code", "weight"),
)
# Weights are shares that somebody rounded.
TOLERANCE = Decimal("0.0001")
SMALLEST = Decimal("0.00000001")
MAKE_SHARES = """
    DROP TABLE IF EXISTS shares;
    CREATE TEMP TABLE shares (old_id bigint, new_id bigint, weight numeric(9, 8)) ON COMMIT DROP
"""


@dataclass(frozen=True)
class Reform:
    """Which districts changed and when; `basis` picks the weights of a file that has several, `indicators` what is converted."""

    level: AreaLevel
    day: datetime.date
    basis: str = ""
    indicators: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Share:
    line: int
    old: int
    new: int
    weight: Decimal


def convert(path: Path, report: NumberReport, *, reform: Reform, terms: Terms) -> ValueImport | None:
    """Carry series over to new districts, in the transaction of the caller; return what the numbers are known by, None for a trial.

    Raises UnusableFileError for a file that holds no weights, and for indicators that do not exist.
    """
    known = set(Indicator.objects.values_list("code", flat=True))
    if unknown := sorted(set(reform.indicators) - known):
        raise UnusableFileError(_("Den Indikator „%s“ gibt es nicht.") % ", ".join(unknown))
    shares = [share for share in read_shares(path, report, reform) if share.old != share.new]
    if not shares and not report.refused:
        raise UnusableFileError(_("Nach dieser Datei hat sich kein Gebiet geändert."))
    with trying() if terms.is_trial else rewriting_numbers() as changed:
        staging.begin()
        # Weights that do not hold give wrong numbers, also where they are those of other districts.
        split([] if report.refused else shares, report, reform)
        staging.settle(report)
        warnings.look(report)
        recording.collect(report)
        source = reform.source or _("Umrechnung auf die Grenzen vom %s") % f"{reform.day:%d.%m.%Y}"
        result = written(source, terms, report, changed)
        if result:
            walk = Crosswalk.objects.create(result=result, level=reform.level, day=reform.day, basis=reform.basis)
            CrosswalkShare.objects.bulk_create(
                CrosswalkShare(crosswalk=walk, old_id=one.old, new_id=one.new, weight=one.weight) for one in shares
            )
    report.finished()
    return result


def read_shares(path: Path, report: NumberReport, reform: Reform) -> list[Share]:
    """Return the weights of a file, those of one basis; the report hears of rows that cannot be, and of old areas that do not add up."""
    areas = Areas()
    rows = list(rows_of_basis(path, report, reform))
    found: dict[tuple[int, int], Share] = {}
    for row in rows:
        try:
            share = share_of(row, areas, reform)
        except RefusedError as error:
            report.refuse(row.line, str(error))
            continue
        first = found.setdefault((share.old, share.new), share)
        if first is not share:
            report.refuse(row.line, _("steht schon in Zeile %s") % first.line)
    # Rows of weight nought are allowed and mean nothing.
    shares = [share for share in found.values() if share.weight]
    names = {row.pk: f"{row.code} {row.name}" for row in areas.rows}
    check_sums(shares, names, report)
    return shares


def rows_of_basis(path: Path, report: NumberReport, reform: Reform) -> Iterator[Row]:
    """Yield the rows with the basis that was asked for; raises UnusableFileError where a file has several and none was."""
    rows = list(read_table(path, COLUMNS, report))
    if not rows:
        raise UnusableFileError(_("Die Datei hat keine Zeile unter den Überschriften."))
    known = sorted({row["basis"] for row in rows})
    if reform.basis and reform.basis not in known:
        message = _("Gewichte auf der Grundlage „%(basis)s“ gibt es in der Datei nicht. Es gibt: %(known)s")
        raise UnusableFileError(message % {"basis": reform.basis, "known": ", ".join(known)})
    if not reform.basis and len(known) > 1:
        message = _("Die Datei hat Gewichte auf verschiedenen Grundlagen; bitte eine davon angeben: %s")
        raise UnusableFileError(message % ", ".join(known))
    return (row for row in rows if not reform.basis or row["basis"] == reform.basis)


def share_of(row: Row, areas: Areas, reform: Reform) -> Share:
    """Return what a row says; the old code holds on the day before the reform, the new one on its day."""
    before = reform.day - datetime.timedelta(days=1)
    old, new = (
        areas.find(row[name], day, reform.level.code).district
        for name, day in (("old_code", before), ("new_code", reform.day))
    )
    if not old or not new:
        raise RefusedError(_("gemeint ist kein Gebiet der Ebene %s") % reform.level)
    try:
        weight = Decimal(row["weight"].replace(",", ".")).quantize(SMALLEST)
    except InvalidOperation:
        raise RefusedError(_("das Gewicht „%s“ ist keine Zahl") % row["weight"][:60]) from None
    if not 0 <= weight <= 1:
        raise RefusedError(_("das Gewicht %s liegt nicht zwischen 0 und 1") % row["weight"])
    return Share(row.line, old, new, weight)


def check_sums(shares: list[Share], names: dict[int, str], report: NumberReport) -> None:
    """Refuse old areas of which more or less than all is given away, and those that did not change but get parts of others."""
    given: dict[int, list[Share]] = defaultdict(list)
    for share in shares:
        given[share.old].append(share)
    for old, some in given.items():
        total = sum(share.weight for share in some)
        if abs(total - 1) > TOLERANCE:
            message = _("die Gewichte von %(area)s ergeben zusammen %(sum)s statt 1")
            said = f"{total.normalize():f}".replace(".", ",")
            report.refuse(some[0].line, message % {"area": names[old], "sum": said})
    stable = {share.old for share in shares if share.old == share.new}
    for share in shares:
        if share.new in stable and share.old != share.new:
            message = _("%s hat sich nicht geändert und kann keinen Teil eines anderen Gebiets bekommen")
            report.refuse(share.line, message % names[share.new])


def split(shares: list[Share], report: NumberReport, reform: Reform) -> None:
    """Lay the converted numbers aside, and say which series cannot be converted."""
    asked = {"day": reform.day, "indicators": list(reform.indicators) or None, "most": MOST_SAID}
    with connection.cursor() as cursor:
        cursor.execute(MAKE_SHARES)
        with cursor.copy("COPY shares (old_id, new_id, weight) FROM STDIN") as copy:
            for one in shares:
                copy.write_row((one.old, one.new, one.weight))
        cursor.execute(sql("convert_not"), asked)
        for name, number in cursor.fetchall():
            message = _("%(name)s: %(number)s Werte sind ohne Zähler und Nenner bekannt und werden nicht umgerechnet")
            report.note(0, message % {"name": name, "number": number})
        cursor.execute(sql("convert_gaps"), asked)
        for name, day, number in cursor.fetchall():
            message = _(
                "%(name)s, %(day)s: bei %(number)s neuen Gebieten fehlt die Zahl eines alten; nicht umgerechnet"
            )
            report.note(0, message % {"name": name, "day": f"{day:%d.%m.%Y}", "number": number})
        cursor.execute(sql("convert"), asked)
        cursor.execute(sql("convert_counted"))
        if counted := len(cursor.fetchall()):
            report.note(0, _("%s Zahlen sind in den neuen Grenzen schon ausgezählt und bleiben") % counted)
