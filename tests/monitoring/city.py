"""Cities with numbers, written straight into the tables that pages read."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from monitoring.choices import Withheld
from monitoring.models import CompositeIndex, IndexClass, IndexPart, Indicator, ReleasedValue
from monitoring.releasing.release import POPULATION
from sozialraum.models import AreaLevel, District
from tests.monitoring.factories import CountFactory, RateFactory
from tests.sozialraum.factories import DistrictLevelFactory, square

Numbers = Mapping[
    str, Mapping[str, float | str | None]
]  # code of the area → code of the indicator → number, or why none
PEOPLE = POPULATION


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


class Town:
    """Districts with their people and some rates; `create=False` takes indicators that are there already."""

    def __init__(self, codes, rates, *, create: bool = True) -> None:
        self.areas = districts(codes)
        self.rates = tuple(rates)
        self.indicators = {
            code: indicator(code) if create else Indicator.objects.get(code=code) for code in (PEOPLE, *self.rates)
        }
        self.indices: dict[str, CompositeIndex] = {}

    def release(self, year: int, numbers: Numbers) -> None:
        release(self.indicators, self.areas, numbers, year)

    def add_index(self, code: str, classes: list[dict], **fields) -> CompositeIndex:
        """Write an index of all rates over the districts; from 300 people on, unless told otherwise."""
        rules = {"level": next(iter(self.areas.values())).level, "min_population": 300} | fields
        parts = {rate: self.indicators[rate] for rate in self.rates}
        self.indices[code] = index(code, parts, classes, population=self.indicators[PEOPLE], **rules)
        return self.indices[code]


# Most are alike; A stands out one way, I the other, and H gets worse.
NUMBERS = {"A": 2, "B": 10, "C": 10, "D": 10, "E": 10, "F": 10, "G": 10, "H": 15, "I": 17}


def small_town() -> Town:
    """Write districts with an index "bedarf" and that of its changes; K is too small, L has a secret value: both stay out."""
    town = Town("ABCDEFGHIKL", ("armut", "arbeit"))
    for year, worse in ((2023, 0), (2025, 4)):
        known = {area: {"armut": value + (worse if area == "H" else 0)} for area, value in NUMBERS.items()}
        town.release(year, known | {"K": {"armut": 99}, "L": {"armut": Withheld.CONFIDENTIAL.value}})
        town.release(year, {area: {"arbeit": value} for area, value in (NUMBERS | {"K": 99, "L": 5}).items()})
        town.release(year, {area: {PEOPLE: 120 if area == "K" else 5000} for area in town.areas})
    town.add_index("bedarf", STATUS)
    town.add_index("entwicklung", DYNAMIC, change_of=town.indices["bedarf"], change_years=2)
    return town


def publish(town: Town) -> None:
    """Make the index "bedarf" and its indicators public."""
    CompositeIndex.objects.filter(pk=town.indices["bedarf"].pk).update(is_public=True)
    Indicator.objects.update(is_public=True)
