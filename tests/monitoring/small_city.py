"""A city of three districts, with a public share, an internal share and a count, for tests of pages."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from monitoring.choices import Withheld
from monitoring.models import Indicator, ReleasedValue
from sozialraum.models import District, SocialSpace
from tests.monitoring.factories import CountFactory, IndicatorFieldFactory, RateFactory, ReleasedValueFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

LAST, BEFORE = datetime.date(2025, 12, 31), datetime.date(2024, 12, 31)


@dataclass
class SmallCity:
    """What was made. Venn has 10 and 12 per cent, Holt 20 and 24, Hehn is confidential; the city has 15 and 16."""

    share: Indicator
    hidden: Indicator
    count: Indicator
    venn: District
    holt: District
    hehn: District
    borough: District
    space: SocialSpace


def share_of(indicator: Indicator, district: District | None, day: datetime.date, value: int, **more) -> ReleasedValue:
    """Release a share of a thousand."""
    numbers = {"numerator": Decimal(value * 10), "denominator": Decimal(1000), "value": Decimal(value)}
    return ReleasedValueFactory(indicator=indicator, district=district, reference_date=day, **(numbers | more))


def withheld(
    indicator: Indicator, district: District, day: datetime.date, why: str = Withheld.CONFIDENTIAL
) -> ReleasedValue:
    nothing = {"numerator": None, "denominator": None, "value": None}
    return ReleasedValueFactory(indicator=indicator, district=district, reference_date=day, withheld=why, **nothing)


def build() -> SmallCity:
    """Make the city."""
    borough = BoroughFactory(name="West", slug="west", code="1")
    venn, holt, hehn = (
        DistrictFactory(name=name, slug=name.lower(), code=code, parent=borough, column=place)
        for place, (name, code) in enumerate({"Venn": "101", "Holt": "102", "Hehn": "103"}.items())
    )
    space = SocialSpaceFactory(name="Venn-Holt", slug="venn", code="01")
    for district in (venn, holt):
        SocialSpaceMembershipFactory(social_space=space, district=district)
    field = IndicatorFieldFactory(code="einkommen", name="Arbeit und Einkommen")
    share = RateFactory(
        code="armut",
        name="Kinder in Armut",
        question="Wie viele?",
        field=field,
        is_public=True,
        is_key_value=True,
        order=1,
    )
    hidden = RateFactory(code="intern", name="Interne Quote", field=field, order=2, is_key_value=True)
    count = CountFactory(code="kinder", name="Kinder", unit="Kinder", field=field, is_public=True, order=3)
    for day, values in {BEFORE: (10, 20, 15), LAST: (12, 24, 16)}.items():
        for indicator in (share, hidden):
            for area, value in zip((venn, holt, None), values, strict=True):
                share_of(indicator, area, day, value)
            withheld(indicator, hehn, day)
    for area, value in ((venn, 500), (holt, 0), (None, 500)):
        ReleasedValueFactory(
            indicator=count, district=area, reference_date=LAST, numerator=Decimal(value), value=Decimal(value)
        )
    return SmallCity(share, hidden, count, venn, holt, hehn, borough, space)
