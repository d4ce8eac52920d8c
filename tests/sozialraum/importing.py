"""Running import_districts in tests."""

from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command


def import_districts(path: Path, *options: str, level: str = "stadtteil") -> tuple[int, list[str]]:
    """Import `path` with the fields "code" and "name"; return the exit code, and output and error line by line."""
    out, code, end = StringIO(), 0, []
    arguments = [path, "--level", level, *options]
    for option in ("--code", "--name"):
        if not any(given.startswith(option) for given in options):
            arguments += [option, option.removeprefix("--")]
    try:
        call_command("import_districts", *arguments, stdout=out)
    except CommandError as error:
        code, end = error.returncode, [str(error)]
    return code, [*out.getvalue().splitlines(), *end]


def numbers(created: int = 0, changed: int = 0, unchanged: int = 0, repaired: int = 0, refused: int = 0) -> str:
    """Return the line of numbers that each import prints."""
    return (
        f"angelegt: {created}, geändert: {changed}, unverändert: {unchanged}, "
        f"repariert: {repaired}, abgelehnt: {refused}"
    )
