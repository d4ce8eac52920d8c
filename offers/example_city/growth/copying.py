"""Rows sent to PostgreSQL in bulk, with little memory and without a query each."""

from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.utils import timezone

NULL = r"\N"
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def cell(value: Any) -> str:
    """Return a value as PostgreSQL's COPY reads it."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).translate(ESCAPED)


def default_of(field: Field) -> str:
    """Return what a column holds that nobody names."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return str(timezone.now())
    value = field.get_default()
    return "" if value is None and not field.null else cell(value)


class CopyTable:
    """Rows of one model on their way to its table; columns that are not named hold their field's default."""

    def __init__(self, model: type[Model], *columns: str) -> None:
        self.model = model
        fields = {field.attname: field for field in model._meta.concrete_fields if not field.generated}
        others = [name for name, field in fields.items() if name not in columns and not field.primary_key]
        names = ", ".join(f'"{fields[name].column}"' for name in [*columns, *others])
        self._statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        self._tail = "".join(f"\t{default_of(fields[name])}" for name in others) + "\n"
        self._lines: list[str] = []
        self.count = 0

    def add(self, *values: Any) -> None:
        """Take in a row, its values in the order of the columns."""
        self._lines.append("\t".join(map(cell, values)) + self._tail)

    def flush(self) -> None:
        """Send the rows that were taken in."""
        if not self._lines:
            return
        with connection.cursor() as cursor, cursor.copy(self._statement) as copy:
            copy.write("".join(self._lines))
        self.count += len(self._lines)
        self._lines.clear()


def reserve_ids(model: type[Model], number: int) -> int:
    """Return the first of `number` ids that no other record of `model` will get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, greatest(nextval(sequence), %s) + %s) - %s"
            " FROM pg_get_serial_sequence(%s, 'id') AS sequence",
            [
                model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0,
                number,
                number - 1,
                table,
            ],
        )
        return cursor.fetchone()[0]
