"""Long work that people ask for, done by a process of its own: one piece at a time, each a step of some record.

A request only asks for a step and starts the process. What a restart of the server ends is rolled back by the database and is done
again by the next process.
"""

import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Model
from django.utils.translation import gettext as _

from kit.importing import UnusableFileError

logger = logging.getLogger(__name__)
IS_LOCKED = """
    SELECT EXISTS (
        SELECT 1 FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (classid::bigint << 32 | objid::bigint) = hashtext('{name}')
    )
"""
MOST_ATTEMPTS = 3
Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Records with a `state`; what is to be done in a state is a function of the record and of how far it is.

    The model has `state`, `attempts`, `asked_at`, `done`, `total`, `problem` and `is_closed`, and a manager that knows `busy()`.
    `before` says which state a step that failed goes back to; `command` is the management command that calls `work_off`.
    `around` gives the context in which a step of a record is done.
    """

    model: type[Model]
    name: str
    command: str
    steps: Mapping[str, Callable[[Any, Progress], None]]
    before: Mapping[str, str]
    around: Callable[[Any], AbstractContextManager] = nullcontext

    @property
    def lock(self) -> str:
        """Return the statement that lets one process alone be at work."""
        return f"SELECT pg_try_advisory_lock(hashtext('{self.name}'))"

    @property
    def unlock(self) -> str:
        """Return the statement that lets the next one."""
        return f"SELECT pg_advisory_unlock(hashtext('{self.name}'))"

    def start_worker(self) -> None:
        """Start a process that does what is asked for, and that lives on when this one ends."""
        process = subprocess.Popen(  # noqa: S603 (our own)
            [sys.executable, "-m", "django", self.command],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        # Somebody has to hear of its end.
        threading.Thread(target=process.wait, daemon=True).start()

    def is_running(self) -> bool:
        """Return whether a process is at work."""
        with connection.cursor() as cursor:
            cursor.execute(IS_LOCKED.format(name=self.name))
            return cursor.fetchone()[0]

    def work_off(self) -> int:
        """Do all steps that are asked for and return how many there were; a second process at the same time does none.

        What is asked for while the first one finishes its last step is seen by it, since it looks again after it let go.
        """
        done = 0
        while self.model._default_manager.busy().exists() and (some := self.alone()) is not None:
            done += some
        return done

    def alone(self) -> int | None:
        """Do the steps that are asked for and return how many there were; None while another process is at work."""
        done = 0
        with connection.cursor() as cursor:
            cursor.execute(self.lock)
            if not cursor.fetchone()[0]:
                return None
            try:
                while owner := self.model._default_manager.busy().first():
                    self.take_step(owner)
                    done += 1
            finally:
                cursor.execute(self.unlock)
        return done

    def take_step(self, owner: Any) -> None:
        """Do the step that is asked for; where it fails, say so, and the record is what it was before."""
        owner.attempts += 1
        owner.save(update_fields=["attempts"])
        if problem := self.problem_with(owner):
            self.model._default_manager.filter(pk=owner.pk).update(
                state=self.before[owner.state], problem=problem, attempts=0, done=0, is_closed=False
            )

    def problem_with(self, owner: Any) -> str:
        """Do a step and return why it did not succeed, empty where it did."""
        problem = ""
        if owner.attempts > MOST_ATTEMPTS:
            return _("Das wurde dreimal von außen unterbrochen. Vielleicht ist die Datei zu groß.")
        state = owner.state
        try:
            with self.measured(owner) as progress, self.around(owner):
                self.steps[state](owner, progress)
        except UnusableFileError as error:
            problem = str(error)
        except DatabaseError as error:
            logger.exception("%s %s: the database refused", self.command, owner.pk)
            problem = _("Die Datenbank hat das abgelehnt, und nichts wurde geändert: %s") % first_line(error)
        except Exception:
            logger.exception("%s %s failed", self.command, owner.pk)
            problem = _("Das ist nicht gelungen, und nichts wurde geändert. Der Betrieb sieht im Protokoll, warum.")
        owner.state = state
        return problem

    @contextmanager
    def measured(self, owner: Any) -> Iterator[Progress]:
        """Give a function that notes how far a step is, for everybody to see while its transaction is open."""
        beside = connection.copy()
        table = connection.ops.quote_name(self.model._meta.db_table)

        def note(done: int) -> None:
            with beside.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET done = least(%s, total) WHERE id = %s", [done, owner.pk])  # noqa: S608

        try:
            yield note
        finally:
            beside.close()


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


@contextmanager
def on_disk(content: bytes) -> Iterator[Path]:
    """Give an uploaded file a path for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        yield path


def finish(owner: Any, state: str, **more: object) -> None:
    """Note the outcome of a step."""
    owner.state, owner.problem, owner.attempts = state, "", 0
    for name, value in more.items():
        setattr(owner, name, value)
    owner.save()
