"""Indices computed from what is released."""

import datetime

import pytest

from monitoring.computed.definitions import shortcomings
from monitoring.computed.results import computed, load
from monitoring.indices.definition import Standardisation
from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, IndexPart, ReleasedValue
from sozialraum.models import District
from sozialraum.pages import content_version
from tests.monitoring import city
from tests.monitoring.factories import CompositeIndexFactory, IndexClassFactory, IndexPartFactory
from tests.sozialraum.factories import SocialSpaceFactory

pytestmark = pytest.mark.django_db
CLASSES = [{"key": "a", "label": "unten", "upper": 0}, {"key": "b", "label": "oben"}]


class Town:
    """Four districts with a rate x."""

    def __init__(self) -> None:
        self.areas = city.districts("ABCD")
        self.indicators = {code: city.indicator(code) for code in ("x", city.PEOPLE)}
        self.index = city.index("i", {"x": self.indicators["x"]}, CLASSES, level=self.areas["A"].level)

    def release(self, year: int, *numbers, code: str = "x") -> None:
        known = {area: {code: number} for area, number in zip("ABCD", numbers, strict=False)}
        city.release(self.indicators, self.areas, known, year)

    def change(self, **fields) -> None:
        CompositeIndex.objects.update(**fields)

    def indices(self, year: int) -> dict[str, float]:
        found = computed(content_version(), "i", year).status
        return {found.areas[key].code: round(result.index, 5) for key, result in found.outcome.results.items()}

    def excluded(self, year: int) -> dict[str, list]:
        found = computed(content_version(), "i", year).status
        return {found.areas[key].code: [one.reason.value for one in why] for key, why in found.outcome.excluded.items()}


@pytest.fixture
def town():
    return Town()


SPREAD = {"A": -1.34164, "B": -0.44721, "C": 0.44721, "D": 1.34164}


def test_an_index_is_computed_from_the_released_values_of_a_year(town):
    town.release(2024, 4, 3, 2, 1)
    town.release(2025, 1, 2, 3, 4)
    assert town.indices(2025) == SPREAD
    assert town.indices(2024) == dict(zip("DCBA", SPREAD.values(), strict=True))
    assert load(content_version(), "i").years == [2025, 2024]


def test_a_changed_value_is_seen_at_once(town):
    town.release(2025, 1, 2, 3, 4)
    assert town.indices(2025)["D"] == 1.34164
    ReleasedValue.objects.filter(district=town.areas["D"]).update(value=1)
    assert town.indices(2025)["D"] == town.indices(2025)["A"]


def test_what_is_withheld_is_missing_and_says_why(town):
    town.release(2025, 1, 2, "confidential", "few")
    found = computed(content_version(), "i", 2025).status
    keys = {area.code: key for key, area in found.areas.items()}
    assert town.excluded(2025) == {"C": ["missing"], "D": ["missing"]}
    assert found.reading.gaps == {(keys["C"], "x"): "confidential", (keys["D"], "x"): "few"}


def test_an_area_without_a_row_has_no_value(town):
    town.release(2025, 1, 2, 3)
    found = computed(content_version(), "i", 2025).status
    assert list(found.reading.gaps.values()) == ["missing"]
    assert town.excluded(2025) == {"D": ["missing"]}


def test_the_last_day_of_a_year_counts(town):
    town.release(2025, 1, 2, 3, 4)
    ReleasedValue.objects.update(reference_date=datetime.date(2025, 3, 31))
    town.release(2025, 4, 3, 2, 1)
    assert town.indices(2025)["A"] == 1.34164
    assert computed(content_version(), "i", 2025).status.reading.days == {"x": datetime.date(2025, 12, 31)}


def test_small_areas_stay_out_by_the_population_of_the_same_year(town):
    town.change(min_population=300, population=town.indicators[city.PEOPLE])
    for year, people in ((2024, 400), (2025, 299)):
        town.release(year, 1, 2, 3, 4)
        town.release(year, people, 300, 900, "confidential", code=city.PEOPLE)
    assert town.excluded(2025) == {"A": ["population"], "D": ["unknown_population"]}
    assert town.excluded(2024) == {"D": ["unknown_population"]}


def test_an_area_left_out_in_one_year_is_in_again_in_the_next(town):
    IndexExclusion.objects.create(index=town.index, district=town.areas["B"], reason="Baustelle", year=2024)
    space = SocialSpaceFactory(pk=town.areas["C"].pk)
    IndexExclusion.objects.create(index=town.index, social_space=space, reason="anderes Gebiet derselben Nummer")
    town.release(2024, 1, 2, 3, 4)
    town.release(2025, 1, 2, 3, 4)
    assert (town.excluded(2024), town.excluded(2025)) == ({"B": ["outlier"]}, {})


