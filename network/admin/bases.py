"""What several pages of the administration share."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Field, URLField
from django.forms import Field as FormField
from django.http import HttpRequest

from sozialraum.models import District


class TermAdmin(admin.ModelAdmin):
    """A list of words that the municipality keeps as data."""

    list_display: ClassVar = ["name", "code", "order"]
    list_editable: ClassVar = ["order"]
    search_fields: ClassVar = ["name", "code"]
    prepopulated_fields: ClassVar = {"code": ["name"]}


class RecordAdmin(admin.ModelAdmin):
    """Records with a website: typed without a scheme, it is taken for an encrypted one."""

    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}


class PlaceAdmin(RecordAdmin):
    """Records that lie in districts: only current ones can be chosen."""

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField:
        return super().formfield_for_foreignkey(db_field, request, **self.current(db_field) | kwargs)

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField:
        return super().formfield_for_manytomany(db_field, request, **self.current(db_field) | kwargs)

    @staticmethod
    def current(db_field: Field) -> dict[str, Any]:
        is_district = db_field.related_model is District
        return {"queryset": District.objects.current().order_by("level", "name")} if is_district else {}
