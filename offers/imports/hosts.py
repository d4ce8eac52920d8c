"""Providers and facilities by name; those that the register does not have are made."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kit.german import fold, free_slug, slug
from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from network.models import Facility, FacilityKind, Partner, PartnerKind
from offers.imports.spots import Spot
from offers.imports.terms import Bounds
from offers.imports.words import Vocabulary
from offers.models import Imprint
from sozialraum.addresses import parse_address

LONGEST_NAME = 200
OTHER = "sonstige"


@dataclass(frozen=True)
class Address:
    """What the address columns of a row say, fit to be saved."""

    street: str = ""
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True)
class Host:
    """A facility as far as an offer has to know it."""

    pk: int
    partner_id: int
    street: str
    postcode: str
    is_confidential: bool

    def is_at(self, address: Address) -> bool:
        """Return whether `address` is this one; what it leaves out agrees with anything.

        A confidential place is meant by its name alone: an address in a file must not make a public one beside it.
        """
        if self.is_confidential:
            return True
        same_street = not address.street or same_street_and_number(address.street, self.street)
        return same_street and address.postcode in {"", self.postcode}


def same_street_and_number(one: str, other: str) -> bool:
    """Return whether two texts mean the same street and number."""
    first, second = parse_address(one), parse_address(other)
    return (first.key, first.number, first.letter) == (second.key, second.number, second.letter)


class Register:
    """Partners and facilities of the network by their folded names."""

    def __init__(self, vocabulary: Vocabulary, report: Report, bounds: Bounds) -> None:
        self.vocabulary, self.report, self.bounds = vocabulary, report, bounds
        # What rows brought along, for whoever keeps count: line, record, and what the row wanted of it.
        self.brought: list[tuple[int, Partner | Facility, dict[str, Any]]] = []
        # In reverse, so that of two partners of one name the older one is meant.
        partners = Partner.objects.order_by("-pk").values_list("name", "pk")
        self._partners = {fold(name): pk for name, pk in partners}
        self._facilities: dict[str, list[Host]] = defaultdict(list)
        fields = ["name", "pk", "partner_id", "street", "postcode", "address_is_confidential"]
        for name, *values in Facility.objects.order_by("pk").values_list(*fields):
            self._facilities[fold(name)].append(Host(*values))
        self._archived = {
            model: set(model.objects.exclude(archived_reason="").values_list("pk", flat=True))
            for model in (Partner, Facility)
        }
        hidden = Imprint.objects.filter(is_withdrawn=True)
        self._hidden = {
            Partner: set(hidden.exclude(partner=None).values_list("partner", flat=True)),
            Facility: set(hidden.exclude(facility=None).values_list("facility", flat=True)),
        }
        self._slugs = {model: set(model.objects.values_list("slug", flat=True)) for model in (Partner, Facility)}

    def check_provider(self, row: Row) -> None:
        """Refuse a row whose provider has no usable name."""
        if not fold(row["provider"]):
            raise RefusedError(_("der Anbieter fehlt"))
        if len(row["provider"]) > LONGEST_NAME:
            raise RefusedError(_("der Name des Anbieters ist länger als %s Zeichen") % LONGEST_NAME)

    def known_partner(self, name: str) -> int | None:
        """Return the id of the partner called `name` in any spelling, None where there is none."""
        return self._partners.get(fold(name))

    def provider(self, row: Row) -> int:
        """Return the id of the provider of a row."""
        key = fold(row["provider"])
        if key not in self._partners:
            self._partners[key] = self._make_partner(row)
        if self._partners[key] in self._archived[Partner]:
            raise RefusedError(_("der Anbieter „%s“ ist archiviert") % row["provider"])
        self._show_again(Partner, self._partners[key], row)
        return self._partners[key]

    def _make_partner(self, row: Row) -> int:
        if not self.bounds.are_none:
            message = _("den Anbieter „%s“ gibt es noch nicht; neue Partner legt die Gesamtsteuerung an")
            raise RefusedError(message % row["provider"])
        wanted = {"kind_id": self.vocabulary.standard(PartnerKind, OTHER), "name": row["provider"]}
        partner = Partner.objects.create(**wanted, slug=self._slug(Partner, row["provider"]))
        self.report.note(row.line, _("Anbieter „%s“ neu angelegt") % partner)
        self.brought.append((row.line, partner, wanted))
        return partner.pk

    def _show_again(self, model: type[Partner | Facility], pk: int, row: Row) -> None:
        """Show a partner or facility that went out of sight with an import that was taken back."""
        if pk in self._hidden[model]:
            self._hidden[model].remove(pk)
            model.objects.filter(pk=pk).update(is_public=True)
            record = model.objects.get(pk=pk)
            self.report.note(row.line, _("„%s“ ist wieder sichtbar") % record)
            self.brought.append((row.line, record, {"name": record.name, "is_public": True}))

    def facility(self, row: Row, provider: int, address: Address, spot: Spot) -> Host | None:
        """Return the facility of a row, made where an address or a coordinate says where it is; None without one."""
        name = row["facility"]
        if not fold(name):
            return None
        fitting = [host for host in self._facilities[fold(name)] if host.is_at(address)]
        chosen = [host for host in fitting if host.partner_id == provider] or fitting
        if len(chosen) == 1 and chosen[0].pk in self._archived[Facility]:
            raise RefusedError(_("die Einrichtung „%s“ ist archiviert") % name)
        if len(chosen) == 1:
            self._show_again(Facility, chosen[0].pk, row)
            return chosen[0]
        if not chosen and len(name) <= LONGEST_NAME and (address.street or spot.point):
            return self._make(row, provider, address, spot)
        reason = _("„%s“ gibt es mehrfach") if chosen else _("die Einrichtung „%s“ gibt es nicht")
        self.report.note(row.line, _("%s; der Name steht jetzt beim Hinweis zum Ort") % (reason % name))
        return None

    def _make(self, row: Row, provider: int, address: Address, spot: Spot) -> Host:
        wanted = {
            "partner_id": provider,
            "kind_id": self.vocabulary.standard(FacilityKind, OTHER),
            "name": row["facility"],
            "street": address.street,
            "postcode": address.postcode,
            "city": address.city,
            "point": spot.point,
            "district_id": spot.district_id,
        }
        if not self.bounds.admit(Facility, wanted):
            raise RefusedError(_("die neue Einrichtung „%s“ läge außerhalb Ihres Bereichs") % row["facility"])
        facility = Facility.objects.create(**wanted, slug=self._slug(Facility, row["facility"]))
        self.report.note(row.line, _("Einrichtung „%s“ neu angelegt") % facility)
        self.brought.append((row.line, facility, wanted))
        host = Host(facility.pk, provider, address.street, address.postcode, is_confidential=False)
        self._facilities[fold(facility.name)].append(host)
        return host

    def _slug(self, model: type[Partner | Facility], name: str) -> str:
        return free_slug(slug(name, model._meta.model_name, LONGEST_NAME), self._slugs[model], LONGEST_NAME)
