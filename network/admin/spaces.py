"""Teams of social spaces: the kinds of their units. Leads and steps of roll-outs are kept in the workspace."""

from typing import ClassVar

from django.contrib import admin

from network.admin.bases import TermAdmin
from network.models import UnitKind


@admin.register(UnitKind)
class UnitKindAdmin(TermAdmin):
    list_display: ClassVar = ["name", "code", "answers_first", "order"]
