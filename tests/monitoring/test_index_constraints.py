"""What the database and the forms refuse of indices."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from monitoring.choices import Direction, IndexAttention, IndexLimits, IndexMethod, IndexSum
from monitoring.indices.definition import Aggregation, Attention, Limits, Standardisation
from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, IndexPart
from tests.monitoring.factories import (
    CompositeIndexFactory,
    CountFactory,
    IndexClassFactory,
    IndexExclusionFactory,
    IndexPartFactory,
    RateFactory,
)
from tests.monitoring.test_constraints import refusal
from tests.sozialraum.factories import BoroughLevelFactory, SocialSpaceFactory

pytestmark = pytest.mark.django_db

REFUSED = [
    (CompositeIndexFactory, "index_standardises_by_a_known_method", {"method": "guess"}),
    (CompositeIndexFactory, "index_sums_in_a_known_way", {"summing": "best"}),
    (CompositeIndexFactory, "index_has_known_limits", {"limits": "taste"}),
    (CompositeIndexFactory, "index_has_a_base_year_exactly_where_it_compares_with_one", {"base_year": 2020}),
    (CompositeIndexFactory, "index_has_a_base_year_exactly_where_it_compares_with_one", {"method": "fixed"}),
    (CompositeIndexFactory, "index_looks_back_one_to_twenty_years", {"change_years": 0}),
    (CompositeIndexFactory, "index_looks_back_one_to_twenty_years", {"change_years": 21}),
    (CompositeIndexFactory, "index_is_not_its_own_change", {"change_of": F("id")}),
    (CompositeIndexFactory, "index_with_a_minimum_population_knows_the_population", {"min_population": 300}),
    (IndexPartFactory, "index_part_raises_or_lowers", {"sign": 0}),
    (IndexPartFactory, "index_part_has_a_weight_above_nought", {"weight": 0}),
    (IndexClassFactory, "index_class_asks_for_a_known_attention", {"attention": "often"}),
    (IndexExclusionFactory, "exclusion_names_an_area", {"district": None}),
    (IndexExclusionFactory, "exclusion_says_why", {"reason": ""}),
]
ELSEWHERE = {
    "indicator_counts_once_in_an_index",
    "class_key_stands_once_in_an_index",
    "classes_of_an_index_have_different_limits",
    "indexexclusion_is_of_one_area",
    "area_is_excluded_once_from_an_index",
}


@pytest.mark.parametrize(("factory", "name", "fields"), REFUSED, ids=lambda part: part if isinstance(part, str) else "")
def test_the_database_refuses(factory, name, fields):
    record = factory()
    rows = type(record).objects.filter(pk=record.pk)
    assert refusal(lambda: rows.update(**fields)) == name


def test_an_indicator_counts_once_in_an_index():
    part = IndexPartFactory()
    again = {"index": part.index, "indicator": part.indicator}
    assert refusal(lambda: IndexPartFactory(**again)) == "indicator_counts_once_in_an_index"


def test_classes_differ_in_key_and_limit_and_one_is_the_highest():
    one = IndexClassFactory(key="1", upper=-1)
    same_key, same_limit = {"index": one.index, "key": "1"}, {"index": one.index, "upper": -1}
    assert refusal(lambda: IndexClassFactory(**same_key)) == "class_key_stands_once_in_an_index"
    assert refusal(lambda: IndexClassFactory(**same_limit)) == "classes_of_an_index_have_different_limits"
    IndexClassFactory(index=one.index)
    assert refusal(lambda: IndexClassFactory(index=one.index)) == "classes_of_an_index_have_different_limits"


def test_an_area_stays_out_once_always_and_once_in_a_year():
    one = IndexExclusionFactory()
    again = {"index": one.index, "district": one.district}
    assert refusal(lambda: IndexExclusionFactory(**again)) == "area_is_excluded_once_from_an_index"
    IndexExclusionFactory(**again, year=2024)
    assert refusal(lambda: IndexExclusionFactory(**again, year=2024)) == "area_is_excluded_once_from_an_index"
    rows = IndexExclusion.objects.filter(pk=one.pk)
    assert refusal(lambda: rows.update(social_space=SocialSpaceFactory())) == "indexexclusion_is_of_one_area"


def test_no_rule_is_forgotten_here():
    about = (CompositeIndex, IndexPart, IndexClass, IndexExclusion)
    rules = {rule.name for model in about for rule in model._meta.constraints}
    assert rules - {name for _factory, name, _fields in REFUSED} == ELSEWHERE


@pytest.mark.parametrize(
    ("in_words", "in_numbers"),
    [(IndexMethod, Standardisation), (IndexSum, Aggregation), (IndexLimits, Limits), (IndexAttention, Attention)],
)
def test_every_method_can_be_chosen_and_every_choice_is_a_method(in_words, in_numbers):
    assert set(in_words.values) == {one.value for one in in_numbers}


def test_what_is_never_valued_counts_in_no_index():
    part = IndexPartFactory.build(index=CompositeIndexFactory(), indicator=RateFactory(direction=Direction.NONE))
    with pytest.raises(ValidationError) as raised:
        part.full_clean()
    assert raised.value.message_dict == {
        "indicator": ["Dieser Indikator hat keine Wertung und zählt darum in keinem Index."]
    }


@pytest.mark.parametrize(("direction", "sign"), [("favourable", -1), ("unfavourable", 1)])
def test_a_part_counts_in_the_direction_of_its_indicator(direction, sign):
    part = IndexPartFactory.build(index=CompositeIndexFactory(), indicator=RateFactory(direction=direction), sign=sign)
    part.full_clean()
    part.sign = -sign
    with pytest.raises(ValidationError) as raised:
        part.full_clean()
    assert raised.value.message_dict == {"sign": ["Das widerspricht der Richtung des Indikators."]}


def test_a_part_without_an_indicator_is_told_so_and_nothing_else():
    with pytest.raises(ValidationError) as raised:
        IndexPart(index=CompositeIndexFactory()).full_clean()
    assert list(raised.value.message_dict) == ["indicator"]


def test_a_change_stands_beside_the_status_of_the_same_areas():
    status = CompositeIndexFactory()
    CompositeIndexFactory(change_of=status, change_years=2).full_clean()
    with pytest.raises(ValidationError) as raised:
        CompositeIndexFactory.build(change_of=CompositeIndexFactory(), level=BoroughLevelFactory()).full_clean()
    assert raised.value.message_dict == {"change_of": ["Der andere Index vergleicht Gebiete einer anderen Ebene."]}


def test_an_index_is_public_only_with_all_its_indicators():
    shown = CompositeIndexFactory(is_public=True)
    IndexPartFactory(index=shown, indicator=RateFactory(is_public=True, direction="unfavourable"))
    hidden = CompositeIndexFactory(is_public=True)
    for is_public in (True, False):
        IndexPartFactory(index=hidden, indicator=RateFactory(is_public=is_public, direction="unfavourable"))
    CompositeIndexFactory()

    assert list(CompositeIndex.objects.public()) == [shown]


def test_records_say_what_they_are():
    exclusion = IndexExclusionFactory(index__name="Sozialindex", district__name="Hafen", reason="nur Gewerbe")
    part = IndexPartFactory(indicator=CountFactory(name="Armut", direction="unfavourable"))
    assert (str(exclusion.index), str(exclusion), str(part)) == ("Sozialindex", "Hafen: nur Gewerbe", "Armut")
    assert str(IndexClassFactory(label="hoch")) == "hoch"


@pytest.mark.parametrize(("year", "holds"), [(None, True), (2024, True), (2023, False)])
def test_an_exclusion_holds_always_or_in_its_year(year, holds):
    assert IndexExclusionFactory(year=year).holds_in(2024) is holds


@pytest.mark.parametrize("key", ["+", "+/−", "4", "sehr-gut", "±"])
def test_the_key_of_a_class_is_a_short_sign(key):
    IndexClassFactory.build(index=CompositeIndexFactory(), key=key).full_clean()


@pytest.mark.parametrize("key", ["", "<b>", "1 2", "neunzeich", "1\n"])
def test_the_key_of_a_class_is_nothing_else(key):
    with pytest.raises(ValidationError) as raised:
        IndexClassFactory.build(index=CompositeIndexFactory(), key=key).full_clean()
    assert list(raised.value.message_dict) == ["key"]


def test_the_classes_come_in_the_order_of_their_limits():
    index = CompositeIndexFactory()
    for limit in (1, None, -1, 1.5):
        IndexClassFactory(index=index, upper=limit)
    assert [one.upper for one in IndexClass.objects.filter(index=index)] == [-1, 1, 1.5, None]
