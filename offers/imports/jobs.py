"""The work behind imports: checked, applied and taken back by a process of its own, one file at a time.

A request only asks for a step and starts the process. What a restart of the server ends is rolled back by the database and is done
again by the next process, which `run_scheduled` starts too.
"""

import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kit.history import through
from kit.importing import Report, UnusableFileError, run_import
from kit.importing_columns import Chosen
from kit.importing_tables import read_lines
from network.models import User
from offers.imports.offers import import_records
from offers.imports.protocol import Protocol
from offers.imports.terms import Bounds, Terms
from offers.imports.undoing import CHANGING, undo
from offers.imports.weighing import weigh
from offers.models import Import, ImportRow, Offer

logger = logging.getLogger(__name__)
State = Import.State
LOCK = "SELECT pg_try_advisory_lock(hashtext('imports'))"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('imports'))"
IS_LOCKED = """
    SELECT EXISTS (
        SELECT 1 FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (classid::bigint << 32 | objid::bigint) = hashtext('imports')
    )
"""
MOST_ROWS = 50_000
MOST_ATTEMPTS = 3
BEFORE = {
    State.CHECKING: State.UPLOADED,
    State.APPLYING: State.CHECKED,
    State.WEIGHING: State.APPLIED,
    State.UNDOING: State.APPLIED,
}


def start_worker() -> None:
    """Start a process that does what is asked for, and that lives on when this one ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "work_imports"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody has to hear of its end.
    threading.Thread(target=process.wait, daemon=True).start()


def is_running() -> bool:
    """Return whether a process is at work."""
    with connection.cursor() as cursor:
        cursor.execute(IS_LOCKED)
        return cursor.fetchone()[0]


def work_off() -> int:
    """Do all steps that are asked for and return how many there were; a second process at the same time does none.

    What is asked for while the first one finishes its last step is seen by it, since it looks again after it let go.
    """
    done = 0
    while Import.objects.busy().exists() and (some := alone()) is not None:
        done += some
    return done


def alone() -> int | None:
    """Do the steps that are asked for and return how many there were; None while another process is at work."""
    done = 0
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        if not cursor.fetchone()[0]:
            return None
        try:
            while owner := Import.objects.busy().first():
                take_step(owner)
                done += 1
        finally:
            cursor.execute(UNLOCK)
    return done


def take_step(owner: Import) -> None:
    """Do the step that is asked for; where it fails, say so, and the import is what it was before."""
    owner.attempts += 1
    owner.save(update_fields=["attempts"])
    if problem := problem_with(owner):
        Import.objects.filter(pk=owner.pk).update(
            state=BEFORE[owner.state], problem=problem, attempts=0, done=0, is_closed=False
        )


def problem_with(owner: Import) -> str:
    """Do a step and return why it did not succeed, empty where it did."""
    problem = ""
    if owner.attempts > MOST_ATTEMPTS:
        return _("Das wurde dreimal von außen unterbrochen. Vielleicht ist die Datei zu groß.")
    state = owner.state
    try:
        with measured(owner) as progress, through("import", actor_of(owner)):
            STEPS[state](owner, progress)
    except UnusableFileError as error:
        problem = str(error)
    except DatabaseError as error:
        logger.exception("import %s: the database refused", owner.pk)
        problem = _("Die Datenbank hat das abgelehnt, und nichts wurde geändert: %s") % first_line(error)
    except Exception:
        logger.exception("import %s failed", owner.pk)
        problem = _("Das ist nicht gelungen, und nichts wurde geändert. Der Betrieb sieht im Protokoll, warum.")
    owner.state = state
    return problem


def actor_of(owner: Import) -> int | None:
    """Return who stands in the history of the records that a step changes (by id): whoever asked for it."""
    if owner.state in {State.WEIGHING, State.UNDOING}:
        return owner.undone_by_id
    return owner.applied_by_id or owner.made_by_id


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


@contextmanager
def measured(owner: Import) -> Iterator[Callable[[int], None]]:
    """Give a function that notes how far a step is, for everybody to see while its transaction is open."""
    beside = connection.copy()

    def note(done: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute("UPDATE offers_import SET done = least(%s, total) WHERE id = %s", [done, owner.pk])

    try:
        yield note
    finally:
        beside.close()


@contextmanager
def on_disk(owner: Import) -> Iterator[Path]:
    """Give the uploaded file a path for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(owner.file.content)
        yield path


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
    with on_disk(owner) as path:
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

    with on_disk(owner) as path:
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


def finish(owner: Import, state: str, **more: object) -> None:
    """Note the outcome of a step."""
    owner.state, owner.problem, owner.attempts = state, "", 0
    for name, value in more.items():
        setattr(owner, name, value)
    owner.save()


STEPS = {State.CHECKING: check, State.APPLYING: apply, State.WEIGHING: look_through, State.UNDOING: take_back}
