"""Cities with numbers, written straight into the tables that pages read."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from monitoring.models import CompositeIndex, IndexClass, IndexPart, Indicator, ReleasedValue
from sozialraum.models import AreaLevel, District
from tests.monitoring.factories import CountFactory, RateFactory
from tests.sozialraum.factories import DistrictLevelFactory, square

Numbers = Mapping[
    str, Mapping[str, float | str | None]
]  # code of the area → code of the indicator → number, or why none
PEOPLE = "people"


def last_day(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


def districts(codes, level: AreaLevel | None = None) -> dict[str, District]:
    """Write districts, all of the same shape, named "Gebiet CODE"."""
    level = level or DistrictLevelFactory()
    rows = [
        District(level=level, code=code, name=f"Gebiet {code}", slug=f"gebiet-{code}", boundary=square(0, 0))
        for code in codes
    ]
    return {one.code: one for one in District.objects.bulk_create(rows)}


def indicator(code: str, **fields) -> Indicator:
    """Write a rate of which a high value is unfavourable; PEOPLE counts who lives there."""
    if code == PEOPLE:
        return CountFactory(code=code, name="Menschen", **fields)
    return RateFactory(code=code, **{"name": f"Quote {code}", "direction": "unfavourable"} | fields)


def release(indicators: Mapping[str, Indicator], areas: Mapping[str, District], numbers: Numbers, year: int) -> None:
    """Release numbers of a year; a word in place of a number says why there is none."""
    ReleasedValue.objects.bulk_create(
        ReleasedValue(
            indicator=indicators[code],
            district=areas[area],
            reference_date=last_day(year),
            value=None if isinstance(number, str) else Decimal(str(number)),
            withheld=number if isinstance(number, str) else "",
        )
        for area, known in numbers.items()
        for code, number in known.items()
        if number is not None
    )


def index(code: str, parts: Mapping[str, Indicator], classes: list[dict], **fields) -> CompositeIndex:
    """Write an index of parts that all raise it, in the given order."""
    made = CompositeIndex.objects.create(
        **{"code": code, "name": f"Index {code}", "question": "Wo ist der Bedarf groß?", "min_population": 0} | fields
    )
    IndexPart.objects.bulk_create(
        IndexPart(index=made, indicator=one, order=order) for order, one in enumerate(parts.values())
    )
    IndexClass.objects.bulk_create(IndexClass(index=made, **one) for one in classes)
    return made


STATUS = [
    {"key": "1", "label": "hoch", "upper": -1, "public_label": "sehr gute Bedingungen"},
    {"key": "2", "label": "mittel", "upper": 1, "public_label": "gute Bedingungen"},
    {"key": "3", "label": "niedrig", "upper": 1.5, "attention": "worsening", "public_label": "hier tun wir mehr"},
    {"key": "4", "label": "sehr niedrig", "attention": "always", "public_label": "hier tun wir am meisten"},
]
DYNAMIC = [
    {"key": "+", "label": "positiv", "upper": -1},
    {"key": "+/-", "label": "stabil", "upper": 1},
    {"key": "-", "label": "negativ", "is_worsening": True},
]
