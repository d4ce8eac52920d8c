"""School holidays."""

from django.contrib import admin

from sozialraum.models import SchoolHoliday


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(admin.ModelAdmin):
    list_display = ["name", "first_day", "last_day", "federal_state"]
    list_filter = ["federal_state"]
    date_hierarchy = "first_day"
