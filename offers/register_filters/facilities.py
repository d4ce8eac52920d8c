"""By what the list of facilities is narrowed and sorted."""

from collections.abc import Mapping

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.filtering import one_of
from network.models import Facility, FacilityKind, Network
from network.permissions import districts_in, members_of
from offers.due import expiring_seals, leading_nowhere
from offers.models import Offer
from offers.register_filters.base import (
    ALL,
    PUBLIC,
    RegisterFilterSet,
    by_sight,
    district_filter,
    in_order,
    partner_filter,
    space_filter,
    tick,
)
from sozialraum.models import District, SocialSpace


class FacilityFilter(RegisterFilterSet):
    """Facilities by word, kind, partner, area, and by what they lack."""

    partner_column = "partner"
    orders: Mapping[str, tuple] = {
        "traeger": ("partner__name", "name", "pk"),
        "stadtteil": (F("district__name").asc(nulls_last=True), "name", "pk"),
        "siegel": (F("seal_valid_until").asc(nulls_last=True), "name", "pk"),
    }

    art = one_of(FacilityKind.objects.all(), "code", _("Art"), field_name="kind")
    traeger = partner_filter(_("Träger"))
    netzwerk = one_of(Network.objects.all(), "slug", _("Netzwerk"), method="of_network")
    stadtteil = district_filter("in_district")
    sozialraum = space_filter("in_space")
    sichtbar = django_filters.ChoiceFilter(choices=PUBLIC, method="shown", label=_("Sichtbar"), empty_label=ALL)
    siegel = tick("seal_ends", _("Gütesiegel läuft ab oder ist abgelaufen"))
    ohne_angebote = tick("without_offers", _("ohne veröffentlichtes Angebot"))
    ohne_kontakt = tick("without_contact", _("ohne Telefon und E-Mail"))
    ohne_lage = tick("without_place", _("ohne Lage auf der Karte"))
    tote_links = tick("with_dead_link", _("toter Link"))
    sort = in_order(
        _("nach Name"),
        ("traeger", _("nach Träger")),
        ("stadtteil", _("nach Stadtteil")),
        ("siegel", _("welches Siegel zuerst endet")),
    )

    def of_network(self, facilities: QuerySet[Facility], name: str, network: Network) -> QuerySet[Facility]:
        return facilities.filter(partner__in=members_of([network.pk]).values("partner"))

    def in_district(self, facilities: QuerySet[Facility], name: str, district: District) -> QuerySet[Facility]:
        return facilities.filter(district=district)

    def in_space(self, facilities: QuerySet[Facility], name: str, space: SocialSpace) -> QuerySet[Facility]:
        return facilities.filter(district__in=districts_in([space.pk]))

    def shown(self, facilities: QuerySet[Facility], name: str, value: str) -> QuerySet[Facility]:
        return by_sight(facilities, value, Q(is_public=True, partner__is_public=True))

    def seal_ends(self, facilities: QuerySet[Facility], name: str, _on: object) -> QuerySet[Facility]:
        return expiring_seals(facilities, timezone.localdate())

    def without_offers(self, facilities: QuerySet[Facility], name: str, _on: object) -> QuerySet[Facility]:
        published = Offer.objects.filter(facility=OuterRef("pk"), status=Offer.Status.PUBLISHED)
        return facilities.living().filter(~Exists(published))

    def without_contact(self, facilities: QuerySet[Facility], name: str, _on: object) -> QuerySet[Facility]:
        return facilities.living().filter(phone="", email="")

    def without_place(self, facilities: QuerySet[Facility], name: str, _on: object) -> QuerySet[Facility]:
        return facilities.living().filter(point=None)

    def with_dead_link(self, facilities: QuerySet[Facility], name: str, _on: object) -> QuerySet[Facility]:
        return leading_nowhere(facilities)
