"""Imports in the workspace, as people and the process behind them do them."""

import csv
import io
from typing import Any

from offers.imports import jobs, steps
from offers.models import Import
from tests.network.factories import person
from tests.offers.importing import ROW

SOURCE = "Stadt Krefeld, Kursliste"


def table(*rows: dict[str, str]) -> bytes:
    """Return rows as CSV, its columns those of all rows."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def uploaded(*rows: dict[str, str], sort: str = "offer", by: Any = None, source: str = SOURCE) -> Import:
    """Return the import of a file with rows; those of offers are completed to ones that can be taken."""
    complete = [ROW | {"summary": "Kurz", "catchment": "city"} | row for row in rows] if sort == "offer" else list(rows)
    content = table(*complete)
    return steps.take_in(sort=sort, source=source, file_name="kurse.csv", content=content, by=by or person("steering"))


def checked(owner: Import) -> Import:
    """Have the columns taken as guessed and the file checked."""
    steps.choose(owner, columns=owner.columns, constants=owner.constants)
    return worked(owner)


def worked(owner: Import) -> Import:
    """Let the process do what is asked for, and return the import as it is then."""
    jobs.work_off()
    return Import.objects.get(pk=owner.pk)


def applied(*rows: dict[str, str], **how: Any) -> Import:
    """Return an import that went all the way into the register."""
    owner = checked(uploaded(*rows, **how))
    steps.apply(owner, by=owner.made_by)
    return worked(owner)


def undone(owner: Import) -> Import:
    """Take an import back."""
    steps.undo(owner, by=owner.made_by)
    return worked(owner)


def numbers(owner: Import) -> dict[str, int]:
    """Return the numbers of an import that are not zero."""
    names = ("created", "changed", "unchanged", "refused", "kept", "differing")
    return {name: getattr(owner, name) for name in names if getattr(owner, name)}


def said(owner: Import, line: int = 2) -> list[str]:
    """Return what is said about a line."""
    row = owner.rows.get(line=line, sort=owner.sort)
    return [text for _kind, text in row.remarks]
