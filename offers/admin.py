"""The administration of the offers and of the words that describe them."""

from typing import ClassVar

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from network.admin.bases import PlaceAdmin, TermAdmin
from network.forms.places import PlaceForm
from network.places import district_at
from offers.models import (
    AccessMode,
    AgeStep,
    CostKind,
    FieldOfAction,
    FundingLine,
    Language,
    LifePhase,
    LifeSituation,
    Offer,
    OfferType,
    OfferTypeGroup,
    Programme,
    RegistrationKind,
    Schedule,
    TargetGroup,
    Topic,
)

admin.site.register(
    [
        AccessMode,
        AgeStep,
        CostKind,
        FieldOfAction,
        FundingLine,
        Language,
        LifePhase,
        LifeSituation,
        OfferTypeGroup,
        Programme,
        RegistrationKind,
        TargetGroup,
    ],
    TermAdmin,
)


@admin.register(OfferType)
class OfferTypeAdmin(TermAdmin):
    list_display: ClassVar = ["name", "code", "group", "order"]
    list_filter: ClassVar = ["group"]
    list_select_related: ClassVar = ["group"]


@admin.register(Topic)
class TopicAdmin(TermAdmin):
    list_display: ClassVar = ["name", "code", "field_of_action", "order"]
    list_filter: ClassVar = ["field_of_action"]
    list_select_related: ClassVar = ["field_of_action"]


class ScheduleInline(admin.StackedInline):
    model = Schedule
    extra = 0
    fields: ClassVar = [
        ("kind", "weekday", "nth"),
        ("first_day", "last_day"),
        ("starts", "ends"),
        ("pauses_in_school_holidays", "pauses_on_public_holidays"),
    ]


@admin.register(Offer)
class OfferAdmin(PlaceAdmin):
    form = PlaceForm
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
    ]
    filter_horizontal: ClassVar = ["catchment_districts", "catchment_social_spaces"]
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
        (_("Wann"), {"fields": ["by_arrangement", "time_note"]}),
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
        (_("Bestätigung"), {"fields": ["confirmed_at", "confirmed_by", "review_months", "next_review"]}),
        (
            _("Intern"),
            {
                "classes": ["collapse"],
                "fields": ["funding_line", "quality_goal", "external_id", "created_at", "updated_at"],
            },
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Offer, form: ModelForm, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Save. A point decides the district; without one the chosen district stays."""
        if obj.point:
            obj.district = district_at(obj.point) or obj.district
        super().save_model(request, obj, form, change)
