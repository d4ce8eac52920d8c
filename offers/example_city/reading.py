"""Entries of the readable files, and errors that name file and entry."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class FixtureError(Exception):
    """A file says something that cannot be loaded; the text names file and entry."""


@dataclass(frozen=True)
class Entry:
    """One `[[table]]` of a file, or one `[table]`."""

    file: str
    table: str
    number: int
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        name = next(
            (self.values[key] for key in ("slug", "title", "name", "code", "function") if key in self.values), ""
        )
        return f"{self.file}, {self.table} {self.number}" + (f" („{name}“)" if name else "")

    def error(self, message: str) -> FixtureError:
        """Return the error that says what is wrong with this entry."""
        return FixtureError(f"{self}: {message}")


def read_folder(folder: Path, tables: Iterable[str]) -> dict[str, list[Entry]]:
    """Return the entries of all TOML files of `folder` by their table, in the order of files and lines.

    Raises FixtureError for a table that is not among `tables`, and for a file that is no TOML.
    """
    known = set(tables)
    found: dict[str, list[Entry]] = defaultdict(list)
    for path in sorted(folder.glob("*.toml")):
        for table, entries in _parsed(path).items():
            if table not in known:
                raise FixtureError(f"{path.name}: unknown table {table}")
            rows = entries if isinstance(entries, list) else [entries]
            found[table] += [Entry(path.name, table, number, row) for number, row in enumerate(rows, 1)]
    return found


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FixtureError(f"{path.name}: {error}") from error
