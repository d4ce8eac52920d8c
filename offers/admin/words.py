"""The words with which offers are described."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.postgres.fields import IntegerRangeField

from network.admin.bases import TermAdmin
from offers.admin.forms import MonthsField
from offers.models import (
    AccessMode,
    AgeStep,
    CostKind,
    FieldOfAction,
    FundingLine,
    Guide,
    Language,
    LifePhase,
    LifeSituation,
    OfferType,
    OfferTypeGroup,
    Programme,
    RegistrationKind,
    TargetGroup,
    Topic,
)

admin.site.register(
    [
        AccessMode,
        CostKind,
        FieldOfAction,
        FundingLine,
        Language,
        LifeSituation,
        OfferTypeGroup,
        Programme,
        RegistrationKind,
        TargetGroup,
    ],
    TermAdmin,
)


@admin.register(Guide)
class GuideAdmin(TermAdmin):
    list_display: ClassVar = ["name", "code", "is_shown", "order"]
    autocomplete_fields: ClassVar = ["topics", "life_situations", "help_lines"]


@admin.register(AgeStep, LifePhase)
class AgeSpanAdmin(TermAdmin):
    formfield_overrides: ClassVar = TermAdmin.formfield_overrides | {IntegerRangeField: {"form_class": MonthsField}}


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
