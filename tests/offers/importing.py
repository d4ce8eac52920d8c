"""Running import_offers in tests."""

import csv
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import connection

ROW = {"title": "Krabbelgruppe", "provider": "Caritas", "age_from_months": "0", "age_to_months": "12"}


def write_offers(path: Path, *rows: dict, header: list[str] | None = None) -> Path:
    """Write rows as CSV, its columns those of all rows."""
    columns = header or list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def import_offers(path: Path, *options: str) -> tuple[int, list[str]]:
    """Import `path`; return the exit code, and output and error line by line. The search's copies are up to date then."""
    out, code, end = StringIO(), 0, []
    try:
        call_command("import_offers", path, *options, stdout=out)
    except CommandError as error:
        code, end = error.returncode, [str(error)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS offers_freshen IMMEDIATE")
    return code, [*out.getvalue().splitlines(), *end]


def remarks(output: list[str], line: int = 2) -> list[str]:
    """Return what the output says about a line, without its number."""
    beginning = f"Zeile {line}: "
    return [text.removeprefix(beginning) for text in output if text.startswith(beginning)]


def import_rows(folder: Path, *rows: dict, options: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """Import rows, each completed to one that can be taken; a value of None leaves the column out."""
    complete = [{name: value for name, value in (ROW | row).items() if value is not None} for row in rows]
    return import_offers(write_offers(folder / "offers.csv", *complete), *options)
