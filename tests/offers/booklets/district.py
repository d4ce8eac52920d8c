"""A social space with something for every chapter of its booklet."""

from dataclasses import dataclass

from network.models import Facility
from offers.models import Offer
from sozialraum.models import SocialSpace
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    FacilityKindFactory,
    HelpLineFactory,
    LeadFactory,
    PartnerFactory,
)
from tests.network.spaces import Ground
from tests.offers.factories import LifePhaseFactory, OfferFactory, ScheduleFactory
from tests.sozialraum.factories import DistrictFactory

PAGE = "/elternbegleitbuch/rheydt-ost/"
PDF = "/elternbegleitbuch/rheydt-ost.pdf"
PRINTER = f"{PDF}?fuer=druckerei"
KINDS = {
    "centres": ("familienzentrum", "Familienzentrum"),
    "midwives": ("hebammenpraxis", "Hebammenpraxis"),
    "practices": ("kinderarztpraxis", "Kinder- und Jugendarztpraxis"),
    "offices": ("amt", "Amt"),
    "": ("kita", "Kita"),
}


def kind(part: str):
    code, name = KINDS[part]
    return FacilityKindFactory(code=code, name=name, booklet_part=part)


@dataclass
class Everything:
    """What was made, by name."""

    ground: Ground
    houses: dict[str, Facility]
    here: Offer
    later: Offer
    of_city: Offer
    for_all: Offer

    @property
    def space(self) -> SocialSpace:
        return self.ground.space


def everything() -> Everything:
    ground = Ground()
    away = DistrictFactory(name="Windberg", slug="windberg", column=2)
    houses = {
        "Kita Sonnenschein": FacilityFactory(name="Kita Sonnenschein", kind=kind(""), district=ground.district),
        "Familienzentrum Mitte": FacilityFactory(
            name="Familienzentrum Mitte",
            kind=kind("centres"),
            district=ground.district,
            opening_note="montags 8–16 Uhr",
        ),
        "Praxis Dr. Beispiel": FacilityFactory(name="Praxis Dr. Beispiel", kind=kind("practices"), district=away),
        "Hebammen am Markt": FacilityFactory(name="Hebammen am Markt", kind=kind("midwives"), district=away),
        "Jugendamt": FacilityFactory(name="Jugendamt", kind=kind("offices"), district=away),
        "Kita anderswo": FacilityFactory(name="Kita anderswo", kind=kind(""), district=away),
    }
    for place, (code, name, ages) in enumerate(
        [("baby", "Das erste Jahr", (0, 12)), ("toddler", "1–3 Jahre", (12, 36)), ("school", "Schulzeit", (72, 120))]
    ):
        LifePhaseFactory(code=code, name=name, ages=ages, order=place)
    here = OfferFactory(
        title="Krabbelgruppe", slug="krabbelgruppe", ages=(0, 36), district=ground.district, phone="0221 4710-201"
    )
    ScheduleFactory(offer=here)
    later = OfferFactory(title="Turnen", slug="turnen", ages=(12, 36), district=ground.district)
    of_city = OfferFactory(title="Babymassage", slug="babymassage", ages=(0, 12), is_citywide=True)
    for_all = OfferFactory(title="Beratung", slug="beratung", ages=None, all_ages=True, district=ground.district)
    OfferFactory(title="Weit weg", slug="weit-weg", ages=(0, 36), district=away)
    home = ContactPointFactory(
        function="HOME-Partnerin in Mülfort", task="Fragen aller Art", hours="dienstags 9–12 Uhr"
    )
    home.districts.add(ground.district)
    ContactPointFactory(function="Interne Stelle", is_public=False).social_spaces.add(ground.space)
    LeadFactory(social_space=ground.space, network=ground.network, partner=PartnerFactory(name="Caritas"))
    HelpLineFactory()
    return Everything(ground, houses, here, later, of_city, for_all)
