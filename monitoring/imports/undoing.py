"""An import of numbers taken back: what it replaced comes back, what it brought goes; what a later import wrote stays.

The numbers of a cell lie on one another like sheets of paper. Taking an import back pulls its sheet out, wherever in the pile it lies:
a later import that is taken back as well brings back what was there before both.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.actions import rewriting_numbers
from monitoring.imports.report import MOST_SAID
from monitoring.imports.staging import sql
from monitoring.models import ReplacedValue, ValueImport, ValueUploadRow
from network.models import User


@dataclass(frozen=True)
class Undoing:
    """What taking an import back comes to: numbers that go, that become what they were, and that stay, the first ones in words."""

    gone: int
    back: int
    stays: int
    named: list[dict[str, Any]] = field(default_factory=list)
    # Conversions to new boundaries that may have used its numbers.
    conversions: list[ValueImport] = field(default_factory=list)


def preview(result: ValueImport, most: int = MOST_SAID) -> Undoing:
    """Return what taking an import back would come to now."""
    with connection.cursor() as cursor:
        cursor.execute(sql("undo_preview"), {"result": result.pk})
        gone, back = cursor.fetchone()
        cursor.execute(sql("undo_stays"), {"result": result.pk, "most": most})
        rows = cursor.fetchall()
    named = [
        {
            "outcome": ValueUploadRow.Outcome.STAYS.value,
            "indicator": indicator,
            "area": area or _("Stadt insgesamt"),
            "day": day,
            "text": _("Ein späterer Import hat diesen Wert ersetzt: %(file)s vom %(day)s")
            % {"file": file, "day": f"{timezone.localtime(at):%d.%m.%Y %H:%M}"},
        }
        for indicator, area, day, file, at, _number in rows
    ]
    later = ValueImport.objects.filter(
        crosswalk__isnull=False, undone_at=None, applied_at__gt=result.applied_at
    ).order_by("applied_at")
    return Undoing(gone, back, rows[0][-1] if rows else 0, named, list(later))


def undo(result: ValueImport, *, by: User) -> Undoing:
    """Take an import back, in one transaction; return what it came to."""
    with rewriting_numbers() as changed:
        found = preview(result)
        changed.update(result.values.order_by().values_list("indicator", "reference_date").distinct())
        with connection.cursor() as cursor:
            for step in ("undo_beneath", "undo_new", "undo_changed"):
                cursor.execute(sql(step), {"result": result.pk})
        # Numbers of it that lie beneath later ones, where there was nothing before.
        ReplacedValue.objects.filter(taken_from=result).delete()
        ReplacedValue.objects.filter(replaced_by=result).delete()
        result.undone_at, result.undone_by = timezone.now(), by
        result.save(update_fields=["undone_at", "undone_by"])
    return found
