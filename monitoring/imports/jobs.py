"""The work behind numbers in the workspace: checked, applied and taken back by a process of its own; see `kit.jobs`."""

import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from kit.importing import UnusableFileError, run_import
from kit.importing_tables import is_xlsx
from kit.jobs import Progress, Queue, finish, on_disk
from monitoring.imports.crosswalk import Reform, convert
from monitoring.imports.layout import Layout
from monitoring.imports.recording import COUNTED, keep
from monitoring.imports.report import NumberReport
from monitoring.imports.undoing import undo
from monitoring.imports.values import Terms, import_values
from monitoring.models import ValueImport, ValueUpload, ValueUploadRow
from sozialraum.models import AreaLevel

State = ValueUpload.State
CHUNK = 1 << 20


def check(owner: ValueUpload, progress: Progress) -> None:
    """Find out what would become of each number."""
    report = NumberReport()
    with on_disk(owner.file.content) as path:
        ValueUpload.objects.filter(pk=owner.pk).update(done=0, total=lines_in(path))
        run_import(
            lambda report: work(owner, path, report, Terms(is_trial=True), progress), dry_run=True, report=report
        )
    with transaction.atomic():
        keep(owner, report)
        finish(owner, State.CHECKED, done=0, total=0, differs=False)


def apply(owner: ValueUpload, progress: Progress) -> None:
    """Do what the check announced, as far as it still holds: every number is compared anew."""
    before = [getattr(owner, name) for name in COUNTED]
    report = NumberReport()
    terms = Terms(by=owner.asked_by, file_name=owner.file_name, skip_refused=True)

    def all_of_it(report: NumberReport) -> None:
        result = work(owner, path, report, terms, progress)
        keep(owner, report)
        differs = before != [getattr(owner, name) for name in COUNTED]
        finish(owner, State.APPLIED, result=result, differs=differs, done=0, total=0)

    with on_disk(owner.file.content) as path:
        ValueUpload.objects.filter(pk=owner.pk).update(done=0, total=lines_in(path))
        run_import(all_of_it, skip_refused=True, report=report)


def lines_in(path: Path) -> int:
    """Return how many lines a text file has, to see how far the work is; nought where only reading it all would tell."""
    if is_xlsx(path):
        return 0
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(CHUNK), b""))


def work(owner: ValueUpload, path: Path, report: NumberReport, terms: Terms, progress: Progress) -> ValueImport | None:
    if owner.sort == ValueUpload.Sort.CROSSWALK:
        return convert(path, report, reform=reform_of(owner), terms=terms)
    return import_values(path, report, layout=Layout.of(owner.layout), terms=terms, progress=progress)


def reform_of(owner: ValueUpload) -> Reform:
    """Return what was said of a reform when its file was uploaded."""
    said = owner.layout
    try:
        level = AreaLevel.objects.get(code=said["level"])
    except AreaLevel.DoesNotExist as error:
        raise UnusableFileError(_("Die Ebene „%s“ gibt es nicht mehr.") % said["level"]) from error
    day = datetime.date.fromisoformat(said["day"])
    return Reform(level, day, said["basis"], tuple(said["indicators"]), owner.source)


def take_back(owner: ValueUpload, progress: Progress) -> None:
    """Undo an import as far as no later one wrote over it."""
    if owner.asked_by is None:
        raise UnusableFileError(_("Das Konto, das den Import zurücknehmen wollte, gibt es nicht mehr."))
    with transaction.atomic():
        found = undo(owner.result, by=owner.asked_by)
        ValueUploadRow.objects.bulk_create((ValueUploadRow(owner=owner, **row) for row in found.named), batch_size=1000)
        finish(owner, State.UNDONE, left=found.stays)


QUEUE = Queue(
    model=ValueUpload,
    name="number_imports",
    command="work_numbers",
    steps={State.CHECKING: check, State.APPLYING: apply, State.UNDOING: take_back},
    before={State.CHECKING: State.UPLOADED, State.APPLYING: State.CHECKED, State.UNDOING: State.APPLIED},
)
start_worker, is_running, work_off = QUEUE.start_worker, QUEUE.is_running, QUEUE.work_off
