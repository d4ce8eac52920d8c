"""The data of a person deleted for good, from every table: records, history, mails that wait, whatever holds the name or address.

The tables are asked, not the models, so that none is forgotten. A row that is about the person goes (it has to have the address); where
an address may be missing it is emptied; in running text the words give way to "…". The tables of history come last, since
emptying a record writes into them what it said before.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import EmailField, Model

from kit.history import RecordEvent
from network.models import User
from network.models.erasures import ErasureRecord

GONE: Final = "…"
SHORTEST: Final = 5  # letters of a name; a shorter one stands in too many other words
COLUMNS: Final = """
    SELECT table_name, column_name, data_type FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type IN ('text', 'character varying', 'jsonb')
        AND is_generated = 'NEVER' AND table_name NOT IN ('spatial_ref_sys', 'django_migrations', 'django_content_type', 'auth_permission')
    ORDER BY table_name, ordinal_position
"""


class NotErasedError(Exception):
    """The data cannot go as long as a record needs them; `str()` names the record's table in German."""


@dataclass(frozen=True)
class Person:
    """By which words somebody is known."""

    email: str
    name: str = ""

    @property
    def pattern(self) -> str:
        """Return a regular expression for PostgreSQL that finds the person in a text: anna@… is no part of johanna@…."""
        words = [re.sub(r"([^\w@ ])", r"\\\1", word) for word in (self.email, self.name) if word]
        return rf"(?<![[:alnum:]._+-])({'|'.join(words)})(?!\.?[[:alnum:]-])"


@dataclass(frozen=True)
class Table:
    """A table with the columns that may hold words."""

    name: str
    columns: dict[str, str]  # and their types
    model: type[Model] | None

    @property
    def is_history(self) -> bool:
        return self.model is not None and issubclass(self.model, RecordEvent)

    def addresses(self, *, needed: bool) -> list[str]:
        """Return the columns for e-mail addresses that must, or need not, be filled."""
        fields = self.model._meta.fields if self.model else []
        return [one.column for one in fields if isinstance(one, EmailField) and one.blank is not needed]

    def where(self) -> str:
        return " OR ".join(f'"{column}"::text ~* %(pattern)s' for column in self.columns)


def tables() -> list[Table]:
    """Return all tables that may hold words, those of history last."""
    models = {
        model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy
    }
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in asked(COLUMNS):
        found.setdefault(table, {})[column] = kind
    return sorted(
        (Table(name, columns, models.get(name)) for name, columns in found.items()), key=lambda table: table.is_history
    )


def asked(statement: str, parameters: dict[str, str] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def places_of(person: Person) -> list[tuple[str, int]]:
    """Return where a person stands, as the names of tables in people's words, and in how many rows of each."""
    found = []
    for table in tables():
        [(number,)] = asked(f'SELECT count(*) FROM "{table.name}" WHERE {table.where()}', {"pattern": person.pattern})  # noqa: S608 - names from the database's own catalogue
        if number:
            found.append((name_of(table), number))
    return found


def name_of(table: Table) -> str:
    if table.model is None:
        return table.name
    shown = table.model.pgh_tracked_model if table.is_history else table.model
    return str(shown._meta.verbose_name_plural) + (" (Verlauf)" if table.is_history else "")


@transaction.atomic
def forget(person: Person, *, by: User, reason: str) -> ErasureRecord:
    """Delete somebody's data from every table, the account included, and write down that it happened.

    Raises NotErasedError where a record cannot be without the address; then nothing is deleted.
    """
    number = 0
    for account in User.objects.filter(email__iexact=person.email):
        end_sessions(account)
        account.delete()
        number += 1
    for table in tables():
        try:
            with transaction.atomic():
                number += erase(table, person)
        except (IntegrityError, DataError) as error:
            raise NotErasedError(name_of(table)) from error
    return ErasureRecord.objects.create(erased_by=by, reason=reason, places=number)


def end_sessions(account: User) -> None:
    """Delete the sessions of an account: they hold the address, encoded."""
    for session in Session.objects.all():
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            session.delete()


def erase(table: Table, person: Person) -> int:
    """Take a person out of one table and return of how many rows."""
    if getattr(table.model, "is_about_one_person", False):
        # Without the address it would be of no use to anybody.
        return asked(f'DELETE FROM "{table.name}" WHERE {table.where()}', {"pattern": person.pattern})[0][0]  # noqa: S608
    number = 0
    for column in table.addresses(needed=True):
        mine = {f"{column}__iexact": person.email}
        if not table.is_history:
            number += drop(table, table.model._default_manager.filter(**mine))
    changes = ", ".join(emptied(table, column, kind) for column, kind in table.columns.items())
    [(changed,)] = asked(
        f'UPDATE "{table.name}" SET {changes} WHERE {table.where()}',  # noqa: S608 - names from the database's own catalogue
        {"pattern": person.pattern, "gone": GONE},
    )
    return number + changed


def drop(table: Table, rows: Iterable[Model]) -> int:
    """Delete rows that are about a person; a record that others edit is not one of them."""
    if rows and hasattr(table.model, "pgh_event_models"):
        raise NotErasedError(name_of(table))
    return rows.delete()[0]


def emptied(table: Table, column: str, kind: str) -> str:
    """Return how a column looks without a person."""
    if column in table.addresses(needed=False) or (table.is_history and column in table.addresses(needed=True)):
        return f""""{column}" = CASE WHEN "{column}" ~* %(pattern)s THEN '' ELSE "{column}" END"""
    text = f"regexp_replace(\"{column}\"::text, %(pattern)s, %(gone)s, 'gi')"
    return f'"{column}" = {text}::jsonb' if kind == "jsonb" else f'"{column}" = {text}'
