"""The municipality, its texts and what visitors report, as operators see them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.admin import RecordAdmin
from sozialraum.models import AccessibilityFeedback, LegalText, Municipality


@admin.register(Municipality)
class MunicipalityAdmin(RecordAdmin):
    """The one municipality: nobody adds a second or deletes the first. Its outline comes from an import."""

    fieldsets = [
        (None, {"fields": ["name", "portal_name", "ags", "federal_state", "is_example"]}),
        (
            _("Impressum und Kontakt"),
            {
                "fields": [
                    "authority",
                    "represented_by",
                    "responsible_for_content",
                    "street",
                    "postcode",
                    "city",
                    "phone",
                    "email",
                    "accessibility_email",
                    "privacy_officer",
                    "privacy_email",
                    "vat_id",
                ]
            },
        ),
        (_("Aussehen"), {"fields": ["brand_colour", "second_colour", "logo"]}),
        (_("Altersspanne"), {"fields": ["youngest_months", "oldest_months"]}),
        (_("Arbeitsweise"), {"fields": ["four_eyes"]}),
    ]

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name in {"brand_colour", "second_colour"}:
            kwargs["widget"] = forms.TextInput(attrs={"type": "color"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Municipality.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Municipality | None = None) -> bool:
        return False


@admin.register(LegalText)
class LegalTextAdmin(RecordAdmin):
    """Texts of the law; each page shows when its text was made and last reviewed."""

    list_display = ["title", "kind", "reviewed_at", "is_example"]
    list_filter = ["is_example"]


@admin.register(AccessibilityFeedback)
class AccessibilityFeedbackAdmin(RecordAdmin):
    """Reported barriers, the most urgent first. What came in is not changed, only marked as answered."""

    list_display = ["__str__", "received_at", "due_at", "answered_at", "overdue"]
    list_filter = [("answered_at", admin.EmptyFieldListFilter)]
    fields = ["message", "reply_address", "received_at", "due_at", "answered_at"]
    readonly_fields = ["message", "reply_address", "received_at", "due_at"]
    actions = ["mark_as_answered"]

    @admin.display(description=_("überfällig"), boolean=True)
    def overdue(self, feedback: AccessibilityFeedback) -> bool:
        return feedback.is_overdue

    @admin.action(description=_("Als beantwortet vermerken"), permissions=["change"])
    def mark_as_answered(self, request: HttpRequest, queryset: QuerySet[AccessibilityFeedback]) -> None:
        queryset.filter(answered_at=None).update(answered_at=timezone.now())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
