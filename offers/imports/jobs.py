"""The work behind imports: checked, applied and taken back by a process of its own, one file at a time; see `kit.jobs`.

`run_scheduled` starts the process too, for what a restart of the server left over.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kit.history import through
from kit.importing import Report, UnusableFileError, run_import
from kit.importing_columns import Chosen
from kit.importing_tables import read_lines
from kit.jobs import Queue, finish, on_disk
from network.models import User
from offers.imports.offers import import_records
from offers.imports.protocol import Protocol
from offers.imports.terms import Bounds, Terms
from offers.imports.undoing import CHANGING, undo
from offers.imports.weighing import weigh
from offers.models import Import, ImportRow, Offer

State = Import.State
MOST_ROWS = 50_000


def terms_of(owner: Import) -> Terms:
    """Return the terms of an import: the rights of whoever uploaded it count at the moment of each step."""
    if owner.made_by is None:
        raise UnusableFileError(_("Das Konto, das diese Datei hochgeladen hat, gibt es nicht mehr."))
    return Terms(
        Bounds(owner.made_by),
        owner.source,
        owner.constants,
        frozenset(owner.overruled),
        is_trial=owner.state == State.CHECKING,
    )


def check(owner: Import, progress: Callable[[int], None]) -> None:
    """Find out what would become of each row."""
    with on_disk(owner.file.content) as path:
        Import.objects.filter(pk=owner.pk).update(done=0, total=rows_in(path))
        report = Protocol(owner, progress)
        run_import(lambda report: work(owner, path, report), dry_run=True, report=report)
    # Not in one transaction: to name a record holds up whoever wants to edit it, until the transaction ends.
    report.save()
    finish(owner, State.CHECKED)


def rows_in(path: Path) -> int:
    """Return how many rows a file has; raises UnusableFileError where it is none, or has too many."""
    number = max(sum(1 for _line in read_lines(path)) - 1, 0)
    if not number:
        raise UnusableFileError(_("Die Datei hat keine Zeile unter den Überschriften."))
    if number > MOST_ROWS:
        message = _("Die Datei hat %(number)s Zeilen, höchstens %(most)s gehen auf einmal. Bitte teilen Sie sie.")
        raise UnusableFileError(message % {"number": number, "most": MOST_ROWS})
    return number


def apply(owner: Import, progress: Callable[[int], None]) -> None:
    """Do what the check announced, as far as it still holds: every row is decided anew."""
    report = Protocol(owner, progress)

    def all_of_it(report: Report) -> None:
        lock_known(owner)
        work(owner, path, report)
        report.save()
        finish(owner, State.APPLIED, applied_at=timezone.now())

    with on_disk(owner.file.content) as path:
        run_import(all_of_it, skip_refused=True, report=report)


def lock_known(owner: Import) -> None:
    """Wait for whoever edits one of the offers at the moment, in the order in which staff's own actions do."""
    known = ImportRow.objects.filter(owner=owner).exclude(offer=None).values("offer")
    list(Offer.objects.filter(pk__in=known).order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))


def work(owner: Import, path: Path, report: Report) -> None:
    import_records(owner.sort, path, report, columns=Chosen(owner.columns), terms=terms_of(owner))


def take_back(owner: Import, progress: Callable[[int], None]) -> None:
    """Undo an import as far as nobody went on working with what it brought."""
    by = undoer_of(owner)
    with transaction.atomic():
        undo(owner, progress, by=by)
        finish(owner, State.UNDONE, undone_at=timezone.now())


def look_through(owner: Import, progress: Callable[[int], None]) -> None:
    """Find out what taking an import back would come to."""
    by = undoer_of(owner)
    found = weigh(owner, by=by, progress=progress)
    finish(owner, State.APPLIED, preview=found | {"found_at": timezone.now().isoformat()})


def undoer_of(owner: Import) -> User:
    """Return who wants an import taken back, once it is noted how many rows that concerns."""
    concerned = owner.rows.filter(outcome__in=CHANGING).count()
    Import.objects.filter(pk=owner.pk).update(done=0, total=concerned)
    if owner.undone_by is None:
        raise UnusableFileError(_("Das Konto, das den Import zurücknehmen wollte, gibt es nicht mehr."))
    return owner.undone_by


def written_down(owner: Import) -> AbstractContextManager:
    """Return the context in which the history of records says that an import changed them, and who asked for the step."""
    is_way_back = owner.state in {State.WEIGHING, State.UNDOING}
    by = owner.undone_by_id if is_way_back else owner.applied_by_id or owner.made_by_id
    return through("import", by)


QUEUE = Queue(
    model=Import,
    name="imports",
    command="work_imports",
    steps={State.CHECKING: check, State.APPLYING: apply, State.WEIGHING: look_through, State.UNDOING: take_back},
    before={
        State.CHECKING: State.UPLOADED,
        State.APPLYING: State.CHECKED,
        State.WEIGHING: State.APPLIED,
        State.UNDOING: State.APPLIED,
    },
    around=written_down,
)
LOCK, UNLOCK = QUEUE.lock, QUEUE.unlock
start_worker, is_running, work_off, measured = QUEUE.start_worker, QUEUE.is_running, QUEUE.work_off, QUEUE.measured
