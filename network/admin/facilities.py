"""Facilities with their opening hours, their kinds, and what makes them accessible."""

from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kit.admin import NeverDeleted
from network.admin.bases import PlaceAdmin, TermAdmin
from network.forms.places import PlaceForm
from network.models import AccessibilityFeature, Facility, FacilityKind, OpeningHours

admin.site.register([FacilityKind, AccessibilityFeature], TermAdmin)


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    extra = 1


@admin.register(Facility)
class FacilityAdmin(NeverDeleted, PlaceAdmin):
    form = PlaceForm
    inlines: ClassVar = [OpeningHoursInline]
    list_display: ClassVar = ["name", "kind", "partner", "district", "address_is_confidential", "is_public"]
    list_filter: ClassVar = ["kind", "address_is_confidential", "is_public", "is_example", "district"]
    list_select_related: ClassVar = ["kind", "partner", "district"]
    search_fields: ClassVar = ["name", "street", "partner__name"]
    autocomplete_fields: ClassVar = ["partner", "accessibility"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    # Archived in the workspace, where it is said what is still held there.
    readonly_fields: ClassVar = ["archived_reason"]
    fieldsets: ClassVar = [
        (None, {"fields": ["name", "slug", "kind", "partner", "description", "is_open_for_all"]}),
        (
            _("Ort"),
            {
                "description": _("Breite und Länge bestimmen den Stadtteil; ohne sie gilt der hier gewählte."),
                "fields": [
                    "street",
                    ("postcode", "city"),
                    ("latitude", "longitude"),
                    "district",
                    "address_is_confidential",
                    "accessibility",
                ],
            },
        ),
        (_("Kontakt"), {"fields": ["phone", "email", "website", "opening_note"]}),
        (_("Gütesiegel"), {"fields": [("quality_seal", "seal_valid_until")]}),
        (_("Sichtbarkeit"), {"fields": ["is_public", "archived_reason", "is_example"]}),
    ]
