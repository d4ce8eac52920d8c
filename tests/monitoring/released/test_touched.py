"""A change of some days is decided anew for these days and what depends on them: as safe as deciding everything."""

import datetime
import random
from decimal import Decimal

import pytest

from monitoring.models import Indicator, IndicatorValue, ReleasedValue
from monitoring.releasing import release
from monitoring.releasing.groups import all_equations
from monitoring.releasing.release import POPULATION
from monitoring.releasing.touched import days_together, span
from tests.monitoring.factories import CountFactory, EquationFactory, EquationTermFactory, RateFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory

DAYS = [datetime.date(year, 12, 31) for year in range(2020, 2026)]
EVER, NEVER = datetime.date.min, datetime.date.max


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (DAYS[:2], DAYS[:3], (DAYS[2], NEVER)),  # the newest one came
        (DAYS[:4], DAYS[:4], (DAYS[2], DAYS[3])),  # one between was corrected
        (DAYS[:2] + DAYS[3:], DAYS, (DAYS[2], DAYS[3])),
        (DAYS[2:], DAYS[2:], (EVER, DAYS[3])),  # the first one says who lived there before
        ([], DAYS[2:], (EVER, NEVER)),
        (DAYS, DAYS[:2] + DAYS[4:], (DAYS[2], DAYS[4])),  # it is gone, and so is the next one
        (DAYS[2:3], [], (EVER, NEVER)),
    ],
)
def test_a_count_of_inhabitants_holds_until_the_next_one(before, now, expected):
    assert span(DAYS[2], (before, now)) == expected


@pytest.mark.django_db
def test_days_are_weighed_alone_unless_a_number_tells_of_several_years():
    plain, pooled = CountFactory(), CountFactory(pooling_years=3)
    days = [DAYS[0], DAYS[1], DAYS[3], DAYS[5], datetime.date(2025, 6, 30)]
    assert sorted(days_together(days, [plain], [])) == [[day] for day in sorted(days)]
    # 2021 and 2023 have a year in common, and 2023 and 2025.
    assert sorted(days_together(days, [plain, pooled], [])) == [
        [DAYS[0], DAYS[1], DAYS[3], DAYS[5]],
        [datetime.date(2025, 6, 30)],
    ]


@pytest.mark.django_db
def test_sums_over_years_tie_the_days_that_they_look_at():
    stock = CountFactory()
    equation = EquationFactory()
    EquationTermFactory(equation=equation, indicator=stock, factor=1)
    EquationTermFactory(equation=equation, indicator=stock, factor=-1, years_back=2)
    found = days_together(DAYS, [stock], all_equations())
    assert sorted(found) == [[DAYS[0], DAYS[2], DAYS[4]], [DAYS[1], DAYS[3], DAYS[5]]]


class Town:
    """Six districts and six years: inhabitants around the least number, children by age, shares of them, three years in one number."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.districts = [DistrictFactory(parent=borough) for borough in BoroughFactory.create_batch(2) for _ in "abc"]
        self.people, self.children, self.young = CountFactory(code=POPULATION), CountFactory(), CountFactory()
        self.poor, self.ill = RateFactory(denominator=self.children), RateFactory(pooling_years=2)
        self.moved = CountFactory(min_cases=1)
        for terms in ([(self.children, 1, 0), (self.young, -1, 0)], [(self.moved, 1, 0), (self.moved, -1, 1)]):
            equation = EquationFactory()
            for indicator, factor, back in terms:
                EquationTermFactory(equation=equation, indicator=indicator, factor=factor, years_back=back)
        for district in self.districts:
            for day in DAYS:
                for indicator in (self.people, self.children, self.young, self.poor, self.ill, self.moved):
                    if dice.random() < 0.9:
                        self.write(indicator, district, day)

    def write(self, indicator: Indicator, district, day: datetime.date) -> tuple[int, datetime.date]:
        """Write another number, and return what that changes."""
        least, most = (250, 360) if indicator == self.people else (0, 60)
        whole = self.dice.randint(40, 90) if indicator.kind == "rate" else None
        IndicatorValue.objects.update_or_create(
            indicator=indicator,
            district=district,
            reference_date=day,
            defaults={
                "numerator": self.dice.choice([0, 1, 2, self.dice.randint(least, whole or most)])
                if indicator != self.people
                else self.dice.randint(least, most),
                "denominator": whole,
            },
        )
        return indicator.pk, day

    def change(self) -> set[tuple[int, datetime.date]]:
        """Change some numbers of a day or two of some indicators, and delete some."""
        changed = set()
        for indicator in self.dice.sample(list(Indicator.objects.order_by("pk")), 2):
            for day in self.dice.sample(DAYS, self.dice.randint(1, 2)):
                for district in self.dice.sample(self.districts, 2):
                    changed.add(self.write(indicator, district, day))
                if self.dice.random() < 0.3:
                    IndicatorValue.objects.filter(indicator=indicator, reference_date=day).delete()
        return changed


def shown() -> set[tuple]:
    columns = ("indicator", "district", "reference_date", "numerator", "denominator", "value", "withheld", "is_summed")
    return set(ReleasedValue.objects.values_list(*columns))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_what_a_change_leads_to_is_what_deciding_everything_leads_to(seed):
    town = Town(random.Random(seed))  # noqa: S311 — dice of a test
    release()
    for _change in range(3):
        release(town.change())
        of_a_part = shown()
        release()
        assert shown() == of_a_part


@pytest.mark.django_db
def test_a_change_of_one_day_leaves_the_rows_of_all_others_alone():
    town = Town(random.Random(1))  # noqa: S311 — dice of a test
    release()
    others = ReleasedValue.objects.exclude(indicator__in=[town.children, town.young, town.poor], reference_date=DAYS[2])
    before = set(others.values_list("pk", flat=True))
    IndicatorValue.objects.filter(indicator=town.poor, reference_date=DAYS[2]).update(numerator=Decimal(7))
    release({(town.poor.pk, DAYS[2])})
    assert set(others.values_list("pk", flat=True)) == before
    assert (
        not ReleasedValue.objects.filter(indicator=town.poor, reference_date=DAYS[2])
        .exclude(numerator__in=[7, 14, 21, 35, 42], withheld="")
        .exclude(withheld="confidential")
        .exists()
    )


@pytest.mark.django_db
def test_of_numbers_that_are_all_gone_nothing_stays():
    town = Town(random.Random(2))  # noqa: S311 — dice of a test
    release()
    IndicatorValue.objects.filter(indicator=town.ill).delete()
    release({(town.ill.pk, day) for day in DAYS})
    assert not ReleasedValue.objects.filter(indicator=town.ill).exists()
