"""Numbers of a file beside those that are known: compared and written by the database, many at a time.

What a file says lies in a temporary table, so the memory of the process does not grow with it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from monitoring.imports.reading import Number
from monitoring.imports.report import MOST_SAID, NumberReport
from monitoring.models import ValueImport
from monitoring.releasing import Change

FOLDER = Path(__file__).parent / "sql"
MANY = 5000
COPY = """
    COPY staged (
        line, indicator_id, district_id, social_space_id, reference_date, numerator, denominator, value, gap, status
    ) FROM STDIN
"""
DIFFERING = "SELECT DISTINCT line, first_line, last_line FROM twice WHERE differs ORDER BY line"
ALIKE = "SELECT DISTINCT line, first_line FROM twice WHERE number > 1 AND NOT differs ORDER BY line LIMIT %s"
LACKING = """
    SELECT count(*) FROM staged
    WHERE numerator IS NOT NULL AND denominator IS NULL AND indicator_id IN (SELECT id FROM monitoring_indicator WHERE kind = 'rate')
"""
DROP_TWICE = "DELETE FROM staged USING twice WHERE staged.ctid = twice.tuple AND (differs OR number > 1)"


@cache
def sql(name: str) -> str:
    """Return a statement of the folder of statements."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def begin() -> None:
    """Make room for the numbers of a file, within the transaction of the caller."""
    with connection.cursor() as cursor:
        cursor.execute(sql("begin"))


def stage(numbers: Iterable[Number]) -> None:
    """Lay the numbers of a file aside. Nothing may ask the database while they are made."""
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for line, indicator, district, space, day, said in numbers:
            written = (said.numerator, said.denominator, said.value, said.gap, said.status)
            copy.write_row((line, indicator, district, space, day, *written))


def settle(report: NumberReport) -> None:
    """Decide what becomes of the numbers laid aside, and tell the report."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE staged")
        if many():
            # Numbers that came in a moment ago are not in the statistics yet: the database would compare them one by one.
            cursor.execute("ANALYZE monitoring_indicatorvalue")
        refuse_twice(cursor, report)
        cursor.execute(LACKING)
        if cursor.fetchone()[0]:
            cursor.execute(sql("denominators"))
        cursor.execute(sql("without_denominator"))
        for line, name in cursor.fetchall():
            report.refuse(line, _("%s: zum Zähler fehlt der Nenner") % name)
        cursor.execute(sql("compare"))
        cursor.execute("SELECT outcome, count(*) FROM compared GROUP BY outcome")
        numbers = dict(cursor.fetchall())
    report.created, report.changed, report.unchanged = (
        numbers.get(name, 0) for name in ("new", "changed", "unchanged")
    )


def many() -> bool:
    """Return whether so many numbers are laid aside that how they are compared makes a difference."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM staged")
        return cursor.fetchone()[0] > MANY


def refuse_twice(cursor, report: NumberReport) -> None:
    """Refuse what two lines say differently; what they say alike counts once."""
    cursor.execute(sql("twice"))
    cursor.execute(DIFFERING)
    for line, first, last in cursor.fetchall():
        other = last if line == first else first
        report.refuse(line, _("für dasselbe Gebiet und denselben Stichtag nennt Zeile %s eine andere Zahl") % other)
    cursor.execute(ALIKE, [MOST_SAID])
    for line, first in cursor.fetchall():
        report.note(line, _("steht so schon in Zeile %s") % first)
    cursor.execute(DROP_TWICE)


def write(result: ValueImport) -> set[Change]:
    """Write what is new or changed, and keep what it replaces; return the indicators with their days.

    The caller is in `rewriting_numbers`.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql("keep_replaced"), {"result": result.pk})
        cursor.execute(sql("write"), {"result": result.pk})
        if many():
            # Else the database would go through what is new one by one when it is taken back.
            cursor.execute("ANALYZE monitoring_indicatorvalue, monitoring_replacedvalue")
        cursor.execute("SELECT DISTINCT indicator_id, reference_date FROM compared WHERE outcome <> 'unchanged'")
        return set(cursor.fetchall())
