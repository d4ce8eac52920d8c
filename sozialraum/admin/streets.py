"""Postcodes and the list of streets."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from kit.admin import RecordAdmin
from sozialraum.addresses import fold_street
from sozialraum.models import Postcode, StreetSection


@admin.register(Postcode)
class PostcodeAdmin(RecordAdmin):
    list_display = ["code"]
    search_fields = ["code"]
    fields = ["code", "districts", "centre_in_words"]
    readonly_fields = ["centre_in_words"]
    autocomplete_fields = ["districts"]

    @admin.display(description=_("Mittelpunkt"))
    def centre_in_words(self, postcode: Postcode) -> str:
        if postcode.centre is None:
            return "–"
        east, north = (number_format(degrees, 4) for degrees in postcode.centre)
        return _("%(north)s Grad Nord, %(east)s Grad Ost") % {"north": north, "east": east}


@admin.register(StreetSection)
class StreetSectionAdmin(RecordAdmin):
    """Many sections come by import_streets; here one mends a few."""

    list_display = ["street", "number_from", "number_to", "side", "postcode", "district"]
    list_filter = ["postcode"]
    list_select_related = ["postcode", "district"]
    search_fields = ["street"]
    autocomplete_fields = ["postcode", "district"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[StreetSection], search_term: str
    ) -> tuple[QuerySet[StreetSection], bool]:
        """Find a street however it is written: "hauptstr" finds "Hauptstraße"."""
        return queryset.filter(key__contains=fold_street(search_term)), False