def test_an_index_of_changes_compares_points_over_its_years(town):
    town.change(change_years=2)
    town.release(2022, 10, 10, 10, 10)
    town.release(2023, 5, 5, 5, "few")
    town.release(2024, 11, 12, 13, 14)
    town.release(2025, 15, 5, 10, 99)
    assert load(content_version(), "i").years == [2025, 2024]
    assert town.indices(2024) == SPREAD
    assert town.indices(2025) == {"A": 1.22474, "B": -1.22474, "C": 0}
    assert town.excluded(2025) == {"D": ["missing"]}
    assert list(computed(content_version(), "i", 2025).status.reading.gaps.values()) == ["few"]


def test_against_a_base_year_the_city_gets_worse_as_a_whole(town):
    town.change(method=Standardisation.FIXED, base_year=2024)
    town.release(2024, 1, 2, 3, 4)
    town.release(2025, 5, 6, 7, 8)
    assert town.indices(2024) == SPREAD
    assert town.indices(2025) == {"A": 2.23607, "B": 3.1305, "C": 4.02492, "D": 4.91935}


@pytest.mark.parametrize("base", [(), (2, 2, 2, 2)])
def test_a_base_year_that_cannot_be_a_measure_leaves_no_outcome(town, base):
    town.change(method=Standardisation.FIXED, base_year=2024)
    town.release(2024, *base)
    town.release(2025, 5, 6, 7, 8)
    found = computed(content_version(), "i", 2025)
    assert (found.status.outcome, found.groups, found.status.moves) == (None, {}, {})


def test_after_a_reform_the_districts_of_the_time_are_compared(town):
    reform = datetime.date(2025, 1, 1)
    District.objects.filter(pk=town.areas["A"].pk).update(valid_until=reform)
    town.release(2024, 1, 2, 3, 4)
    town.release(2025, 1, 2, 3, 4)
    assert list(town.indices(2024)) == ["A", "B", "C", "D"]
    assert list(town.indices(2025)) == ["B", "C", "D"]


def test_social_spaces_are_compared_among_themselves(town):
    town.change(level=None)
    town.release(2025, 100, 200, 300, 400)
    for number in (1, 2, 3):
        ReleasedValue.objects.create(
            indicator=town.indicators["x"],
            social_space=SocialSpaceFactory(code=f"S{number}"),
            reference_date=city.last_day(2025),
            value=number,
        )
    assert town.indices(2025) == {"S1": -1.22474, "S2": 0, "S3": 1.22474}


def test_status_and_change_are_told_together_where_both_have_numbers(town):
    city.index(
        "d", {"x": town.indicators["x"]}, city.DYNAMIC, level=town.index.level, change_of=town.index, change_years=1
    )
    town.release(2024, 1, 1, 1, 1)
    town.release(2025, 1, 1, 1, 9)
    codes = {("district", area.pk): code for code, area in town.areas.items()}
    assert computed(content_version(), "i", 2024).dynamic is None
    found = computed(content_version(), "i", 2025)
    assert {codes[key]: group.key for key, group in found.groups.items()} == {
        "A": "a+/-",
        "B": "a+/-",
        "C": "a+/-",
        "D": "b-",
    }
    assert [[len(cell.areas) for cell in row.cells] for row in found.matrix] == [[0, 3, 0], [0, 0, 1]]
    assert computed(content_version(), "d", 2025).dynamic is None


def test_a_change_that_is_not_finished_is_left_away(town):
    unfinished = CompositeIndexFactory(level=town.index.level, change_of=town.index, change_years=1)
    IndexPartFactory(index=unfinished, indicator=town.indicators["x"])
    town.release(2024, 1, 1, 1, 1)
    town.release(2025, 1, 1, 1, 9)
    assert computed(content_version(), "i", 2025).dynamic is None


def test_what_is_not_there_is_not_computed(town):
    assert load(content_version(), "anderes") is None
    assert computed(content_version(), "anderes", 2025) is None
    assert load(content_version(), "i").years == []
    assert computed(content_version(), "i", 2025) is None


def finished():
    index = CompositeIndexFactory()
    IndexPartFactory(index=index)
    IndexClassFactory(index=index, upper=0)
    IndexClassFactory(index=index)
    return index


def lacks(index):
    return [str(one) for one in shortcomings(CompositeIndex.objects.for_computing().get(pk=index.pk))]


@pytest.mark.parametrize(
    ("spoil", "sentences"),
    [
        (lambda: None, []),
        (lambda: IndexPart.objects.all().delete(), ["Es ist noch kein Indikator gewählt."]),
        (lambda: IndexClass.objects.all().delete(), ["Es gibt noch keine Klassen."]),
        (
            lambda: IndexClass.objects.filter(upper=None).delete(),
            ["Es fehlt die oberste Klasse, die nach oben offen ist."],
        ),
        (
            lambda: CompositeIndex.objects.update(limits="quantiles"),
            ["Die Klassengrenzen sind Anteile, also größer als 0 und kleiner als 1."],
        ),
    ],
)
def test_an_index_says_what_it_lacks(spoil, sentences):
    index = finished()
    spoil()
    assert lacks(index) == sentences
    assert bool(load(content_version(), index.code).shortcomings) is bool(sentences)
