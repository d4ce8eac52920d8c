"""What is odd about the numbers of a file, seen beside those that are known; nothing of it keeps them out."""

from django.db import connection
from django.utils.translation import gettext as _

from monitoring.imports.report import MOST_SAID, WARNINGS, NumberReport
from monitoring.imports.staging import sql

# "doubt" is found while a row is read.
ASKED = [sort for sort in WARNINGS if sort != "doubt"]


def look(report: NumberReport) -> None:
    """Tell the report what is odd about the numbers that `staging.settle` has compared."""
    with connection.cursor() as cursor:
        cursor.execute(sql("seen"), {"city": _("Stadt insgesamt")})
        for sort in ASKED:
            cursor.execute(sql(f"warn_{sort}"), {"most": MOST_SAID})
            for line, indicator, area, day, figures in cursor.fetchall():
                said = figures.replace(".", ",")
                report.warn(sort, line=line, indicator=indicator, area=area, day=day, figures=said)
