"""What the forms of an index say to wrong input, each mistake at its row and field, and what they offer to choose from."""

import datetime

import pytest

from monitoring.forms.index_editing import IndexForms, state_of
from monitoring.models import CompositeIndex
from tests.monitoring.factories import (
    CompositeIndexFactory,
    CountFactory,
    IndexClassFactory,
    IndexExclusionFactory,
    IndexPartFactory,
    RateFactory,
)
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, DistrictLevelFactory, SocialSpaceFactory

pytestmark = pytest.mark.django_db
REQUIRED = ["Dieses Feld ist zwingend erforderlich."]
NO_CHOICE = ["Bitte eine gültige Auswahl treffen. Dies ist keine gültige Auswahl."]
NO_WHOLE = ["Bitte eine ganze Zahl eingeben."]
ROWS = ("parts", "classes", "exclusions")


def forms(index: CompositeIndex | None = None, *, rows: dict | None = None, **fields) -> IndexForms:
    """Return the forms of an index with good values, but for those that are said."""
    data = {"code": "bedarf", "name": "Bedarf", "question": "Wo?", "level": DistrictLevelFactory().pk}
    data |= {"method": "z", "summing": "sum", "limits": "sd", "min_population": "0", "order": "0"} | fields
    for name in ROWS:
        given = (rows or {}).get(name, [])
        data |= {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": 0}
        for number, row in enumerate(given):
            data |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    found = IndexForms(data, index or CompositeIndex())
    found.is_valid()
    return found


def sentences(form) -> dict[str, list[str]]:
    return {name: [str(one) for one in errors] for name, errors in form.errors.items()}


def of_index(**fields) -> dict[str, list[str]]:
    return sentences(forms(**fields).main)


def of_rows(name: str, *given: dict) -> list[dict[str, list[str]]]:
    return [sentences(form) for form in forms(rows={name: list(given)}).rows[name].forms]


def test_an_empty_index_says_what_is_needed():
    data = {f"{name}-{what}_FORMS": 0 for name in ROWS for what in ("TOTAL", "INITIAL")}
    found = IndexForms(data, CompositeIndex())
    assert found.is_valid() is False
    names = ("name", "code", "question", "method", "summing", "limits", "min_population", "order")
    assert sentences(found.main) == dict.fromkeys(names, REQUIRED)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {}),
        ({"method": "fixed", "base_year": "2020"}, {}),
        ({"change_years": "1"}, {}),
        ({"change_years": "20"}, {}),
        ({"change_years": "0"}, {"change_years": ["Verglichen wird über ein bis zwanzig Jahre."]}),
        ({"change_years": "21"}, {"change_years": ["Verglichen wird über ein bis zwanzig Jahre."]}),
        ({"change_years": "zwei"}, {"change_years": NO_WHOLE}),
        ({"min_population": "-1"}, {"min_population": ["Dieser Wert muss größer oder gleich 0 sein."]}),
        ({"method": "raten"}, {"method": ["Bitte eine gültige Auswahl treffen. raten ist keine gültige Auswahl."]}),
        ({"level": "999999"}, {"level": NO_CHOICE}),
        ({"population": "999999"}, {"population": NO_CHOICE}),
        ({"change_of": "999999"}, {"change_of": NO_CHOICE}),
        (
            {"base_year": "2020"},
            {"base_year": ["Ein Basisjahr gehört zum z-Wert gegenüber einem Basisjahr, und nur zu ihm."]},
        ),
    ],
)
def test_an_index_that_cannot_be_is_told_beside_its_field(fields, errors):
    assert of_index(**fields) == errors


def test_two_indices_have_different_codes():
    CompositeIndexFactory(code="bedarf")
    assert list(of_index()) == ["code"]


def test_people_are_counted_by_a_count():
    count, rate = CountFactory(), RateFactory()
    found = [of_index(population=one.pk, min_population="300") for one in (count, rate)]
    assert found == [{}, {"population": NO_CHOICE}]


def test_an_index_is_not_its_own_change():
    index = CompositeIndexFactory(code="bedarf")
    assert sentences(forms(index, change_of=index.pk, change_years="2").main) == {"change_of": NO_CHOICE}


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ({"weight": "0.001"}, {}),
        ({"weight": "0"}, {"weight": ["Das Gewicht ist größer als 0."]}),
        ({"weight": "-1"}, {"weight": ["Das Gewicht ist größer als 0."]}),
        ({"weight": "schwer"}, {"weight": ["Bitte eine Zahl eingeben."]}),
        ({"weight": ""}, {"weight": REQUIRED}),
        ({"order": "erste"}, {"order": NO_WHOLE}),
        ({"indicator": "999999"}, {"indicator": NO_CHOICE}),
        ({"indicator": ""}, {"indicator": REQUIRED}),
    ],
)
def test_a_part_is_an_indicator_with_a_weight(row, errors):
    good = {"indicator": RateFactory(direction="unfavourable").pk, "weight": "2", "order": "0"}
    assert of_rows("parts", good | row) == [errors]


