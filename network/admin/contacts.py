"""Whom families can call."""

from typing import ClassVar

from django.contrib import admin

from kit.admin import RecordAdmin
from network.admin.bases import PlaceAdmin
from network.models import ContactPoint, HelpLine


@admin.register(ContactPoint)
class ContactPointAdmin(PlaceAdmin):
    list_display: ClassVar = [
        "function",
        "unit",
        "network",
        "partner",
        "facility",
        "phone",
        "email",
        "is_public",
        "order",
    ]
    list_filter: ClassVar = ["unit", "network", "is_public"]
    list_select_related: ClassVar = ["unit", "network", "partner", "facility"]
    search_fields: ClassVar = ["function", "partner__name", "facility__name"]
    autocomplete_fields: ClassVar = ["network", "partner", "facility", "districts", "social_spaces"]


@admin.register(HelpLine)
class HelpLineAdmin(RecordAdmin):
    list_display: ClassVar = ["name", "number", "hours", "is_emergency", "order"]
    list_editable: ClassVar = ["order"]
    search_fields: ClassVar = ["name", "number"]
