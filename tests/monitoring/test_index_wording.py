"""What an index does, in words and signs."""

import pytest

from monitoring.computed.results import computed
from monitoring.computed.wording import decimal, extent, finding, formula, short, steps
from monitoring.indices.definition import Grade
from monitoring.indices.grading import Span
from monitoring.models import CompositeIndex, IndexPart
from sozialraum.pages import content_version
from tests.monitoring import city
from tests.monitoring.factories import CompositeIndexFactory, IndexPartFactory, RateFactory


def made(**fields) -> CompositeIndex:
    """Write an index of three rates: one doubled, one of which a low value is unfavourable."""
    index = CompositeIndexFactory(**fields)
    for order, (name, sign, weight) in enumerate([("Armut", 1, 1), ("Arbeit", 1, 2), ("Betreuung", -1, 0.5)]):
        direction = "unfavourable" if sign == 1 else "favourable"
        IndexPartFactory(
            index=index, indicator=RateFactory(name=name, direction=direction), sign=sign, weight=weight, order=order
        )
    return CompositeIndex.objects.for_computing().get(pk=index.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Index = z( z(Armut) + 2 × z(Arbeit) −0,5 × z(Betreuung) )"),
        ({"method": "fixed", "base_year": 2020}, "Index = z( z(Armut) + 2 × z(Arbeit) −0,5 × z(Betreuung) )"),
        ({"change_years": 2}, "Index = z( z(Δ Armut) + 2 × z(Δ Arbeit) −0,5 × z(Δ Betreuung) )"),
        ({"summing": "mean"}, "Index = ( z(Armut) + 2 × z(Arbeit) −0,5 × z(Betreuung) ) ÷ 3,5"),
        (
            {"method": "min_max", "summing": "mean"},
            "Index = ( m(Armut) + 2 × m(Arbeit) + 0,5 × (1 − m(Betreuung)) ) ÷ 3,5",
        ),
        ({"method": "rank"}, "Index = z( r(Armut) + 2 × r(Arbeit) + 0,5 × (1 − r(Betreuung)) )"),
    ],
)
def test_the_formula_says_it_in_signs(fields, text):
    assert formula(made(**fields)) == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "beginnings"),
    [
        ({}, ["Für jeden Indikator wird gerechnet", "Diese Werte werden", "Die Klassen liegen fest"]),
        (
            {"method": "rank", "summing": "mean", "limits": "quantiles", "change_years": 1},
            ["Gezählt wird nicht der Stand, sondern die Veränderung gegenüber dem Vorjahr", "Für jeden Indikator werden", "Der Index ist", "Die Klassen sind so"],
        ),
        (
            {"method": "fixed", "base_year": 2020, "limits": "fixed"},
            ["Für jeden Indikator wird gerechnet, wie viele Standardabweichungen ein Gebiet über oder unter dem Mittel der Gebiete im Jahr 2020", "Diese Werte werden", "Die Klassen haben feste"],
        ),
        ({"method": "min_max"}, ["Für jeden Indikator bekommt", "Diese Werte werden", "Die Klassen liegen fest"]),
    ],
)  # fmt: skip
def test_the_steps_say_it_in_words(fields, beginnings):
    said = list(steps(made(**fields)))
    assert [sentence[: len(start)] for sentence, start in zip(said, beginnings, strict=True)] == beginnings


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ((None, -1.0, False, False), "unter −1"),
        ((-1.0, 1.0, True, True), "ab −1 bis 1"),
        ((1.0, 1.5, False, True), "über 1 bis 1,5"),
        ((0.3333, None, False, False), "über 0,33"),
        ((None, None, False, False), "alle Werte"),
    ],
)
def test_a_class_says_from_where_to_where_it_reaches(span, text):
    assert extent(Span(Grade("a", "a"), *span, n=0)) == text


@pytest.mark.parametrize(("number", "text"), [(-0.0001, "0,00"), (1234.5, "1234,50"), (-1.005, "−1,00"), (2, "2,00")])
def test_numbers_are_written_as_germans_write_them(number, text):
    assert decimal(number) == text


@pytest.mark.parametrize(("number", "text"), [(1, "1"), (-1.5, "−1,5"), (10, "10"), (-0.001, "0"), (0.25, "0,25")])
def test_round_numbers_stand_without_zeros(number, text):
    assert short(number) == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([1, 1, 1], "2025 liegt keines von 3 Gebieten (Stadtteile) in der Klasse „sehr niedrig“."),
        ([0] * 9 + [1], "2025 liegt 1 von 10 Gebieten (Stadtteile) in der Klasse „sehr niedrig“: Gebiet 9."),
        ([0] * 35 + [1] * 7, "2025 liegen 7 von 42 Gebieten (Stadtteile) in der Klasse „sehr niedrig“."),
    ],
)
def test_the_finding_names_a_few_areas_and_counts_many(numbers, sentence):
    town = city.Town([str(n) for n in range(len(numbers))], ("armut",))
    town.release(2025, {code: {"armut": value} for code, value in zip(town.areas, numbers, strict=True)})
    town.add_index("i", city.STATUS, min_population=0)
    assert finding(computed(content_version(), "i", 2025)) == sentence


@pytest.mark.django_db
def test_a_part_is_called_by_its_indicator():
    assert [str(part) for part in IndexPart.objects.filter(index=made()).order_by("order")] == [
        "Armut",
        "Arbeit",
        "Betreuung",
    ]
