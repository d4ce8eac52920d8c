"""The offers, with their times."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.postgres.fields import IntegerRangeField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.admin import NeverDeleted
from network.admin.bases import PlaceAdmin
from network.places import district_at
from offers.admin.forms import MonthsField, OfferForm, ScheduleForm
from offers.models import Offer, Schedule


class ScheduleInline(admin.StackedInline):
    model = Schedule
    form = ScheduleForm
    extra = 0
    fields: ClassVar = [
        ("kind", "weekday", "nth"),
        ("first_day", "last_day"),
        ("starts", "ends"),
        ("pauses_in_school_holidays", "pauses_on_public_holidays"),
    ]


@admin.register(Offer)
class OfferAdmin(NeverDeleted, PlaceAdmin):
    form = OfferForm
    formfield_overrides: ClassVar = PlaceAdmin.formfield_overrides | {IntegerRangeField: {"form_class": MonthsField}}
    inlines: ClassVar = [ScheduleInline]
    list_display: ClassVar = ["title", "type", "provider", "facility", "status", "visibility", "confirmed_at"]
    list_filter: ClassVar = [
        "status",
        "visibility",
        "type__group",
        "topics",
        "access_modes",
        "is_citywide",
        "is_example",
    ]
    list_select_related: ClassVar = ["type", "provider", "facility"]
    # One count instead of two: the number of all offers beside the number of those found tells little.
    show_full_result_count = False
    search_fields: ClassVar = ["title", "summary", "provider__name", "facility__name"]
    autocomplete_fields: ClassVar = [
        "type",
        "topics",
        "target_groups",
        "life_situations",
        "programme",
        "provider",
        "cooperation_partners",
        "facility",
        "access_modes",
        "languages",
        "accessibility",
        "confirmed_by",
        "assigned_to",
        "catchment_districts",
        "catchment_social_spaces",
    ]
    prepopulated_fields: ClassVar = {"slug": ["title"]}
    readonly_fields: ClassVar = ["created_at", "updated_at"]
    fieldsets: ClassVar = [
        (None, {"fields": ["title", "slug", "summary", "description", "image", "image_alt"]}),
        (_("Was und für wen"), {"fields": ["type", "topics", "target_groups", "life_situations", "all_ages", "ages"]}),
        (
            _("Näheres"),
            {
                "classes": ["collapse"],
                "fields": [
                    "gender_focus",
                    "prevention_level",
                    "is_low_threshold",
                    "programme",
                    "places",
                    "sibling_care",
                ],
            },
        ),
        (_("Wer"), {"fields": ["provider", "cooperation_partners", "phone", "email", "url"]}),
        (
            _("Wo"),
            {
                "description": _("Eine Einrichtung oder ein eigener Ort. Breite und Länge bestimmen den Stadtteil."),
                "fields": [
                    "access_modes",
                    "facility",
                    "street",
                    ("postcode", "city"),
                    ("latitude", "longitude"),
                    "district",
                    "place_note",
                    "address_is_confidential",
                ],
            },
        ),
        (_("Für welche Gegend"), {"fields": ["is_citywide", "catchment_districts", "catchment_social_spaces"]}),
        (
            _("Wann"),
            {
                "description": _("Feste Zeiten stehen am Ende dieser Seite unter „Zeiten“."),
                "fields": ["by_arrangement", "time_note"],
            },
        ),
        (
            _("Anmeldung und Kosten"),
            {
                "fields": [
                    "registration",
                    "registration_note",
                    "registration_url",
                    "cost",
                    "cost_note",
                    "accepts_education_package",
                    "accepts_family_card",
                ]
            },
        ),
        (_("Sprachen und Barrierefreiheit"), {"fields": ["languages", "interpreter_possible", "accessibility"]}),
        (
            _("Veröffentlichung"),
            {"fields": ["status", "archived_reason", "visibility", ("valid_from", "valid_until"), "is_example"]},
        ),
        (_("Bestätigung"), {"fields": ["confirmed_at", "confirmed_by", "review_months", "next_review", "assigned_to"]}),
        (
            _("Intern"),
            {
                "classes": ["collapse"],
                "fields": ["funding_line", "goals", "quality_goal", "external_id", "created_at", "updated_at"],
            },
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Offer, form: ModelForm, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Save. A point decides the district; without one the chosen district stays. Who publishes confirms."""
        if obj.point:
            obj.district = district_at(obj.point) or obj.district
        comes_out = "status" in form.changed_data and obj.status == Offer.Status.PUBLISHED
        if comes_out and "confirmed_at" not in form.changed_data:
            obj.confirmed_at, obj.confirmed_by = timezone.localdate(), request.user
        super().save_model(request, obj, form, change)
