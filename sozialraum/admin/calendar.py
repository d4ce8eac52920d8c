"""School holidays."""

from django.contrib import admin

from kit.admin import RecordAdmin
from sozialraum.models import SchoolHoliday


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(RecordAdmin):
    list_display = ["name", "first_day", "last_day", "federal_state"]
    list_filter = ["federal_state"]
    search_fields = ["name"]
    date_hierarchy = "first_day"
