"""Indicators, their fields, and the sums that tie them together."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kit.admin import RecordAdmin
from monitoring.models import Equation, EquationTerm, Indicator, IndicatorField, SeriesBreak
from monitoring.releasing import release


class Releasing(RecordAdmin):
    """Records by which it is decided what may be seen: each change of them is followed by a new decision.

    It is made within the request's own transaction, so that no page shows by the old rules what the new ones hide. All
    numbers are weighed for it, which takes half a minute; who only corrects the wording of a record need not wait for that.
    """

    wording: ClassVar[set[str]] = set()  # fields that no decision looks at

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:  # noqa: FBT001 — Django's signature
        super().save_related(request, form, formsets, change)
        if set(form.changed_data) - self.wording or any(formset.has_changed() for formset in formsets):
            release()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        release()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        release()


class BreakInline(admin.TabularInline):
    model = SeriesBreak
    extra = 0


@admin.register(IndicatorField)
class IndicatorFieldAdmin(RecordAdmin):
    list_display: ClassVar = ["name", "code", "order"]
    prepopulated_fields: ClassVar = {"code": ["name"]}


@admin.register(Indicator)
class IndicatorAdmin(Releasing):
    list_display: ClassVar = ["name", "code", "field", "kind", "unit", "direction", "is_public", "is_key_value"]
    list_filter: ClassVar = ["field", "kind", "direction", "is_public", "is_key_value"]
    list_select_related: ClassVar = ["field"]
    search_fields: ClassVar = ["name", "code", "question"]
    autocomplete_fields: ClassVar = ["denominator"]
    inlines: ClassVar = [BreakInline]
    wording: ClassVar = {
        "name",
        "question",
        "field",
        "order",
        "numerator_name",
        "denominator_name",
        "decimals",
        "direction",
        "age_from_months",
        "age_to_months",
        "is_public",
        "is_key_value",
        "source",
        "licence",
        "method_note",
    }
    fieldsets: ClassVar = [
        (None, {"fields": ["name", "code", "question", "field", "order", "is_public", "is_key_value"]}),
        (
            _("Was gezählt wird"),
            {
                "fields": [
                    "kind",
                    "numerator_name",
                    "denominator_name",
                    "denominator",
                    "per",
                    "unit",
                    "decimals",
                    "direction",
                    ("age_from_months", "age_to_months"),
                    "pooling_years",
                ]
            },
        ),
        (_("Herkunft"), {"fields": ["source", "licence", "method_note"]}),
        (_("Schutz"), {"fields": ["min_population", "min_cases", "min_denominator", "rounding"]}),
    ]


class TermInline(admin.TabularInline):
    model = EquationTerm
    extra = 2
    autocomplete_fields: ClassVar = ["indicator"]


@admin.register(Equation)
class EquationAdmin(Releasing):
    list_display: ClassVar = ["name"]
    inlines: ClassVar = [TermInline]
