"""What became of the numbers of a file, kept for people: counts of all, and the first ones of each outcome in words."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from kit.importing import Kind
from monitoring.choices import Gap, ValueStatus
from monitoring.imports.report import MOST_SAID, WARNINGS, NumberReport
from monitoring.imports.staging import sql
from monitoring.models import ValueImport, ValueUpload, ValueUploadRow

Outcome = ValueUploadRow.Outcome
COUNTED = ("created", "changed", "unchanged", "refused")
SIGNS = {ValueStatus.PROVISIONAL: "p", ValueStatus.ESTIMATED: "s"}


def collect(report: NumberReport) -> None:
    """Keep the first numbers of each outcome at the report: a trial takes the rest back."""
    with connection.cursor() as cursor:
        for outcome in (Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED):
            cursor.execute(sql("sample"), {"outcome": outcome.value, "most": MOST_SAID})
            for line, indicator, area, day, *told in cursor.fetchall():
                report.samples.append(
                    {
                        "outcome": outcome.value,
                        "line": line,
                        "indicator": indicator,
                        "area": area or _("Stadt insgesamt"),
                        "day": day,
                        "was": spoken(*told[:5]) if outcome == Outcome.CHANGED else "",
                        "becomes": spoken(*told[5:]),
                    }
                )


def spoken(numerator: Decimal | None, denominator: Decimal | None, value: Decimal | None, gap: str, status: str) -> str:
    """Return a raw number as people read it: "12 von 340", "4,5 p", or why there is none."""
    if gap:
        return str(Gap(gap).label)
    if denominator is not None:
        text = _("%(numerator)s von %(denominator)s") % {
            "numerator": german(numerator),
            "denominator": german(denominator),
        }
    else:
        text = german(value if numerator is None else numerator)
    return f"{text} {SIGNS[status]}" if status in SIGNS else text


def german(number: Decimal) -> str:
    """Return a number without needless zeros, with blanks between thousands and a comma before decimals."""
    text = f"{number:,f}"
    whole, _point, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", "\u202f") + (f",{decimals}" if decimals else "")


def rows_of(report: NumberReport) -> Iterator[dict[str, Any]]:
    """Yield everything that is said of single lines."""
    for remark in report.remarks:
        if remark.kind is Kind.REFUSED:
            yield {"outcome": Outcome.REFUSED.value, "line": remark.line, "text": remark.text}
        elif (remark.line, remark.text) not in report.warned_texts:
            yield {"outcome": Outcome.NOTED.value, "line": remark.line, "text": remark.text}
    for one in report.warned:
        yield {
            "outcome": Outcome.WARNED.value,
            "line": one.line,
            "indicator": one.indicator,
            "area": one.area[:200],
            "day": one.day,
            "becomes": one.figures,
            "text": str(WARNINGS[one.sort]),
        }
    yield from report.samples


def keep(owner: ValueUpload, report: NumberReport) -> None:
    """Put what a step found out in the place of what the step before did; the numbers go into `owner`, which is not saved."""
    owner.rows.all().delete()
    ValueUploadRow.objects.bulk_create((ValueUploadRow(owner=owner, **row) for row in rows_of(report)), batch_size=1000)
    for name in COUNTED:
        setattr(owner, name, getattr(report, name))
    owner.warned = report.warned_number


def record(result: ValueImport, report: NumberReport, sort: str = ValueUpload.Sort.NUMBERS) -> ValueUpload:
    """Let people find in the workspace, and take back there, what a command has taken in."""
    owner = ValueUpload.objects.create(
        sort=sort,
        source=result.source,
        file_name=result.file_name,
        made_by=result.applied_by,
        state=ValueUpload.State.APPLIED,
        layout=report.layout,
        header=list(report.layout.get("columns", ())),
        result=result,
    )
    keep(owner, report)
    owner.save()
    return owner
