"""A small town with children, need and offers, so that every number can be reckoned by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from monitoring.choices import Direction, Withheld
from monitoring.models import Indicator, ReleasedValue
from offers.models import Offer
from sozialraum.models import District
from tests.monitoring.factories import LAST_DAY, CountFactory, RateFactory, ReleasedValueFactory
from tests.offers.factories import HomeVisitFactory, LifePhaseFactory, OfferFactory
from tests.sozialraum.factories import DistrictFactory

SUPPLY = "/monitoring/angebot-und-bedarf/"
TODDLERS = (12, 36)


@dataclass(frozen=True)
class Town:
    """The districts by name, the number of toddlers, and poverty."""

    districts: Mapping[str, District]
    toddlers: Indicator
    poverty: Indicator


def release(indicator: Indicator, district: District | None, value: object) -> ReleasedValue:
    """Release a number, or why there is none."""
    if isinstance(value, Withheld):
        fields = {"value": None, "numerator": None, "withheld": value}
    else:
        number = None if value is None else Decimal(value)
        fields = {"value": number, "numerator": number}
    return ReleasedValueFactory(indicator=indicator, district=district, reference_date=LAST_DAY, **fields)


def small_town() -> Town:
    """Return a town of four districts: Nord has much need and few offers, Süd little and many, Ost none, West is secret."""
    LifePhaseFactory(code="pregnancy", name="Schwangerschaft", ages=(-9, 0), order=1)
    LifePhaseFactory(code="toddler", name="1–3 Jahre", ages=TODDLERS, order=2)
    toddlers = CountFactory(
        code="toddlers",
        name="Kleinkinder",
        numerator_name="Kinder von 1 bis unter 3 Jahren",
        unit="Kinder",
        age_from_months=TODDLERS[0],
        age_to_months=TODDLERS[1],
    )
    poverty = RateFactory(code="child_poverty_u15", name="Kinderarmut", direction=Direction.UNFAVOURABLE)
    numbers = {"Nord": (200, 40), "Süd": (100, 10), "Ost": (50, 30), "West": (Withheld.CONFIDENTIAL, 35)}
    districts = {}
    for column, (name, (children, poor)) in enumerate(numbers.items()):
        district = districts[name] = DistrictFactory(name=name, slug=name.lower().replace("ü", "ue"), column=column)
        release(toddlers, district, children)
        release(poverty, district, poor)
    release(toddlers, None, 400)
    release(poverty, None, 25)
    OfferFactory(title="Nord 1", district=districts["Nord"], ages=TODDLERS)
    for number in range(6):
        OfferFactory(title=f"Süd {number}", district=districts["Süd"], ages=TODDLERS)
    OfferFactory(title="West 1", district=districts["West"], ages=TODDLERS)
    return Town(districts, toddlers, poverty)


def citywide(**fields: object) -> Offer:
    return OfferFactory(is_citywide=True, ages=TODDLERS, **fields)


def outreach(**fields: object) -> Offer:
    return OfferFactory(access_modes=[HomeVisitFactory()], ages=TODDLERS, **fields)