@pytest.mark.parametrize(("direction", "sign"), [("unfavourable", 1), ("favourable", -1)])
def test_a_part_counts_in_the_direction_of_its_indicator(direction, sign):
    row = {"indicator": RateFactory(direction=direction).pk, "weight": "1", "order": "0"}
    assert forms(rows={"parts": [row]}).rows["parts"].forms[0].instance.sign == sign


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ({"key": "+", "upper": "-1.5"}, {}),
        ({"key": ""}, {"key": REQUIRED}),
        ({"label": ""}, {"label": REQUIRED}),
        ({"upper": "hoch"}, {"upper": ["Bitte eine Zahl eingeben."]}),
        ({"attention": "oft"}, {"attention": ["Bitte eine gültige Auswahl treffen. oft ist keine gültige Auswahl."]}),
        ({"key": "<b>"}, {"key": ["Bitte ein bis acht Buchstaben, Ziffern oder + − / benutzen."]}),
    ],
)
def test_a_class_has_a_sign_a_name_and_a_limit(row, errors):
    assert of_rows("classes", {"key": "1", "label": "niedrig", "upper": "0", "attention": "never"} | row) == [errors]


def a_class(key: str, upper: str) -> dict:
    return {"key": key, "label": "x", "upper": upper, "attention": "never"}


@pytest.mark.parametrize("upper", ["", "0", "0.5"])
def test_of_two_classes_that_reach_equally_far_the_second_is_told(upper):
    clash = {"upper": ["Zwei Klassen reichen nicht gleich weit; nur die oberste hat keine Grenze."]}
    assert of_rows("classes", a_class("1", upper), a_class("2", upper)) == [{}, clash]


def test_an_indicator_counts_once():
    row = {"indicator": RateFactory(direction="unfavourable").pk, "weight": "1", "order": "0"}
    again = {"indicator": ["Dieser Indikator zählt in diesem Index schon."]}
    assert of_rows("parts", row, row | {"weight": "2"}) == [{}, again]


def test_a_row_that_is_taken_away_clashes_with_none_though_another_has_a_mistake():
    gone = a_class("1", "") | {"DELETE": "on"}
    found = of_rows("classes", a_class("", "9"), gone, a_class("2", ""))
    assert found == [{"key": REQUIRED}, {}, {}]


def test_limits_that_are_written_differently_are_the_same():
    found = of_rows("classes", a_class("1", "0.5"), a_class("2", "0.5000"))
    assert [list(row) for row in found] == [[], ["upper"]]


@pytest.mark.parametrize(
    ("more", "errors"),
    [
        ({}, {}),
        ({"year": "2024"}, {}),
        ({"reason": ""}, {"reason": REQUIRED}),
        ({"year": "dieses"}, {"year": NO_WHOLE}),
    ],
)
def test_an_area_stays_out_for_a_reason(more, errors):
    assert of_rows("exclusions", {"district": DistrictFactory().pk, "reason": "Hafen"} | more) == [errors]


def test_the_same_area_stays_out_once_always_and_once_in_a_year():
    row = {"district": DistrictFactory().pk, "reason": "Hafen"}
    again = {"district": ["Dieses Gebiet bleibt in diesem Jahr schon außen vor."]}
    found = of_rows("exclusions", row, row | {"year": "2024"}, row | {"year": "2025"}, row, row | {"year": "2024"})
    assert found == [{}, {}, {}, again, again]


def test_every_mistake_is_told_at_once():
    rows = {"parts": [{"weight": "0"}], "classes": [a_class("", "0")], "exclusions": [{"reason": "Hafen"}]}
    found = forms(name="", rows=rows)
    assert bool(found.main.errors) is True
    assert {name: any(rows.errors) for name, rows in found.rows.items()} == dict.fromkeys(ROWS, True)


def test_districts_to_choose_from_are_those_of_the_level_and_those_that_stay_out_already():
    index = CompositeIndexFactory()
    borough = BoroughFactory(name="Nord")
    DistrictFactory(name="Geschlossen", valid_until=datetime.date(2020, 1, 1))
    kept = DistrictFactory(name="Alt", valid_until=datetime.date(2020, 1, 1))
    DistrictFactory(name="Venn", level=index.level)
    IndexExclusionFactory(index=index, district=kept)
    names = [label.partition(" (")[0] for _pk, label in IndexForms(None, index).listed["district"]]
    assert (names, borough.name in names) == (["Alt", "Venn"], False)


def test_indicators_to_choose_from_are_those_that_are_valued():
    RateFactory(name="Armut", direction="unfavourable")
    RateFactory(name="Zuzug", direction="none")
    SocialSpaceFactory(name="Venn-Holt")
    listed = IndexForms(None, CompositeIndex()).listed
    assert [label for _pk, label in listed["indicator"]] == ["Armut (Bevölkerung)"]
    assert [label for _pk, label in listed["social_space"]] == ["Venn-Holt"]


@pytest.mark.parametrize("factory", [IndexPartFactory, IndexClassFactory, IndexExclusionFactory])
def test_every_row_that_comes_is_a_new_state_of_its_index_and_of_no_other(factory):
    index, other = CompositeIndexFactory(), CompositeIndexFactory()
    before = (state_of(index), state_of(other))
    factory(index=index)
    assert (state_of(index) == before[0], state_of(other) == before[1]) == (False, True)
    assert state_of(index) == state_of(CompositeIndex.objects.get(pk=index.pk))


def test_an_index_that_was_never_saved_has_no_state():
    assert state_of(CompositeIndex()) == ""
