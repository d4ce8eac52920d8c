"""What people do with imports: upload a file, say what its columns mean, have it checked, applied and taken back."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.german import fold
from kit.importing import UnusableFileError
from kit.importing_tables import peek
from network.models import User
from offers.imports.jobs import start_worker
from offers.imports.offers import KINDS
from offers.imports.speaking import label_of
from offers.models import Import, ImportFile
from offers.models.imports import KEPT_FOR
from offers.permissions import imports_of, wants_four_eyes

State = Import.State
MOST_COLUMNS = 100
EXAMPLES = 3
REASON = gettext_lazy("Grund der Ablehnung")
# A heading is a name, not a text.
LONGEST_HEADING = 200


def first_lines(content: bytes, number: int = EXAMPLES) -> tuple[list[str], list[list[str]]]:
    """Return headings and first rows of a file. Raises UnusableFileError for what is no table."""
    with TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        header, rows = peek(path, number)
    if not header:
        raise UnusableFileError(_("Die Datei ist leer."))
    if len(header) > MOST_COLUMNS:
        message = _("Die Datei hat %(number)s Spalten, höchstens %(most)s gehen. Ist das die richtige Tabelle?")
        raise UnusableFileError(message % {"number": len(header), "most": MOST_COLUMNS})
    if not rows:
        raise UnusableFileError(_("Die Datei hat keine Zeile unter den Überschriften."))
    return [heading[:LONGEST_HEADING] for heading in header], rows


@transaction.atomic
def take_in(*, sort: str, source: str, file_name: str, content: bytes, by: User) -> Import:
    """Keep an uploaded file; its columns are what they were in the last file of this source, or else guessed.

    Raises UnusableFileError for what is no table.
    """
    header, _rows = first_lines(content)
    last = remembered(sort, source, header, by)
    owner = Import.objects.create(
        sort=sort,
        source=source,
        file_name=file_name,
        made_by=by,
        header=header,
        columns=columns_of(sort, header, last),
        constants=last.constants if last else {},
    )
    ImportFile.objects.create(owner=owner, content=content)
    return owner


def remembered_by(owner: Import, user: User) -> Import | None:
    """Return the import from which the columns of another one are known."""
    last = remembered(owner.sort, owner.source, owner.header, user)
    return None if last == owner else last


def remembered(sort: str, source: str, header: Sequence[str], user: User) -> Import | None:
    """Return the last import that was checked of this source, or else with these very headings, as far as a person sees it."""
    seen = imports_of(user).filter(sort=sort).exclude(state=State.UPLOADED).order_by("-made_at", "-pk")
    return seen.filter(source__iexact=source).first() or seen.filter(header=list(header)).first()


def columns_of(sort: str, header: Sequence[str], last: Import | None) -> list[str]:
    """Return our column for each heading: as chosen last time where that heading was there, else as it is called."""
    guessed = KINDS[sort].columns(None).guess(list(header))
    if last is None:
        return guessed
    chosen = {fold(heading): column for heading, column in zip(last.header, last.columns, strict=True)}
    found: list[str] = []
    for heading, guess in zip(header, guessed, strict=True):
        column = chosen.get(fold(heading), "" if guess in chosen.values() else guess)
        found.append("" if column in found else column)
    return found


KEPT_FIELDS = """
    SELECT told ->> 'field', max(told ->> 'label'), count(*)
    FROM offers_importrow, jsonb_array_elements(kept) AS told
    WHERE owner_id = %s GROUP BY 1 ORDER BY 3 DESC, 2
"""


def kept_fields(owner: Import) -> list[tuple[str, str, int]]:
    """Return the fields that were corrected here, each with its label and in how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT_FIELDS, [owner.pk])
        return cursor.fetchall()


def field_label(owner: Import, name: str) -> str:
    """Return what people call a field of the records of an import."""
    return label_of(KINDS[owner.sort].store.model, name)


def choose(owner: Import, *, columns: list[str], constants: dict[str, str]) -> bool:
    """Note what the columns mean and have the file checked; return whether the import was still waiting for that."""
    news = {"columns": columns, "constants": constants}
    return _ask(_waiting(owner, State.UPLOADED, State.CHECKED), State.CHECKING, proposed_at=None, **news)


def check_again(owner: Import, *, overruled: Iterable[str]) -> bool:
    """Have a checked file checked once more, the file winning over corrections in some fields."""
    return _ask(_waiting(owner, State.CHECKED), State.CHECKING, proposed_at=None, overruled=sorted(overruled))


def apply(owner: Import, *, by: User) -> bool:
    """Have a checked file applied; return whether it was still waiting for that, from this person.

    Where the municipality wants four eyes, it waits for somebody else than who uploaded it, and only once it was laid before others.
    """
    waiting = _waiting(owner, State.CHECKED)
    if wants_four_eyes():
        return _ask(waiting.exclude(proposed_at=None).exclude(made_by=by), State.APPLYING, applied_by=by)
    # Whoever laid it before others when that was wanted needs nobody for it any more.
    proposed_at = None if owner.made_by_id == by.pk else F("proposed_at")
    return _ask(waiting, State.APPLYING, applied_by=by, proposed_at=proposed_at)


def weigh(owner: Import, *, by: User) -> bool:
    """Have it found out what taking an import back would come to; return whether it could still be taken back."""
    return _ask(_undoable(owner), State.WEIGHING, undone_by=by, preview={})


def undo(owner: Import, *, by: User) -> bool:
    """Have an applied import taken back; return whether it could still be."""
    return _ask(_undoable(owner), State.UNDOING, undone_by=by, preview={})


def go_on(owner: Import) -> None:
    """Start the work again that something ended from outside."""
    if Import.objects.filter(pk=owner.pk, state__in=Import.BUSY).update(asked_at=timezone.now()):
        transaction.on_commit(start_worker)


def close(owner: Import) -> bool:
    """Put an import away, so that it is no task any more; a file that was never applied is not kept."""
    if not Import.objects.filter(pk=owner.pk, state__in=Import.OPEN, is_closed=False).update(is_closed=True):
        return False
    ImportFile.objects.filter(owner=owner, owner__state__in=[State.UPLOADED, State.CHECKED]).delete()
    return True


def _waiting(owner: Import, *states: str) -> QuerySet[Import]:
    """Return an import that is in one of some states, as a set of one or none; of one that was put away the file is gone."""
    return Import.objects.filter(pk=owner.pk, state__in=states, is_closed=False)


def _undoable(owner: Import) -> QuerySet[Import]:
    """Return an import that can be taken back, as a set of one or none."""
    applied = Import.objects.filter(pk=owner.pk, state=State.APPLIED, pruned_at=None)
    return applied.filter(applied_at__gt=timezone.now() - KEPT_FOR)


@transaction.atomic
def _ask(waiting: QuerySet[Import], state: str, **more: object) -> bool:
    """Ask for a step; of two who do at once, the first one does."""
    asked = {"asked_at": timezone.now(), "problem": "", "objection": "", "done": 0, "attempts": 0}
    if not waiting.update(state=state, **asked, **more):
        return False
    transaction.on_commit(start_worker)
    return True
