"""The report of an import in the workspace: besides numbers, what became of each row, kept in the database."""

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from kit.importing import Kind, Report, Result
from offers.imports.imprints import SORTS
from offers.imports.saving import Outcome
from offers.models import Import, ImportRow

BATCH = 1000
LONGEST_LABEL = 200
COUNTED = ("created", "changed", "unchanged", "refused", "kept", "differing")


class Protocol(Report):
    """Writes rows to a file as they are decided, so that memory does not grow; `save` brings them into the database.

    A trial is taken back as a whole: what it found out must be kept elsewhere until then.
    """

    def __init__(self, owner: Import, progress: Callable[[int], None] = lambda _done: None) -> None:
        super().__init__()
        self.owner, self.progress = owner, progress
        self.seen = self.refusals = self.kept = self.differing = 0
        self._lines: dict[int, list[str]] = {}
        self._outcomes: dict[int, tuple[Result, Outcome]] = {}
        self._brought: list[tuple[int, Outcome]] = []
        self._spool: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by `save`
        self.file_remarks: list[str] = []

    def see(self, line: int, cells: Sequence[str]) -> None:
        self.seen += 1
        self._lines[line] = list(cells)

    def take(self, line: int, result: Result, details: Any = None) -> None:
        super().take(line, result, details)
        self._outcomes[line] = (result, details)

    def bring(self, line: int, details: Any) -> None:
        self._brought.append((line, details))

    def settle(self) -> None:
        """Write down what became of the lines seen since the last time."""
        said = defaultdict(list)
        for remark in self.remarks:
            said[remark.line].append(remark)
        for line, cells in self._lines.items():
            self._write(self._row(line, cells, said.pop(line, [])))
        for line, outcome in self._brought:
            self._write(self._row_of(line, Result.NEW, outcome))
        self.file_remarks += [remark.text for remark in said.pop(0, [])]
        self.remarks.clear()
        self._lines.clear()
        self._outcomes.clear()
        self._brought.clear()
        self.progress(self.seen)

    def _row(self, line: int, cells: list[str], remarks: list) -> dict[str, Any]:
        texts = [[remark.kind.name, remark.text] for remark in remarks]
        if line in self._outcomes and not any(remark.kind is Kind.REFUSED for remark in remarks):
            result, outcome = self._outcomes[line]
            self.kept += bool(outcome.kept)
            return self._row_of(line, result, outcome) | {"remarks": texts}
        self.refusals += 1
        label = " · ".join(cell for cell in cells if cell)[:LONGEST_LABEL]
        refused = {"outcome": ImportRow.Outcome.REFUSED.value, "cells": cells}
        return {"line": line, "sort": self.owner.sort, "label": label, "remarks": texts} | refused

    def _row_of(self, line: int, result: Result, told: Outcome) -> dict[str, Any]:
        sort = SORTS[told.model].value
        # What a trial makes is taken back.
        is_lasting = self.owner.state == Import.State.APPLYING or result is not Result.NEW
        return {
            "line": line,
            "sort": sort,
            "outcome": result.value,
            "label": told.label[:LONGEST_LABEL],
            f"{sort}_id": told.pk if is_lasting else None,
            "changes": told.changes,
            "kept": told.kept,
        }

    def _write(self, row: dict[str, Any]) -> None:
        self._spool.write(json.dumps(row, ensure_ascii=False) + "\n")

    @property
    def refused(self) -> int:
        return self.refusals

    def save(self) -> None:
        """Put the rows in the place of those of the step before, and the numbers into the import, which is not saved.

        After a check, rows that an application decides otherwise are marked.
        """
        owner = self.owner
        is_application = owner.state == Import.State.APPLYING
        before = dict(digests(owner)) if is_application else {}
        owner.rows.all().delete()
        with self._spool as spool:
            spool.seek(0)
            rows = (ImportRow(owner=owner, **json.loads(text)) for text in spool)
            for some in batches(rows):
                for row in some:
                    row.differs = is_application and digest_of(row) != before.get((row.line, row.sort))
                    self.differing += row.differs
                ImportRow.objects.bulk_create(some)
        for name in COUNTED:
            setattr(owner, name, getattr(self, name))
        owner.done = owner.total = self.seen


def batches(rows: Iterator[ImportRow]) -> Iterator[list[ImportRow]]:
    while some := list(islice(rows, BATCH)):
        yield some


def digests(owner: Import) -> Iterator[tuple[tuple[int, str], int]]:
    """Yield what the check said of each row, by line and sort."""
    for row in owner.rows.only("line", "sort", "outcome", "changes", "kept").iterator(chunk_size=BATCH):
        yield (row.line, row.sort), digest_of(row)


def digest_of(row: ImportRow) -> int:
    """Return a number that is the same for two rows of which the same was said; ids of records just made are not said."""
    said = [
        [(one.get("label"), one.get("was"), one.get("becomes")) for one in told] for told in (row.changes, row.kept)
    ]
    return hash((row.outcome, *map(tuple, said)))
