"""Indices with their parts, classes and the areas that stay out, on one page."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from kit.admin import RecordAdmin
from monitoring.choices import Direction
from monitoring.forms.index_editing import ClassFormSet, ExclusionFormSet
from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, IndexPart, Indicator
from sozialraum.models import District


class PartInline(admin.TabularInline):
    model = IndexPart
    extra = 1

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: object
    ) -> ModelChoiceField:
        """Offer what has a valuation: nothing else may count in an index."""
        if db_field.name == "indicator":
            kwargs["queryset"] = Indicator.objects.exclude(direction=Direction.NONE)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ClassInline(admin.TabularInline):
    model = IndexClass
    formset = ClassFormSet
    extra = 1


class ExclusionInline(admin.TabularInline):
    model = IndexExclusion
    formset = ExclusionFormSet
    extra = 0

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: object
    ) -> ModelChoiceField:
        if db_field.name == "district":
            kwargs["queryset"] = District.objects.current().select_related("level").order_by("level__order", "name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(CompositeIndex)
class CompositeIndexAdmin(RecordAdmin):
    list_display: ClassVar = ["name", "code", "level", "change_of", "is_public", "order"]
    list_select_related: ClassVar = ["level", "change_of"]
    prepopulated_fields: ClassVar = {"code": ["name"]}
    inlines: ClassVar = [PartInline, ClassInline, ExclusionInline]
