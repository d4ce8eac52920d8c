"""What two people wrote at once, shown side by side."""

from django.db.models import DateField, DateTimeField, Field
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.quarters import Quarter
from network.seen import ConflictError


def conflicts_of(conflict: ConflictError) -> list[tuple[str | Promise, str]]:
    """Return what each field in dispute is called, and what stands there now."""
    record = conflict.current
    fields = {name: record._meta.get_field(name) for name in conflict.names}
    return [(field.verbose_name, told(field, getattr(record, name))) for name, field in fields.items()]


def told(field: Field, value: object) -> str:
    """Return what a field says, in German."""
    if value in (None, ""):
        return _("nichts")
    if field.name == "quarter":
        return str(Quarter.of(value))
    if isinstance(field, DateTimeField):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(field, DateField) else str(value)
