"""A list of streets that somebody brings in on a page: checked first as if it were taken, then taken."""

import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.cache import cache

from kit.history import through
from kit.importing import Report, run_import
from network.models import User
from sozialraum.imports.streets import import_streets
from sozialraum.street_report import Finding, report

KEPT_FOR: Final = 60 * 60  # seconds in which a checked file can be taken


@dataclass(frozen=True)
class StreetFile:
    """A file as it was uploaded; with `removes_missing`, sections of which it says nothing go."""

    name: str
    content: bytes
    removes_missing: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a file, or would; and which gaps and overlaps the list has afterwards that it did not have before."""

    report: Report
    gaps: list[Finding]
    overlaps: list[Finding]
    healed: int


def key_of(user: User, token: str) -> str:
    return f"street-file-{user.pk}-{token}"


def keep(file: StreetFile, user: User) -> str:
    """Keep a checked file for an hour, for this person alone; return the word by which it is taken."""
    token = secrets.token_urlsafe(16)
    cache.set(key_of(user, token), file, KEPT_FOR)
    return token


def kept(user: User, token: str) -> StreetFile | None:
    return cache.get(key_of(user, token))


def forget(user: User, token: str) -> None:
    cache.delete(key_of(user, token))


def read(file: StreetFile, *, by: User, dry_run: bool, skip_refused: bool = False) -> Outcome:
    """Take a file, or with `dry_run` do so and take it back. Raises UnusableFileError for what is no list of streets."""
    found: list[Outcome] = []

    def work(told: Report) -> None:
        before = report()
        import_streets(path, told, remove_missing=file.removes_missing)
        after = report()
        found.append(
            Outcome(
                told,
                added(before.gaps, after.gaps),
                added(before.overlaps, after.overlaps),
                len(added(after.gaps, before.gaps)) + len(added(after.overlaps, before.overlaps)),
            )
        )

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "strassen"
        path.write_bytes(file.content)
        with through("import", by.pk):
            run_import(work, dry_run=dry_run, skip_refused=skip_refused)
    return found[0]


def added(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """Return which findings are new, in their order."""
    known = set(before)
    return [one for one in after if one not in known]
