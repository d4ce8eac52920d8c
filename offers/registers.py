"""The lists of the workspace: which records, narrowed how, with which columns on the page and in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet
from django.forms import CheckboxInput
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit.filtering import WordsFilterSet, one_of
from network.choices import Permission
from network.models import Facility, FacilityKind, Network, Partner, PartnerKind, User
from network.permissions import facilities_with, members_of, partners_with
from offers.due import Due, ending, expiring_seals, leading_nowhere, with_dead_links
from offers.models import AgeStep, Offer, OfferType
from offers.permissions import offers_with
from offers.wording import describe_ages
from sozialraum.models import District


class OfferFilter(WordsFilterSet):
    """Offers by word, status, partner, district, type, age and confirmation."""

    searched = ("title", "summary")

    status = django_filters.ChoiceFilter(choices=Offer.Status, label=_("Status"), empty_label=_("alle"))
    bestaetigung = django_filters.ChoiceFilter(
        choices=Due.LABELS, method="confirmed", label=_("Bestätigung"), empty_label=_("alle")
    )
    anbieter = one_of(Partner.objects.order_by("name"), "slug", _("Anbieter"), field_name="provider")
    stadtteil = one_of(
        District.objects.for_families().defer("boundary").order_by("name"), "slug", _("Stadtteil"), method="held_in"
    )
    art = one_of(OfferType.objects.all(), "code", _("Art"), field_name="type")
    alter = one_of(AgeStep.objects.all(), "code", _("Alter"), method="of_age")
    laeuft_aus = django_filters.BooleanFilter(
        method="about_to_end", label=_("endet in den nächsten 30 Tagen"), widget=CheckboxInput
    )
    tote_links = django_filters.BooleanFilter(method="with_dead_links", label=_("toter Link"), widget=CheckboxInput)
    sort = django_filters.ChoiceFilter(
        choices=[
            ("titel", _("nach Titel")),
            ("anbieter", _("nach Anbieter")),
            ("geaendert", _("zuletzt geändert")),
        ],
        method="in_order",
        label=_("Reihenfolge"),
        empty_label=_("was zuerst zu bestätigen ist"),
    )

    def confirmed(self, offers: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        return offers.filter(Due.condition(value, timezone.localdate()))

    def held_in(self, offers: QuerySet[Offer], name: str, district: District) -> QuerySet[Offer]:
        return offers.filter(Q(district=district) | Q(district=None, facility__district=district))

    def of_age(self, offers: QuerySet[Offer], name: str, step: AgeStep) -> QuerySet[Offer]:
        return offers.filter(Q(all_ages=True) | Q(ages__overlap=step.ages))

    def about_to_end(self, offers: QuerySet[Offer], name: str, wanted: bool) -> QuerySet[Offer]:  # noqa: FBT001 - django-filter calls it so
        return offers.filter(ending(timezone.localdate())) if wanted else offers

    def with_dead_links(self, offers: QuerySet[Offer], name: str, wanted: bool) -> QuerySet[Offer]:  # noqa: FBT001 - django-filter calls it so
        return offers.filter(pk__in=with_dead_links()) if wanted else offers

    def in_order(self, offers: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        first = {"titel": "title", "anbieter": "provider__name", "geaendert": "-updated_at"}[value]
        return offers.order_by(first, "title", "pk")


class FacilityFilter(WordsFilterSet):
    """Facilities by word, kind, and whether their seal of quality needs attention."""

    art = one_of(FacilityKind.objects.all(), "code", _("Art"), field_name="kind")
    siegel = django_filters.BooleanFilter(
        method="seal_ends", label=_("Gütesiegel läuft ab oder ist abgelaufen"), widget=CheckboxInput
    )
    tote_links = django_filters.BooleanFilter(method="with_dead_link", label=_("toter Link"), widget=CheckboxInput)

    def seal_ends(self, facilities: QuerySet[Facility], name: str, wanted: bool) -> QuerySet[Facility]:  # noqa: FBT001 - django-filter calls it so
        return expiring_seals(facilities, timezone.localdate()) if wanted else facilities

    def with_dead_link(self, facilities: QuerySet[Facility], name: str, wanted: bool) -> QuerySet[Facility]:  # noqa: FBT001 - django-filter calls it so
        return leading_nowhere(facilities) if wanted else facilities


class PartnerRegisterFilter(WordsFilterSet):
    """Partners by word, kind and network."""

    art = one_of(PartnerKind.objects.all(), "code", _("Art"), field_name="kind")
    netzwerk = one_of(Network.objects.all(), "slug", _("Netzwerk"), method="member_of")
    tote_links = django_filters.BooleanFilter(method="with_dead_link", label=_("toter Link"), widget=CheckboxInput)

    def member_of(self, partners: QuerySet[Partner], name: str, network: Network) -> QuerySet[Partner]:
        return partners.filter(pk__in=members_of([network.pk]).values("partner"))

    def with_dead_link(self, partners: QuerySet[Partner], name: str, wanted: bool) -> QuerySet[Partner]:  # noqa: FBT001 - django-filter calls it so
        return leading_nowhere(partners) if wanted else partners


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it says of a record, and whether it stands on the page or in files alone."""

    label: Promise
    text: Callable[[Any], object]
    on_page: bool = True


