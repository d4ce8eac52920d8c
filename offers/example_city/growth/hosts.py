"""Generated partners and facilities: who offers, and where."""

from dataclasses import dataclass

from kit.german import slug
from network.models import AccessibilityFeature, Facility, FacilityKind, OpeningHours, Partner, PartnerKind
from offers.example_city.growth.chance import Chance, Weighted
from offers.example_city.growth.copying import CopyTable, reserve_ids
from offers.example_city.growth.phrases import Phrases
from offers.example_city.growth.places import GENERATED_SLUG, Area

OFFERS_PER_FACILITY = 15
FACILITIES_PER_PARTNER = 8
OPEN_UNTIL = ["12:00", "13:00", "16:30", "18:00"]


@dataclass(frozen=True, slots=True)
class Host:
    """A facility as an offer needs it."""

    id: int
    partner_id: int
    district_id: int | None


class Hosts:
    """The readable facilities and the generated ones, which are made as offers ask for them."""

    def __init__(self, seed: int, phrases: Phrases, areas: Weighted) -> None:
        self.seed, self.phrases, self.areas = seed, phrases, areas
        self.kinds = dict(FacilityKind.objects.values_list("code", "pk"))
        self.partner_kinds = dict(PartnerKind.objects.values_list("code", "pk"))
        self.step_free = AccessibilityFeature.objects.filter(is_step_free=True).values_list("pk", flat=True)[0]
        self.readable = self._hosts(
            Facility.objects.exclude(slug__regex=GENERATED_SLUG).filter(is_public=True, address_is_confidential=False)
        )
        self.readable = [host for host in self.readable if host.district_id]
        self.generated = self._hosts(Facility.objects.filter(slug__regex=GENERATED_SLUG), by="pk")
        self.partners = list(
            Partner.objects.filter(slug__regex=GENERATED_SLUG).order_by("pk").values_list("pk", flat=True)
        )
        self.partner_rows = CopyTable(
            Partner, "id", "kind_id", "name", "slug", "description", "phone", "email", "is_example"
        )
        self.facility_rows = CopyTable(
            Facility,
            *("id", "partner_id", "kind_id", "name", "slug", "description", "street", "postcode", "city", "point"),
            *("district_id", "is_open_for_all", "phone", "email", "is_example"),
        )
        self.hours_rows = CopyTable(OpeningHours, "facility_id", "weekday", "opens", "closes")
        self.accessibility_rows = CopyTable(Facility.accessibility.through, "facility_id", "accessibilityfeature_id")

    @staticmethod
    def _hosts(facilities, by: str = "slug") -> list[Host]:
        return [Host(*row) for row in facilities.order_by(by).values_list("pk", "partner_id", "district_id")]

    @property
    def tables(self) -> list[CopyTable]:
        """The rows of hosts, in the order in which they refer to one another."""
        return [self.partner_rows, self.facility_rows, self.hours_rows, self.accessibility_rows]

    def grow(self, offers: int) -> None:
        """Make the facilities and partners that a city of `offers` generated offers has more than now."""
        first, last = len(self.generated), offers // OFFERS_PER_FACILITY
        if last <= first:
            return
        partners = -(-last // FACILITIES_PER_PARTNER)
        self._grow_partners(len(self.partners), partners)
        next_id = reserve_ids(Facility, last - first)
        for number in range(first, last):
            self._make_facility(number, next_id + number - first)

    def _grow_partners(self, first: int, last: int) -> None:
        if last <= first:
            return
        next_id = reserve_ids(Partner, last - first)
        for number in range(first, last):
            chance = Chance(self.seed, "partner", number)
            form = chance.number(0, len(self.phrases.partner_names) - 1)
            name = self.phrases.partner_names[form].format(nature=chance.pick(self.phrases.natures))
            kind = self.partner_kinds[self.phrases.partner_kinds[form]]
            pk = next_id + number - first
            text = chance.pick(self.phrases.facility_sentences)
            contact = (f"030 23125-{number % 1000:03}", f"partner{number}@example.org")
            self.partner_rows.add(pk, kind, name, f"{slug(name, 'partner', 80)}-b{number}", text, *contact, True)
            self.partners.append(pk)

    def _make_facility(self, number: int, pk: int) -> None:
        chance, phrases = Chance(self.seed, "facility", number), self.phrases
        area: Area = self.areas.pick(chance)
        form = chance.number(0, len(phrases.facility_names) - 1)
        name = phrases.facility_names[form].format(nature=chance.pick(phrases.natures))
        name += f" {area.name}" if chance.happens(0.5) else ""
        partner = self.partners[number // FACILITIES_PER_PARTNER]
        self.facility_rows.add(
            *(pk, partner, self.kinds[phrases.facility_kinds[form]], name, f"{slug(name, 'ort', 80)}-b{number}"),
            *(chance.pick(phrases.facility_sentences), f"{chance.pick(phrases.street_names)} {chance.number(1, 199)}"),
            *(chance.pick(area.postcodes), "Mönchengladbach", area.point(chance), area.id, chance.happens(0.6)),
            *(f"0221 4710-{number % 1000:03}", f"ort{number}@example.org", True),
        )
        closes = chance.pick(OPEN_UNTIL)
        for weekday in range(chance.number(3, 5)):
            self.hours_rows.add(pk, weekday, "08:30", closes)
        if chance.happens(0.55):
            self.accessibility_rows.add(pk, self.step_free)
        self.generated.append(Host(pk, partner, area.id))
