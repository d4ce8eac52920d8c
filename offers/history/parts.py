"""Parts of records in words, where a row of them refers to other records."""

from collections.abc import Callable
from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from offers.content import Part
from offers.content.telling import GONE, tell_plain, without_shapes


def teller_of(part: Part) -> Callable[[list[dict[str, Any]]], str]:
    """Return what tells the rows of a part: a row after the other, of each what it says."""
    columns = {
        name: field for field in part.model._meta.concrete_fields for name in {field.attname} & set(part.columns)
    }

    def tell(rows: list[dict[str, Any]]) -> str:
        names = {
            name: {
                one.pk: str(one)
                for one in without_shapes(field.related_model).filter(pk__in={row[name] for row in rows})
            }
            for name, field in columns.items()
            if isinstance(field, ForeignKey)
        }
        return "\n".join(", ".join(filter(None, (said(row, name, names) for name in part.columns))) for row in rows)

    def said(row: dict[str, Any], name: str, names: dict[str, dict[int, str]]) -> str:
        value = row[name]
        if value in (None, ""):
            return ""
        if name in names:
            return names[name].get(value) or str(GONE)
        field = columns[name]
        if isinstance(value, bool):
            return f"{field.verbose_name}: {_('ja') if value else _('nein')}"
        return tell_plain(field, value)

    return tell
