"""By what the list of suspected pairs is narrowed, and by what somebody looks for the other offer of a pair."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kit.filtering import one_of
from network.permissions import districts_in
from offers.models import Offer, OfferTwins, OfferType
from offers.register_filters.base import (
    RegisterFilterSet,
    called,
    district_filter,
    in_districts,
    in_order,
    partner_filter,
    space_filter,
    tick,
)
from offers.register_filters.offers import with_words
from sozialraum.models import District, SocialSpace

Pairs = QuerySet[OfferTwins]


def having(pairs: Pairs, offers: QuerySet[Offer]) -> Pairs:
    """Keep the pairs of which at least one is among some offers."""
    found = offers.values("pk")
    return pairs.filter(Q(first__in=found) | Q(second__in=found))


class TwinsFilter(RegisterFilterSet):
    """Pairs by word, partner, area and type of one of both, and by what makes them suspicious."""

    staying = frozenset({"verschieden"})
    orders: Mapping[str, tuple] = {
        "aehnlich": ("-likeness", "-found_at", "-pk"),
        "titel": ("first__title", "second__title", "-pk"),
    }

    anbieter = partner_filter(_("Anbieter"))
    stadtteil = district_filter("in_district", help_text=_("findet dort statt oder ist für Familien von dort"))
    sozialraum = space_filter("in_space")
    art = one_of(OfferType.objects.all(), "code", _("Art"), method="of_type")
    ein_anbieter = tick("of_one_provider", _("vom selben Anbieter"))
    ein_ort = tick("at_one_place", _("am selben Ort"))
    sort = in_order(_("zuletzt gefunden"), ("aehnlich", _("die ähnlichsten Titel zuerst")), ("titel", _("nach Titel")))

    def containing(self, pairs: Pairs, name: str, text: str) -> Pairs:
        return having(pairs, with_words(Offer.objects.all(), text))

    def of_partner(self, pairs: Pairs, name: str, text: str) -> Pairs:
        return having(pairs, Offer.objects.filter(provider__in=called(text)))

    def in_district(self, pairs: Pairs, name: str, district: District) -> Pairs:
        return having(pairs, Offer.objects.filter(in_districts([district.pk])))

    def in_space(self, pairs: Pairs, name: str, space: SocialSpace) -> Pairs:
        return having(pairs, Offer.objects.filter(in_districts(districts_in([space.pk]))))

    def of_type(self, pairs: Pairs, name: str, kind: OfferType) -> Pairs:
        return having(pairs, Offer.objects.filter(type=kind))

    def of_one_provider(self, pairs: Pairs, name: str, _on: object) -> Pairs:
        return pairs.filter(has_one_provider=True)

    def at_one_place(self, pairs: Pairs, name: str, _on: object) -> Pairs:
        return pairs.filter(is_near=True)


class OtherOfferFilter(RegisterFilterSet):
    """The other offer of a pair, by word, partner, area and type."""

    partner_column = "provider"

    anbieter = partner_filter(_("Anbieter"))
    stadtteil = district_filter("in_district", help_text=_("findet dort statt oder ist für Familien von dort"))
    art = one_of(OfferType.objects.all(), "code", _("Art"), field_name="type")

    def containing(self, offers: QuerySet[Offer], name: str, text: str) -> QuerySet[Offer]:
        return with_words(offers, text)

    def in_district(self, offers: QuerySet[Offer], name: str, district: District) -> QuerySet[Offer]:
        return offers.filter(in_districts([district.pk]))
