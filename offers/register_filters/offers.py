"""By what the list of offers is narrowed and sorted."""

from collections.abc import Mapping

import django_filters
from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.filtering import one_of
from kit.text import words
from network.choices import Permission
from network.models import Facility, Network, User
from network.permissions import districts_in, members_of
from offers.due import Due, ending, waiting, with_dead_links
from offers.models import AgeStep, Offer, OfferType
from offers.models.offer import plain
from offers.permissions import offers_with
from offers.register_filters.base import (
    ALL,
    RegisterFilterSet,
    called,
    district_filter,
    in_districts,
    in_order,
    partner_filter,
    space_filter,
    tick,
)
from sozialraum.models import District, SocialSpace


def with_words(offers: QuerySet[Offer], text: str) -> QuerySet[Offer]:
    """Keep the offers in whose title and summary every word occurs, whatever its accents: an index finds them by their letters."""
    for word in words(text):
        offers = offers.filter(plain_text__contains=plain(Value(word)))
    return offers


class OfferFilter(RegisterFilterSet):
    """Offers by word, status, partner, area, type, age, confirmation, and by who looks after them."""

    partner_column = "provider"
    orders: Mapping[str, tuple] = {
        "titel": ("title", "pk"),
        "anbieter": ("provider__name", "title", "pk"),
        "geaendert": ("-updated_at", "title", "pk"),
        "ende": (F("valid_until").asc(nulls_last=True), "title", "pk"),
    }

    status = django_filters.ChoiceFilter(choices=Offer.Status, label=_("Status"), empty_label=ALL)
    bestaetigung = django_filters.ChoiceFilter(
        choices=Due.LABELS, method="confirmed", label=_("Bestätigung"), empty_label=ALL
    )
    zugewiesen = django_filters.ChoiceFilter(method="assigned", label=_("Zugewiesen an"), empty_label=ALL)
    anbieter = partner_filter(_("Anbieter"))
    einrichtung = django_filters.CharFilter(
        method="at_house", label=_("Einrichtung"), help_text=_("Name oder ein Teil davon")
    )
    netzwerk = one_of(Network.objects.all(), "slug", _("Netzwerk"), method="of_network")
    stadtteil = district_filter("in_district", help_text=_("findet dort statt oder ist für Familien von dort"))
    sozialraum = space_filter("in_space")
    art = one_of(OfferType.objects.all(), "code", _("Art"), field_name="type")
    alter = one_of(AgeStep.objects.all(), "code", _("Alter"), method="of_age")
    zu_tun = tick("with_work", _("nur, wo etwas zu tun ist"))
    laeuft_aus = tick("about_to_end", _("endet in den nächsten 30 Tagen"))
    nicht_auffindbar = tick("found_by_nobody", _("veröffentlicht, aber über die Suche nicht zu finden"))
    tote_links = tick("with_dead_links", _("toter Link"))
    sort = in_order(
        _("was zuerst zu bestätigen ist"),
        ("titel", _("nach Titel")),
        ("anbieter", _("nach Anbieter")),
        ("geaendert", _("zuletzt geändert")),
        ("ende", _("was zuerst endet")),
    )

    def get_form_class(self) -> type:
        """Offer by name those to whom something is assigned that this person may see."""
        mine = offers_with(Permission.READ, self.user).exclude(assigned_to=None).values("assigned_to")
        people = User.objects.filter(pk__in=mine).exclude(pk=self.user.pk).order_by("name", "email")
        named = [(str(one.pk), str(one)) for one in people]
        self.filters["zugewiesen"].extra["choices"] = [("mir", _("mir")), ("niemand", _("niemandem")), *named]
        return super().get_form_class()

    def containing(self, offers: QuerySet[Offer], name: str, text: str) -> QuerySet[Offer]:
        return with_words(offers, text)

    def assigned(self, offers: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        return offers.filter(assigned_to={"mir": self.user.pk, "niemand": None}.get(value, value))

    def confirmed(self, offers: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        return offers.filter(Due.condition(value, timezone.localdate()))

    def at_house(self, offers: QuerySet[Offer], name: str, text: str) -> QuerySet[Offer]:
        return offers.filter(facility__in=called(text, Facility).values("pk"))

    def of_network(self, offers: QuerySet[Offer], name: str, network: Network) -> QuerySet[Offer]:
        return offers.filter(provider__in=members_of([network.pk]).values("partner"))

    def in_district(self, offers: QuerySet[Offer], name: str, district: District) -> QuerySet[Offer]:
        return offers.filter(in_districts([district.pk]))

    def in_space(self, offers: QuerySet[Offer], name: str, space: SocialSpace) -> QuerySet[Offer]:
        return offers.filter(in_districts(districts_in([space.pk])))

    def of_age(self, offers: QuerySet[Offer], name: str, step: AgeStep) -> QuerySet[Offer]:
        return offers.filter(Q(all_ages=True) | Q(ages__overlap=step.ages))

    def with_work(self, offers: QuerySet[Offer], name: str, _on: object) -> QuerySet[Offer]:
        return offers.filter(waiting(timezone.localdate()))

    def about_to_end(self, offers: QuerySet[Offer], name: str, _on: object) -> QuerySet[Offer]:
        return offers.filter(ending(timezone.localdate()))

    def found_by_nobody(self, offers: QuerySet[Offer], name: str, _on: object) -> QuerySet[Offer]:
        return offers.filter(status=Offer.Status.PUBLISHED).exclude(pk__in=Offer.objects.findable().values("pk"))

    def with_dead_links(self, offers: QuerySet[Offer], name: str, _on: object) -> QuerySet[Offer]:
        return offers.filter(with_dead_links())
