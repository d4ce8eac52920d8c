"""Indices in the administration."""

import pytest
from django.urls import reverse

from monitoring.models import CompositeIndex, IndexExclusion
from tests.monitoring.factories import CountFactory, IndexExclusionFactory, RateFactory
from tests.network.factories import person
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = [pytest.mark.usefixtures("municipality"), pytest.mark.django_db]
NEW = "/admin/monitoring/compositeindex/add/"
NAMES = ("parts", "classes", "exclusions")


@pytest.fixture
def operator(client):
    client.force_login(person("operator"))
    return client


def sent(**rows: list[dict]) -> dict:
    """Return what the form of a new index sends, with rows of each kind."""
    district = DistrictFactory()
    data = {
        "code": "bedarf",
        "name": "Bedarf",
        "question": "Wo?",
        "level": district.level_id,
        "method": "z",
        "summing": "sum",
        "limits": "sd",
        "min_population": 0,
        "order": 0,
    }
    for name in NAMES:
        given = rows.get(name, [])
        data |= {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": 0}
        for number, row in enumerate(given):
            data |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    return data


def part(**more) -> dict:
    return {"indicator": RateFactory(direction="unfavourable").pk, "sign": 1, "weight": 1, "order": 0} | more


def grade(key: str, upper: str = "", **more) -> dict:
    return {"key": key, "label": key, "upper": upper, "attention": "never"} | more


def test_an_index_is_made_on_one_page(operator):
    data = sent(parts=[part(weight="0.5"), part()], classes=[grade("1", "-1"), grade("2", "1.5"), grade("3")])
    assert operator.post(NEW, data).status_code == 302
    made = CompositeIndex.objects.for_computing().get()
    assert [float(one.weight) for one in made.parts.all()] == [0.5, 1]
    assert [(one.key, one.upper and float(one.upper)) for one in made.classes.all()] == [
        ("1", -1),
        ("2", 1.5),
        ("3", None),
    ]


@pytest.mark.parametrize("limit", ["", "1"])
def test_classes_that_reach_equally_far_are_told_at_the_field(operator, limit):
    page = parsed(operator.post(NEW, sent(classes=[grade("1", limit), grade("2", limit)])))
    wrong = text_of(page.find(".//ul[@class='errorlist']/li"))
    assert wrong == "Fehler: Zwei Klassen reichen nicht gleich weit; nur die oberste hat keine Grenze."
    assert CompositeIndex.objects.count() == 0


def test_an_area_is_left_out_once(operator):
    twice = [{"district": DistrictFactory().pk, "reason": "Hafen"}] * 2
    page = parsed(operator.post(NEW, sent(exclusions=twice)))
    assert "Dieses Gebiet bleibt in diesem Jahr schon außen vor." in text_of(
        page.find(".//form[@id='compositeindex_form']")
    )
    data = sent(exclusions=[twice[0], {**twice[0], "year": 2024}])
    assert operator.post(NEW, data).status_code == 302
    assert IndexExclusion.objects.count() == 2


def test_what_is_never_valued_is_not_offered_as_a_part(operator):
    RateFactory(name="Armut", direction="unfavourable")
    CountFactory(name="Menschen")
    page = parsed(operator.get(NEW))
    offered = [text_of(one) for one in page.find(".//select[@name='parts-__prefix__-indicator']").iter("option")]
    assert offered == ["---------", "Armut"]


def test_the_pages_of_an_index_open(operator):
    exclusion = IndexExclusionFactory()
    assert operator.get("/admin/monitoring/compositeindex/").status_code == 200
    page = operator.get(reverse("admin:monitoring_compositeindex_change", args=[exclusion.index_id]))
    assert page.status_code == 200
    assert errors(parsed(page)) == []


def test_only_operators_open_them(client):
    client.force_login(person("steering"))
    assert client.get(NEW).status_code in {302, 403}
