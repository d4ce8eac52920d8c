"""Proof by attack once more: with the supply figures of the portal's own pages beside all released numbers.

Offers are no secret, so a number of offers and how many that is for a hundred children tell how many children there are. The attacker
reads the files that planners take away, for every way to divide childhood, every level and both ways to count offers.
"""

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import product

import pytest
from django.test import Client

from monitoring.choices import Withheld
from monitoring.models import Indicator, IndicatorValue, ReleasedValue
from monitoring.releasing import release
from monitoring.supply.ages import DIVISIONS, Age, indicators_of_age
from sozialraum.models import AreaLevel, District, SocialSpace
from sozialraum.pages import content_version
from tests.monitoring.released.attack import Told, attack_on, too_narrow
from tests.monitoring.supply.town import SUPPLY
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city_with_numbers")]
DAY = datetime.date(2025, 12, 31)
SPACES, NEED = "sozialraum", "child_poverty_u15"
COUNTED = {"hier": ["Angebote dort"], "alle": ["Angebote dort", "für dort", "überall"]}
HALF = Decimal("0.05")  # densities are shown to one decimal
Areas = Mapping[tuple[str, str], tuple[str, int]]


def told_by_pages(planner: Client) -> list[Told]:
    """Return all that the pages of supply tell of children, by any way."""
    indicators, levels = (
        indicators_of_age(content_version()),
        [*AreaLevel.objects.values_list("code", flat=True), SPACES],
    )
    ages = [(division, age) for division, (_label, make) in DIVISIONS.items() for age in make(indicators)]
    areas = {(SPACES, one.name): ("space", one.pk) for one in SocialSpace.objects.all()} | {
        (one.level.code, one.name): ("district", one.pk) for one in District.objects.current().select_related("level")
    }
    found = []
    for (division, age), level, counting in product(ages, levels, COUNTED):
        asked = {"gliederung": division, "alter": age.code, "ebene": level, "zaehlt": counting, "bedarf": NEED}
        for row in rows_of(planner, asked):
            found += told_by(row, age, COUNTED[counting], areas[level, next(iter(row.values()))])
    return found


def rows_of(planner: Client, asked: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the rows of the file; where nothing can be drawn there is none."""
    response = planner.get(SUPPLY, {**asked, "bild": "streuung", "als": "csv"})
    assert response.status_code == 200
    if not response.headers["Content-Type"].startswith("text/csv"):
        return []
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def told_by(row: Mapping[str, str], age: Age, counted: list[str], area: tuple[str, int]) -> Iterator[Told]:
    """Yield what a row tells: the children themselves, and what follows from offers and offers for a hundred children."""
    names = tuple(("n", one.pk, area, DAY) for one in age.counts)
    children, density = number(row[f"Kinder: {age.name}"]), number(row["je 100 Kinder"])
    offers = sum(number(row[column]) for column in counted)
    if children is not None:
        yield Told(names, float(children), float(children))
    if density and offers:
        yield Told(names, float(offers * 100 / (density + HALF)), float(offers * 100 / (density - HALF)))


def number(text: str) -> Decimal | None:
    """Return a number of a file; None where a sign stands in its place."""
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def of_children() -> list[int]:
    """Return the indicators that supply is measured by, and those whose sums hold them."""
    return [one.pk for one in indicators_of_age(content_version())] + [Indicator.objects.get(code="pop_total").pk]


@pytest.fixture(scope="module")
def told(city_with_numbers, django_db_blocker) -> list[Told]:
    """Release the newest numbers of the example city, and read all pages of supply once for all tests of this module."""
    with django_db_blocker.unblock():
        release({(one.pk, DAY) for one in indicators_of_age(content_version())})
        planner = Client()
        planner.force_login(person("planner"))
        return told_by_pages(planner)


def test_supply_tells_of_no_children_whose_number_is_withheld(told):
    known = attack_on(DAY, only=of_children()).known
    sums = [(one, [known.get(name) for name in one.names]) for one in told]
    assert [one for one, parts in sums if None in parts] == []
    # The attacker reads the pages rightly: what they tell is true.
    assert [one for one, parts in sums if not one.least - 1e-6 <= sum(parts) <= one.most + 1e-6] == []
    assert len(told) > 1000
    hidden = ReleasedValue.objects.filter(indicator__in=of_children(), reference_date=DAY)
    assert hidden.filter(withheld=Withheld.CONFIDENTIAL).exists()


def test_little_of_the_newest_numbers_of_the_people_is_withheld(told):
    """What is counted of people, and out of people: 104 of 1188 numbers of districts, half of them in the three smallest."""
    rows = ReleasedValue.objects.filter(district__level__code="stadtteil", reference_date=DAY)
    assert rows.filter(withheld=Withheld.CONFIDENTIAL).count() / rows.count() < 0.09
    larger = rows.exclude(district__name__in=["Schloss Rheydt", "Bungt", "Hardter Wald"])
    assert larger.filter(withheld=Withheld.CONFIDENTIAL).count() / larger.count() < 0.05


def test_with_all_that_supply_tells_no_number_of_children_can_be_bounded_closely(told):
    assert too_narrow(DAY, only=of_children(), told=told) == []


def test_the_attacker_finds_what_one_density_too_many_would_give_away(told):
    """Ten offers that are 250.0 for a hundred children are for four children: 3.999 to 4.001."""
    ages = indicators_of_age(content_version())
    rows = ReleasedValue.objects.filter(indicator__in=ages, reference_date=DAY, withheld=Withheld.CONFIDENTIAL)
    hidden = {(row.indicator_id, row.district_id): row for row in rows.exclude(district=None)}
    raw = {
        (one.indicator_id, one.district_id): one.numerator
        for one in IndicatorValue.objects.filter(indicator__in=ages, reference_date=DAY)
    }
    key = min((key for key in hidden if raw[key]), key=raw.__getitem__)
    density = (1000 / raw[key]).quantize(Decimal("0.1"))
    name = ("n", key[0], hidden[key].area, DAY)
    leak = Told((name,), float(1000 / (density + HALF)), float(1000 / (density - HALF)))
    found = too_narrow(DAY, only=of_children(), told=[*told, leak])
    assert any(one.startswith(f"n {hidden[key].indicator.code} {hidden[key].area}") for one in found)
