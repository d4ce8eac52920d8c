"""What several pages of the administration share."""

from typing import Any, ClassVar

from django.db.models import Field
from django.forms import Field as FormField
from django.http import HttpRequest

from kit.admin import RecordAdmin
from sozialraum.models import District


class TermAdmin(RecordAdmin):
    """A list of words that the municipality keeps as data."""

    list_display: ClassVar = ["name", "code", "order"]
    list_editable: ClassVar = ["order"]
    search_fields: ClassVar = ["name", "code"]
    prepopulated_fields: ClassVar = {"code": ["name"]}


class PlaceAdmin(RecordAdmin):
    """Records that lie in districts: one of those where people live, and reach current ones of any level."""

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField:
        return super().formfield_for_foreignkey(db_field, request, **self.homes(db_field) | kwargs)

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField:
        return super().formfield_for_manytomany(db_field, request, **self.current(db_field) | kwargs)

    @staticmethod
    def homes(db_field: Field) -> dict[str, Any]:
        return {"queryset": District.objects.for_families()} if db_field.related_model is District else {}

    @staticmethod
    def current(db_field: Field) -> dict[str, Any]:
        return {"queryset": District.objects.current()} if db_field.related_model is District else {}
