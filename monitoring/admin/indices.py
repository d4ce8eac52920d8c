"""Indices with their parts, classes and the areas that stay out, on one page."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit.admin import RecordAdmin
from monitoring.choices import Direction
from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, IndexPart, Indicator
from sozialraum.models import District


class DistinctFormSet(forms.BaseInlineFormSet):
    """Rows of which no two say the same in `subject`, where nothing counts as the same as nothing.

    Django compares new rows only where nothing is left empty, so the database would refuse them without a word at the field.
    """

    subject: tuple[str, ...]
    clash: Promise

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if form in self.deleted_forms or (not form.has_changed() and not form.instance.pk) or form.errors:
                continue
            said = tuple(data.get(name) for name in self.subject)
            if said in seen:
                form.add_error(self.subject[0], self.clash)
            seen.add(said)


class ClassFormSet(DistinctFormSet):
    subject = ("upper",)
    clash = _("Zwei Klassen reichen nicht gleich weit; nur die oberste hat keine Grenze.")


class ExclusionFormSet(DistinctFormSet):
    subject = ("district", "social_space", "year")
    clash = _("Dieses Gebiet bleibt in diesem Jahr schon außen vor.")


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