@dataclass(frozen=True)
class Register:
    """One list of the workspace."""

    page: str
    file_name: str
    title: Promise
    filters: type[WordsFilterSet]
    records: Callable[[Permission, User], QuerySet]
    columns: tuple[Column, ...]
    address: Callable[[Model], str]

    @property
    def page_columns(self) -> list[Column]:
        return [column for column in self.columns if column.on_page]

    def narrowed(self, permission: Permission, user: User, data: Any) -> WordsFilterSet:
        """Return the records for which a person holds a permission, narrowed by an address."""
        return self.filters(data, self.records(permission, user))


def day(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if value else ""


def offer_rows(permission: Permission, user: User) -> QuerySet[Offer]:
    """Return offers with all that their list shows, the most urgent to confirm first."""
    found = (
        offers_with(permission, user).with_due().select_related("provider", "type", "facility__district", "district")
    )
    boundaries = found.defer("district__boundary", "facility__district__boundary")
    ordered = boundaries.alias(is_confirmed=Q(confirmed_at__isnull=False))
    return ordered.order_by("is_confirmed", "due_on", "title", "pk")


def place(offer: Offer) -> str:
    district = offer.district or (offer.facility and offer.facility.district)
    return ", ".join(str(part) for part in (offer.facility, district) if part)


def facility_rows(permission: Permission, user: User) -> QuerySet[Facility]:
    found = facilities_with(permission, user).select_related("partner", "kind", "district").defer("district__boundary")
    return found.order_by("name", "pk")


def partner_rows(permission: Permission, user: User) -> QuerySet[Partner]:
    return partners_with(permission, user).select_related("kind", "parent").order_by("name", "pk")


OFFERS = Register(
    page="staff_offers",
    file_name="angebote",
    title=_("Angebote"),
    filters=OfferFilter,
    records=offer_rows,
    address=lambda offer: reverse("staff_offer", args=[offer.pk]),
    columns=(
        Column(_("Titel"), lambda offer: offer.title),
        Column(_("Status"), lambda offer: offer.get_status_display()),
        Column(_("Anbieter"), lambda offer: offer.provider.name),
        Column(_("Ort"), place),
        Column(_("Art"), lambda offer: offer.type.name, on_page=False),
        Column(_("Alter"), lambda offer: describe_ages(offer.month_span), on_page=False),
        Column(_("zuletzt bestätigt"), lambda offer: day(offer.confirmed_at)),
        Column(_("zu bestätigen bis"), lambda offer: day(offer.due_on)),
        Column(_("gilt ab"), lambda offer: day(offer.valid_from), on_page=False),
        Column(_("gilt bis"), lambda offer: day(offer.valid_until), on_page=False),
        Column(_("Telefon"), lambda offer: offer.phone, on_page=False),
        Column(_("E-Mail"), lambda offer: offer.email, on_page=False),
        Column(_("Grund der Archivierung"), lambda offer: offer.archived_reason, on_page=False),
        Column(_("Kennung der Quelle"), lambda offer: offer.external_id, on_page=False),
    ),
)
FACILITIES = Register(
    page="staff_facilities",
    file_name="einrichtungen",
    title=_("Einrichtungen"),
    filters=FacilityFilter,
    records=facility_rows,
    address=lambda facility: (
        reverse("facility_detail", args=[facility.slug]) if facility.is_public and facility.partner.is_public else ""
    ),
    columns=(
        Column(_("Name"), lambda facility: facility.name),
        Column(_("Art"), lambda facility: facility.kind.name),
        Column(_("Träger"), lambda facility: facility.partner.name),
        Column(_("Stadtteil"), lambda facility: facility.district or ""),
        Column(_("Gütesiegel"), lambda facility: facility.quality_seal),
        Column(_("Siegel gilt bis"), lambda facility: day(facility.seal_valid_until)),
        Column(_("öffentlich"), lambda facility: _("ja") if facility.is_public else _("nein")),
        Column(_("Telefon"), lambda facility: facility.phone, on_page=False),
        Column(_("E-Mail"), lambda facility: facility.email, on_page=False),
    ),
)
PARTNERS = Register(
    page="staff_partners",
    file_name="partner",
    title=_("Partner"),
    filters=PartnerRegisterFilter,
    records=partner_rows,
    address=lambda partner: reverse("staff_partner", args=[partner.pk]),
    columns=(
        Column(_("Name"), lambda partner: partner.name),
        Column(_("Art"), lambda partner: partner.kind.name),
        Column(_("gehört zu"), lambda partner: partner.parent or ""),
        Column(_("öffentlich"), lambda partner: _("ja") if partner.is_public else _("nein")),
        Column(_("veröffentlicht selbst"), lambda partner: _("ja") if partner.is_trusted else _("nein")),
        Column(_("Telefon"), lambda partner: partner.phone, on_page=False),
        Column(_("E-Mail"), lambda partner: partner.email, on_page=False),
    ),
)
REGISTERS = {register.page: register for register in (OFFERS, FACILITIES, PARTNERS)}
