"""How tables are filled fast: without triggers, references and indexes, which are then seen to for all rows at once.

All of it happens in one transaction, so that an error leaves everything as it was; until its end the tables are locked.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from django.db import connection
from django.db.models import Model

SEARCH_TABLES = ["offers_entry", "offers_reach", "offers_tally"]
REFERENCES = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype = 'f' ORDER BY conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique ORDER BY indexrelid
"""


@contextmanager
def written_in_bulk(models: Iterable[type[Model]]) -> Iterator[None]:
    """Let the tables of `models` be filled fast, then bring the search's copies up to date.

    Each row is checked as ever, only later: references when they are put back, all else at once.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET LOCAL maintenance_work_mem = '256MB'")
    with ExitStack() as stack:
        stack.enter_context(without_triggers(tables))
        stack.enter_context(without_references(tables))
        stack.enter_context(without_indexes(tables))
        yield
    # First of all tell the planner how much there is now: with the old numbers it would walk tables row by row.
    analyze(tables)
    with without_indexes(SEARCH_TABLES):
        run("SELECT offers_rebuild()")
    analyze(SEARCH_TABLES)
    run("INSERT INTO sozialraum_contentchange DEFAULT VALUES")


@contextmanager
def without_triggers(tables: list[str]) -> Iterator[None]:
    """Let nothing happen beside the writing itself."""
    for table in tables:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def without_references(tables: list[str]) -> Iterator[None]:
    """Check what the rows refer to once, at the end, and not row by row."""
    references = run(REFERENCES, [tables])
    for table, name, _definition in references:
        run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in references:
        run(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


@contextmanager
def without_indexes(tables: list[str]) -> Iterator[None]:
    """Build the indexes, those of keys excepted, once at the end."""
    indexes = run(INDEXES, [tables])
    for name, _definition in indexes:
        run(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        run(definition)


def analyze(tables: Iterable[str]) -> None:
    """Let PostgreSQL look at what the tables hold."""
    for table in tables:
        run(f"ANALYZE {table}")


def run(statement: str, parameters: list | None = None) -> list[tuple]:
    """Run a statement and return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []
