"""The whole database as text: for tests of what it keeps of what somebody sent."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"


def rows() -> dict[str, Counter[str]]:
    """Return the rows of each table, each as text."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT one::text FROM "{name}" one')  # noqa: S608 (the database's own names)
            found[name] = Counter(text for (text,) in cursor)
    return found


def tables_that_hold(words: Iterable[str]) -> list[str]:
    """Return the tables in which one of some words stands, anywhere in a row, in capitals or not."""
    wanted = [word.lower() for word in words]
    return sorted(
        name for name, texts in rows().items() if any(word in text.lower() for text in texts for word in wanted)
    )
