"""What people do with files of numbers: upload one, say what its columns mean, have it checked, applied and taken back."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import Report
from kit.importing_tables import peek, sheets_of
from kit.jobs import on_disk
from monitoring.imports.areas import Areas
from monitoring.imports.crosswalk import COLUMNS
from monitoring.imports.jobs import start_worker
from monitoring.imports.layout import Layout, Means
from monitoring.imports.reading import columns_of
from monitoring.imports.tables import Table
from monitoring.imports.values import first_lines, understood
from monitoring.models import Indicator, ValueUpload, ValueUploadFile
from network.models import User

State, Sort = ValueUpload.State, ValueUpload.Sort
EXAMPLES = 4
TITLES, LONGEST_TITLE = 6, 200


@dataclass(frozen=True)
class Preview:
    """A file as far as a person must see it to say what its columns mean."""

    sheets: Sequence[str]
    header: Sequence[str]
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]


@transaction.atomic
def take_in(*, source: str, file_name: str, content: bytes, by: User) -> ValueUpload:
    """Keep an uploaded file of numbers; it is read as the last one of this source was, or else as it seems to be meant.

    Raises UnusableFileError for what is no table.
    """
    last = remembered(source)
    with on_disk(content) as path:
        layout = _understood(path, last or Layout(source=source))
    owner = ValueUpload.objects.create(
        source=source, file_name=file_name, made_by=by, layout=layout.as_dict(), header=list(layout.columns)
    )
    ValueUploadFile.objects.create(owner=owner, content=content)
    return owner


def remembered(source: str) -> Layout | None:
    """Return how the last file of a source was read; not its day, nor the row of its headings, which differ from file to file."""
    known = ValueUpload.objects.filter(sort=Sort.NUMBERS).exclude(state=State.UPLOADED).order_by("-made_at", "-pk")
    last = next((one for one in known.only("source", "layout")[:1000] if fold(one.source) == fold(source)), None)
    return replace(Layout.of(last.layout), source=source, date="", header=0, header_rows=0) if last else None


def _understood(path: Path, layout: Layout) -> Layout:
    sheets = sheets_of(path)
    if layout.sheet not in sheets:
        layout = replace(layout, sheet="")
    return understood(path, layout, Areas())[0]


def read_again(owner: ValueUpload, layout: Layout) -> None:
    """Take another sheet or row for the headings, and guess what its columns mean. Raises UnusableFileError where none are there."""
    with on_disk(owner.file.content) as path:
        found = _understood(path, layout)
    owner.layout, owner.header = found.as_dict(), list(found.columns)
    owner.save(update_fields=["layout", "header"])


def preview(owner: ValueUpload) -> Preview:
    """Return the head of a file as it is read now."""
    layout = Layout.of(owner.layout)
    with on_disk(owner.file.content) as path:
        _layout, table = understood(path, layout, Areas())
        rows = [cells for _line, cells in first_lines(table, EXAMPLES)]
        titles = [title[:LONGEST_TITLE] for title in table.titles[-TITLES:]]
        return Preview(sheets_of(path), table.header, titles, rows)


def means_of(layout: Layout, heading: str) -> Means:
    """Return what a heading means."""
    return layout.known.get(fold(heading), Means())


def complete(owner: ValueUpload, layout: Layout) -> None:
    """Raise UnusableFileError where a layout leaves out what is needed, such as the areas or the day."""
    codes = {one.code: one for one in Indicator.objects.all()}
    columns_of(Table(owner.header, layout.header, layout.header_rows), layout, codes)


@transaction.atomic
def take_in_crosswalk(*, file_name: str, content: bytes, said: Mapping[str, Any], by: User) -> ValueUpload:
    """Keep an uploaded file of weights, and have it checked. Raises UnusableFileError for what is no table."""
    with on_disk(content) as path:
        header, _rows = peek(path, 1)
    COLUMNS.recognise(header, Report())
    owner = ValueUpload.objects.create(
        sort=Sort.CROSSWALK,
        source=reform_named(said),
        file_name=file_name,
        made_by=by,
        layout=dict(said),
        header=header,
    )
    ValueUploadFile.objects.create(owner=owner, content=content)
    _ask(owner, [State.UPLOADED], State.CHECKING, by=by)
    return owner


def reform_said(*, level: str, day: datetime.date, basis: str, indicators: Sequence[str]) -> dict[str, Any]:
    """Return what is said of a reform as it is kept with its file."""
    return {"level": level, "day": day.isoformat(), "basis": basis, "indicators": list(indicators)}


def reform_named(said: Mapping[str, Any]) -> str:
    """Return what a conversion is called where its numbers come from."""
    day = datetime.date.fromisoformat(said["day"])
    basis = f" ({said['basis']})" if said["basis"] else ""
    return _("Umrechnung auf die Grenzen vom %s") % f"{day:%d.%m.%Y}" + basis


def choose(owner: ValueUpload, layout: Layout, *, by: User) -> bool:
    """Note how the file is read and have it checked; return whether it was still waiting for that."""
    return _ask(owner, [State.UPLOADED, State.CHECKED], State.CHECKING, by=by, layout=layout.as_dict())


def apply(owner: ValueUpload, *, by: User) -> bool:
    """Have a checked file applied; return whether it was still waiting for that."""
    return _ask(owner, [State.CHECKED], State.APPLYING, by=by)


def undo(owner: ValueUpload, *, by: User) -> bool:
    """Have an applied import taken back; return whether it was still applied."""
    return _ask(owner, [State.APPLIED], State.UNDOING, by=by)


def go_on(owner: ValueUpload) -> None:
    """Start the work again that something ended from outside."""
    if ValueUpload.objects.filter(pk=owner.pk, state__in=ValueUpload.BUSY).update(asked_at=timezone.now()):
        transaction.on_commit(start_worker)


def close(owner: ValueUpload) -> bool:
    """Put a file away that was never applied; it is not kept."""
    waiting = ValueUpload.objects.filter(pk=owner.pk, state__in=[State.UPLOADED, State.CHECKED], is_closed=False)
    if not waiting.update(is_closed=True):
        return False
    ValueUploadFile.objects.filter(owner=owner).delete()
    return True


@transaction.atomic
def _ask(owner: ValueUpload, states: Sequence[str], state: str, *, by: User, **more: object) -> bool:
    """Ask for a step; of two who do at once, the first one does."""
    waiting = ValueUpload.objects.filter(pk=owner.pk, state__in=states, is_closed=False)
    asked = {"asked_at": timezone.now(), "asked_by": by, "problem": "", "done": 0, "attempts": 0}
    if not waiting.update(state=state, **asked, **more):
        return False
    transaction.on_commit(start_worker)
    return True
