"""What the scheduled work did last, for operators."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kit.admin import RecordAdmin
from offers.models import ScheduledRun


class ToMendFilter(admin.SimpleListFilter):
    """The tasks that somebody should look at."""

    title = _("Stand")
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("offen", _("nicht gelungen oder seit zwei Tagen nicht gelaufen"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.to_mend() if self.value() == "offen" else queryset


@admin.register(ScheduledRun)
class ScheduledRunAdmin(RecordAdmin):
    """Written by the work itself; only what no longer is a task can go."""

    list_display: ClassVar = ["task", "ended_at", "succeeded", "seconds", "outcome"]
    list_filter: ClassVar = [ToMendFilter]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ScheduledRun | None = None) -> bool:
        return False
