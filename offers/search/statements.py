"""Statements of the search that are written out in SQL."""

from django.db import connection
from django.utils import timezone


def rows(statement: str, **values: object) -> list[tuple]:
    """Return the rows that a statement finds; its parameter `today` is the day on which families ask."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"today": timezone.localdate()})
        return cursor.fetchall()
