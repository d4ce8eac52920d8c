"""By what the list of partners is narrowed and sorted."""

from collections.abc import Iterable, Mapping

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kit.filtering import one_of
from network.models import Facility, Network, Partner, PartnerKind, RoleAssignment
from network.permissions import districts_in, members_of
from offers.due import leading_nowhere
from offers.models import Offer
from offers.register_filters.base import (
    ALL,
    PUBLIC,
    RegisterFilterSet,
    by_sight,
    district_filter,
    in_districts,
    in_order,
    space_filter,
    tick,
)
from sozialraum.models import District, SocialSpace


class PartnerRegisterFilter(RegisterFilterSet):
    """Partners by word, kind, network, area, and by what they lack."""

    orders: Mapping[str, tuple] = {
        "art": ("kind__order", "kind__name", "name", "pk"),
        "angebote": (F("offer_count").desc(), "name", "pk"),
    }

    art = one_of(PartnerKind.objects.all(), "code", _("Art"), field_name="kind")
    netzwerk = one_of(Network.objects.all(), "slug", _("Netzwerk"), method="member_of")
    stadtteil = district_filter("in_district")
    sozialraum = space_filter("in_space")
    sichtbar = django_filters.ChoiceFilter(choices=PUBLIC, method="shown", label=_("Sichtbar"), empty_label=ALL)
    ohne_angebote = tick("without_offers", _("ohne veröffentlichtes Angebot"))
    ohne_kontakt = tick("without_contact", _("ohne Telefon und E-Mail"))
    ohne_redaktion = tick("without_editor", _("ohne jemanden, der die Angebote pflegt"))
    tote_links = tick("with_dead_link", _("toter Link"))
    sort = in_order(_("nach Name"), ("art", _("nach Art")), ("angebote", _("die meisten Angebote zuerst")))

    def member_of(self, partners: QuerySet[Partner], name: str, network: Network) -> QuerySet[Partner]:
        return partners.filter(pk__in=members_of([network.pk]).values("partner"))

    def in_district(self, partners: QuerySet[Partner], name: str, district: District) -> QuerySet[Partner]:
        return self.at_work_in(partners, [district.pk])

    def in_space(self, partners: QuerySet[Partner], name: str, space: SocialSpace) -> QuerySet[Partner]:
        return self.at_work_in(partners, districts_in([space.pk]))

    @staticmethod
    def at_work_in(partners: QuerySet[Partner], districts: Iterable[int] | QuerySet) -> QuerySet[Partner]:
        """Keep the partners that have a facility in some districts, or hold a published offer there or for them."""
        houses = Facility.objects.filter(district__in=districts).values("partner")
        offers = Offer.objects.filter(in_districts(districts), status=Offer.Status.PUBLISHED).values("provider")
        return partners.filter(Q(pk__in=houses) | Q(pk__in=offers))

    def shown(self, partners: QuerySet[Partner], name: str, value: str) -> QuerySet[Partner]:
        return by_sight(partners, value, Q(is_public=True))

    def without_offers(self, partners: QuerySet[Partner], name: str, _on: object) -> QuerySet[Partner]:
        published = Offer.objects.filter(provider=OuterRef("pk"), status=Offer.Status.PUBLISHED)
        return partners.living().filter(~Exists(published))

    def without_contact(self, partners: QuerySet[Partner], name: str, _on: object) -> QuerySet[Partner]:
        return partners.living().filter(phone="", email="")

    def without_editor(self, partners: QuerySet[Partner], name: str, _on: object) -> QuerySet[Partner]:
        editors = RoleAssignment.objects.filter(partner=OuterRef("pk"), user__is_active=True)
        return partners.living().filter(~Exists(editors))

    def with_dead_link(self, partners: QuerySet[Partner], name: str, _on: object) -> QuerySet[Partner]:
        return leading_nowhere(partners)
