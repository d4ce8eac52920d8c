"""Numbers of a file into the raw numbers: the way in of the command and of the workspace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kit.importing import UnusableFileError
from kit.importing_tables import is_xlsx
from monitoring.actions import rewriting_numbers
from monitoring.imports import recording, staging, warnings
from monitoring.imports.areas import Areas
from monitoring.imports.guessing import completed, guess, guess_day
from monitoring.imports.layout import Layout
from monitoring.imports.reading import Reader, columns_of, sign_of
from monitoring.imports.report import NumberReport
from monitoring.imports.tables import Table, open_table
from monitoring.models import Indicator, ValueImport
from monitoring.releasing import Change
from network.models import User

EXAMPLES = 12
LONGEST_NAME = 200


@dataclass(frozen=True)
class Terms:
    """Who brings numbers in, and whether they are to be written: always, never, or only where no line is refused."""

    by: User | None = None
    file_name: str = ""
    is_trial: bool = False
    skip_refused: bool = False

    def writes(self, report: NumberReport) -> bool:
        return not self.is_trial and (self.skip_refused or not report.refused)


def import_values(
    path: Path,
    report: NumberReport,
    *,
    layout: Layout,
    terms: Terms,
    progress: Callable[[int], None] = lambda _done: None,
) -> ValueImport | None:
    """Take in the numbers of a file, in the transaction of the caller; return what they are known by, None for a trial.

    Columns that the layout does not name are taken for what they are called. Raises UnusableFileError for what is no table.
    """
    areas = Areas()
    areas.level_of(layout.level)
    layout, table = understood(path, layout, areas)
    report.layout = layout.as_dict()
    if ignored := [heading for heading, means in layout.columns.items() if not means]:
        report.note(0, _("Diese Spalten bleiben außer Acht: %s") % ", ".join(ignored))
    codes = {one.code: one for one in Indicator.objects.all()}
    columns = columns_of(table, layout, codes)
    sign = layout.decimal
    if not sign and not is_xlsx(path):
        sign = sign_of(open_table(path, layout, areas.knows), columns)
    with trying() if terms.is_trial else rewriting_numbers() as changed:
        staging.begin()
        reader = Reader(layout, columns, areas, codes, report, sign, progress)
        staging.stage(reader.numbers(table))
        staging.settle(report)
        if not (report.created or report.changed or report.unchanged or report.refused):
            raise UnusableFileError(_("In der Datei steht keine einzige Zahl."))
        warnings.look(report)
        recording.collect(report)
        result = written(layout.source or terms.file_name or path.name, terms, report, changed)
    report.finished()
    return result


@contextmanager
def trying() -> Iterator[set[Change]]:
    """Compare without keeping anybody from writing."""
    with transaction.atomic():
        yield set()


def written(source: str, terms: Terms, report: NumberReport, changed: set[Change]) -> ValueImport | None:
    """Write what was laid aside, where the terms allow it; what that changes is put into `changed`."""
    if not terms.writes(report):
        return None
    result = ValueImport.objects.create(
        source=source[:LONGEST_NAME],
        file_name=terms.file_name[-LONGEST_NAME:],
        applied_by=terms.by,
        applied_at=timezone.now(),
    )
    changed |= staging.write(result)
    return result


def understood(path: Path, layout: Layout, areas: Areas) -> tuple[Layout, Table]:
    """Return a file's table, and a layout in which nothing is left to guess."""
    table = open_table(path, layout, areas.knows)
    rows = [cells for _line, cells in first_lines(table)]
    guessed = guess(table.header, rows, layout.known, areas.knows)
    layout = completed(layout, table.header, guessed)
    if not layout.date:
        layout = replace(layout, date=guess_day(table.titles, timezone.localdate()))
    return replace(layout, header=table.header_line, header_rows=table.header_rows), table


def first_lines(table: Table, number: int = EXAMPLES) -> list[tuple[int, list[str]]]:
    """Return the first lines below the headings, without using them up."""
    found = list(islice(table.lines, number))
    table.lines = chain(found, table.lines)
    return found
