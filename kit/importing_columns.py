"""Which column of a table is meant by which heading."""

import csv
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import Report, UnusableFileError


@dataclass(frozen=True)
class Columns:
    """The columns that an import knows, each with the headings under which it is recognised."""

    headings: Mapping[str, Iterable[str]]
    required: Iterable[str] = ()
    # What else a heading may be called, said by whoever brings the file: their heading, our column.
    renamed: Mapping[str, str] = field(default_factory=dict)

    def recognise(self, header: list[str], report: Report) -> list[str]:
        """Return our column for each heading, "" where there is none; the report names those that are ignored.

        Case, umlauts, blanks and hyphens do not matter. Raises UnusableFileError where a column is missing or stands
        there twice.
        """
        known = self._known()
        found = [known.get(fold(heading), "") for heading in header]
        twice = sorted({column for column in found if column and found.count(column) > 1})
        if twice:
            raise UnusableFileError(_("Diese Spalten stehen mehrfach in der Datei: %s") % ", ".join(twice))
        if missing := [column for column in self.required if column not in found]:
            message = _("Diese Spalten fehlen: %(missing)s. Gefunden wurden: %(found)s")
            raise UnusableFileError(message % {"missing": ", ".join(missing), "found": ", ".join(header)})
        if unknown := [heading for heading, column in zip(header, found, strict=True) if heading and not column]:
            report.note(0, _("Diese Spalten sind nicht bekannt und bleiben außer Acht: %s") % ", ".join(unknown))
        return found

    def guess(self, header: list[str]) -> list[str]:
        """Return our column for each heading as `recognise` would, each column at most once; for a person to look at."""
        known, found = self._known(), []
        for heading in header:
            column = known.get(fold(heading), "")
            found.append("" if column in found else column)
        return found

    def _known(self) -> dict[str, str]:
        known = {fold(heading): column for column, also in self.headings.items() for heading in [*also, column]}
        return known | {fold(theirs): self._ours(ours) for theirs, ours in self.renamed.items()}

    def _ours(self, ours: str) -> str:
        if ours not in self.headings:
            message = _("Die Zuordnung nennt die Spalte „%(column)s“, die es nicht gibt. Es gibt: %(known)s")
            raise UnusableFileError(message % {"column": ours, "known": ", ".join(self.headings)})
        return ours


@dataclass(frozen=True)
class Chosen:
    """Our column for each column of a file, by its place, as a person chose; "" leaves one out."""

    names: list[str]

    def recognise(self, header: list[str], report: Report) -> list[str]:
        """Return the choice. Raises UnusableFileError for a file with other columns than those that were chosen for."""
        if len(header) != len(self.names):
            raise UnusableFileError(_("Die Datei hat andere Spalten als die, für die Sie gewählt haben."))
        return self.names


def read_mapping(path: Path) -> dict[str, str]:
    """Return the pairs "their heading", "our column" of a TOML, JSON or two-column CSV file, told by its ending."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        pairs = _pairs(path.suffix.lower(), text)
    except (OSError, ValueError, csv.Error) as error:
        message = _("Die Zuordnung %(path)s ist nicht lesbar: %(error)s")
        raise UnusableFileError(message % {"path": path, "error": error}) from error
    if not all(isinstance(ours, str) for ours in pairs.values()):
        raise UnusableFileError(_("Die Zuordnung %s nennt nicht zu jeder Spalte genau eine andere.") % path)
    return pairs


def _pairs(suffix: str, text: str) -> dict[str, str]:
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".json":
        return dict(json.loads(text))
    delimiter = ";" if ";" in text else ","
    return {theirs.strip(): ours.strip() for theirs, ours in csv.reader(text.splitlines(), delimiter=delimiter)}
