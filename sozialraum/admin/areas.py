"""Levels, districts and social spaces. Boundaries come by import and are told in words: a map would ask strangers."""

from django.contrib import admin
from django.contrib.gis.geos import MultiPolygon
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kit.admin import RecordAdmin
from kit.forms import PeriodsFormSet
from sozialraum.models import AreaLevel, District, SocialSpace, SocialSpaceMembership

# Lambert's grid of Europe keeps areas true.
EQUAL_AREA = 3035
SQUARE_METRES = 1_000_000


def in_words(boundary: MultiPolygon) -> str:
    """Return size, parts and extent of an area in words."""
    square_kilometres = boundary.transform(EQUAL_AREA, clone=True).area / SQUARE_METRES
    west, south, east, north = (number_format(degrees, 3) for degrees in boundary.extent)
    return ngettext(
        "%(size)s km², aus einem Stück, von %(west)s bis %(east)s Grad Ost und %(south)s bis %(north)s Grad Nord",
        "%(size)s km², aus %(parts)s Stücken, von %(west)s bis %(east)s Grad Ost und %(south)s bis %(north)s Grad Nord",
        len(boundary),
    ) % {
        "size": number_format(square_kilometres, 2),
        "parts": len(boundary),
        "west": west,
        "south": south,
        "east": east,
        "north": north,
    }


def with_level(district: District) -> str:
    """Return the name of a district with what tells it from others of the same name."""
    if district.valid_until is None:
        return f"{district.name} ({district.level})"
    day = date_format(district.valid_until, "SHORT_DATE_FORMAT")
    return _("%(name)s (%(level)s, bis %(day)s)") % {"name": district.name, "level": district.level, "day": day}


@admin.register(AreaLevel)
class AreaLevelAdmin(RecordAdmin):
    """In the level for families people say where they live; there should be one."""

    list_display = ["name", "code", "order", "shown_to_families"]


@admin.register(District)
class DistrictAdmin(RecordAdmin):
    """Districts come and go by import_districts; here one mends names."""

    list_display = ["name", "code", "level", "parent", "valid_from", "valid_until", "is_schematic"]
    list_filter = ["level", ("valid_until", admin.EmptyFieldListFilter), "is_schematic"]
    list_select_related = ["level", "parent"]
    search_fields = ["name", "code"]
    fields = [
        "name",
        "slug",
        "code",
        "level",
        "parent",
        "boundary_in_words",
        "is_schematic",
        "valid_from",
        "valid_until",
    ]
    readonly_fields = ["code", "level", "parent", "boundary_in_words", "valid_from", "valid_until"]

    @admin.display(description=_("Grenze"))
    def boundary_in_words(self, district: District) -> str:
        return in_words(district.boundary)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[District], search_term: str
    ) -> tuple[QuerySet[District], bool]:
        """Offer other records only what has not been closed; the list shows all."""
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.current()
        return super().get_search_results(request, queryset, search_term)


class MembershipFormSet(PeriodsFormSet):
    subject = "district"
    clash = _("Dieses Gebiet gehört zu dieser Zeit schon zum Sozialraum, siehe oben.")


class MembershipInline(admin.TabularInline):
    model = SocialSpaceMembership
    formset = MembershipFormSet
    extra = 1

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs) -> ModelChoiceField:
        if db_field.name == "district":
            kwargs["queryset"] = District.objects.select_related("level").order_by("level__order", "name", "valid_from")
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "district":
            field.label_from_instance = with_level
        return field


@admin.register(SocialSpace)
class SocialSpaceAdmin(RecordAdmin):
    list_display = ["name", "code", "team_name"]
    search_fields = ["name", "code", "team_name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MembershipInline]
