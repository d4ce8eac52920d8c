"""The shape that every import shares: rows are read, taken or refused, and a report tells what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext_lazy as _


class UnusableFileError(Exception):
    """The file as a whole, or what was asked of it, cannot be used; the text says why."""


class RefusedError(Exception):
    """One row cannot be taken; the text says why."""


class Result(Enum):
    """What became of a row that was taken."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Kind(Enum):
    REFUSED = _("abgelehnt")
    REPAIRED = _("repariert")
    NOTED = _("Hinweis")


@dataclass(frozen=True)
class Remark:
    """What there is to say about a row; line 0 means the whole file."""

    line: int
    kind: Kind
    text: str


@dataclass
class Report:
    """What an import found and did, in numbers and in sentences."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    remarks: list[Remark] = field(default_factory=list)
    is_written: bool = False

    def see(self, line: int, cells: Sequence[str]) -> None:
        """Hear of a line of the file as it is read; for reports that show refused lines as they stood there."""

    def take(self, line: int, result: Result, details: object = None) -> None:
        """Count a row that is taken; `details` are for reports that show more than numbers."""
        match result:
            case Result.NEW:
                self.created += 1
            case Result.CHANGED:
                self.changed += 1
            case Result.UNCHANGED:
                self.unchanged += 1

    def bring(self, line: int, details: object) -> None:
        """Hear of a record that a row brought along; for reports that show more than numbers."""

    def settle(self) -> None:
        """Hear that it is decided what becomes of every line so far; for reports that show how far an import is."""

    def refuse(self, line: int, reason: str) -> None:
        """Say why a row is not taken."""
        self.remarks.append(Remark(line, Kind.REFUSED, str(reason)))

    def repair(self, line: int, what: str) -> None:
        """Say what was put right in a row that is taken."""
        self.remarks.append(Remark(line, Kind.REPAIRED, str(what)))

    def note(self, line: int, what: str) -> None:
        """Say something that a person should know about a row that is taken as it is, or (line 0) about the file."""
        self.remarks.append(Remark(line, Kind.NOTED, str(what)))

    @property
    def refused(self) -> int:
        """How many rows were not taken."""
        return len(self._lines(Kind.REFUSED))

    @property
    def repaired(self) -> int:
        """How many of the rows that were taken had to be put right."""
        return len(self._lines(Kind.REPAIRED) - self._lines(Kind.REFUSED))

    def _lines(self, kind: Kind) -> set[int]:
        return {remark.line for remark in self.remarks if remark.kind is kind}


def run_import(
    work: Callable[[Report], None], *, dry_run: bool = False, skip_refused: bool = False, report: Report | None = None
) -> Report:
    """Do `work` in one transaction and return its report.

    A dry run does all of it, so that its report is the real one, and takes it back. So does a run in which a row was
    refused, unless `skip_refused` says that the others are welcome without it.
    """
    report = report or Report()
    with transaction.atomic():
        work(report)
        report.is_written = not dry_run and (skip_refused or not report.refused)
        if not report.is_written:
            transaction.set_rollback(True)
    return report
