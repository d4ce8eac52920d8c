"""The lists of the workspace: which records, narrowed how, with which columns on the page and in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import Facility, Partner, User
from network.permissions import facilities_with, partners_with
from offers.models import Offer
from offers.models.offer import IS_CONFIRMED
from offers.permissions import offers_with
from offers.register_filters import FacilityFilter, OfferFilter, PartnerRegisterFilter, RegisterFilterSet
from offers.wording import describe_ages


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
    filters: type[RegisterFilterSet]
    records: Callable[[Permission, User], QuerySet]
    columns: tuple[Column, ...]
    address: Callable[[Model], str]
    selection: str  # the name of the page on which something is done with many
    box: str  # the name of the boxes that are ticked for that
    about: Callable[[Any], str]  # what tells a record from others of its name, beside it
    history: str = ""  # the kind of record, where each row leads to its history

    @property
    def page_columns(self) -> list[Column]:
        return [column for column in self.columns if column.on_page]

    def narrowed(self, permission: Permission, user: User, data: Any) -> RegisterFilterSet:
        """Return the records for which a person holds a permission, narrowed by an address."""
        return self.filters(data, self.records(permission, user), user=user)


def day(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if value else ""


def offer_rows(permission: Permission, user: User) -> QuerySet[Offer]:
    """Return offers with all that their list shows, the most urgent to confirm first."""
    found = (
        offers_with(permission, user)
        .with_due()
        .select_related("provider", "type", "facility__district", "district", "assigned_to")
    )
    boundaries = found.defer("district__boundary", "facility__district__boundary")
    ordered = boundaries.alias(is_confirmed=IS_CONFIRMED)
    return ordered.order_by("is_confirmed", "due_on", "title", "pk")


def place(offer: Offer) -> str:
    district = offer.district or (offer.facility and offer.facility.district)
    return ", ".join(str(part) for part in (offer.facility, district) if part)


def facility_rows(permission: Permission, user: User) -> QuerySet[Facility]:
    found = facilities_with(permission, user).select_related("partner", "kind", "district").defer("district__boundary")
    return found.annotate(offer_count=published_of("facility")).order_by("name", "pk")


def partner_rows(permission: Permission, user: User) -> QuerySet[Partner]:
    found = partners_with(permission, user).select_related("kind", "parent")
    return found.annotate(offer_count=published_of("provider")).order_by("name", "pk")


def published_of(column: str) -> Coalesce:
    """Return the number of published offers that name a record in a column."""
    mine = Offer.objects.filter(**{column: OuterRef("pk")}, status=Offer.Status.PUBLISHED).order_by()
    return Coalesce(Subquery(mine.values(column).annotate(number=Count("pk")).values("number")), 0)


def state_of(host: Partner | Facility) -> str:
    """Return whether families see a partner or facility."""
    if host.is_archived:
        return str(_("archiviert"))
    return str(_("ja") if host.is_public else _("nein"))


def state_in_words(host: Partner | Facility) -> str:
    if host.is_archived:
        return str(_("archiviert"))
    return str(_("öffentlich") if host.is_public else _("nicht öffentlich"))


OFFERS = Register(
    page="staff_offers",
    selection="staff_selection",
    box="angebot",
    about=lambda offer: f"{offer.provider.name}, {offer.get_status_display()}",
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
        Column(_("zugewiesen an"), lambda offer: offer.assigned_to or ""),
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
    selection="staff_facilities_selection",
    box="einrichtung",
    about=lambda facility: f"{facility.partner.name}, {state_in_words(facility)}",
    file_name="einrichtungen",
    title=_("Einrichtungen"),
    filters=FacilityFilter,
    records=facility_rows,
    history="einrichtungen",
    address=lambda facility: reverse("staff_facility", args=[facility.pk]),
    columns=(
        Column(_("Name"), lambda facility: facility.name),
        Column(_("Art"), lambda facility: facility.kind.name),
        Column(_("Träger"), lambda facility: facility.partner.name),
        Column(_("Stadtteil"), lambda facility: facility.district or ""),
        Column(_("Angebote"), lambda facility: facility.offer_count),
        Column(_("Gütesiegel"), lambda facility: facility.quality_seal),
        Column(_("Siegel gilt bis"), lambda facility: day(facility.seal_valid_until)),
        Column(_("öffentlich"), state_of),
        Column(_("Telefon"), lambda facility: facility.phone, on_page=False),
        Column(_("E-Mail"), lambda facility: facility.email, on_page=False),
        Column(_("Grund der Archivierung"), lambda facility: facility.archived_reason, on_page=False),
    ),
)
PARTNERS = Register(
    page="staff_partners",
    selection="staff_partners_selection",
    box="partner",
    about=lambda partner: f"{partner.kind.name}, {state_in_words(partner)}",
    file_name="partner",
    title=_("Partner"),
    filters=PartnerRegisterFilter,
    records=partner_rows,
    history="partner",
    address=lambda partner: reverse("staff_partner", args=[partner.pk]),
    columns=(
        Column(_("Name"), lambda partner: partner.name),
        Column(_("Art"), lambda partner: partner.kind.name),
        Column(_("Angebote"), lambda partner: partner.offer_count),
        Column(_("gehört zu"), lambda partner: partner.parent or ""),
        Column(_("öffentlich"), state_of),
        Column(_("veröffentlicht selbst"), lambda partner: _("ja") if partner.is_trusted else _("nein")),
        Column(_("Telefon"), lambda partner: partner.phone, on_page=False),
        Column(_("E-Mail"), lambda partner: partner.email, on_page=False),
        Column(_("Grund der Archivierung"), lambda partner: partner.archived_reason, on_page=False),
    ),
)
REGISTERS = {register.page: register for register in (OFFERS, FACILITIES, PARTNERS)}
