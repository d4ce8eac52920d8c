"""Database triggers written as data: which tables, which changes, which function."""

from collections.abc import Iterable
from pathlib import Path

from django.db.migrations.operations import RunSQL

EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


def run_file(path: Path) -> RunSQL:
    """Return the migration operation that runs the SQL of `path`; there is no way back but a newer file."""
    return RunSQL(path.read_text("utf8"), reverse_sql=RunSQL.noop)


def statement_trigger(name: str, table: str, call: str, events: Iterable[str] = EVENTS) -> RunSQL:
    """Return the operation that calls a function once per statement on `table`.

    `call` is the function with its arguments; the changed rows are its transition table `changed` (the new rows of an
    insert or update, the old ones of a delete). `events` are INSERT, UPDATE, DELETE.
    """
    forward, backward = [], []
    for event in events:
        trigger = f"{name}_on_{event.lower()}"
        forward.append(
            f"CREATE TRIGGER {trigger} AFTER {event} ON {table} "
            f"REFERENCING {EVENTS[event]} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {call}"
        )
        backward.append(f"DROP TRIGGER {trigger} ON {table}")
    return RunSQL(forward, backward)
