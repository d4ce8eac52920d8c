"""A search by day of a big city: no more of its answers are put in order than anybody reads."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from offers.filters import read
from offers.models import Availability
from offers.search import search
from offers.search.choices import read_choices
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture(autouse=True)
def three_at_most(monkeypatch):
    """Let no more than three offers be put in order for a search by day."""
    monkeypatch.setattr("offers.search.matching.MOST_BY_DAY", 3)


@pytest.fixture
def eicken():
    return DistrictFactory(name="Eicken", slug="eicken", column=0)


def ask(address: str):
    return search(read(QueryDict(address), read_choices()).criteria)


def tomorrow(title: str, **fields) -> None:
    """Make an offer that takes place tomorrow."""
    offer = OfferFactory(title=title, **fields)
    ScheduleFactory(offer=offer, weekday=days(1).weekday(), pauses_on_public_holidays=False)


def test_up_to_the_bound_all_are_counted_and_shown(eicken):
    for title in "CAB":
        tomorrow(title, topics=[TopicFactory(code=f"thema-{title.lower()}")])
    result = ask("wann=morgen")
    assert ([hit.card["title"] for hit in result.hits], result.total, result.is_cut) == (["A", "B", "C"], 3, False)
    assert {facet: result.counts[facet] for facet in ("thema=thema-a", "thema=thema-b")} == {
        "thema=thema-a": 1,
        "thema=thema-b": 1,
    }


def test_of_more_the_list_says_so_and_has_no_numbers_beside_its_filters(client, eicken):
    for title in "ABCDE":
        tomorrow(title)
    result = ask("wann=morgen")
    assert (len(result.hits), result.total, result.is_cut, result.counts) == (3, 3, True, {})
    page = text_of(parsed(client.get("/angebote/?wann=morgen")))
    assert ("mehr als 3 Angebote" in page, "Wir zeigen die ersten Angebote." in page) == (True, True)


def test_what_is_bound_to_the_place_comes_before_what_is_found_everywhere(eicken):
    for title in "ABCD":
        tomorrow(title, is_citywide=True)
    for title in "XYZ":
        tomorrow(title, district=eicken)
    assert [hit.card["title"] for hit in ask("wann=morgen&stadtteil=eicken").hits] == ["X", "Y", "Z"]


def test_what_nobody_confirmed_in_time_comes_after_the_rest():
    tomorrow("A", next_review=timezone.localdate(), confirmed_at=days(-9))
    tomorrow("B", next_review=days(-1), confirmed_at=days(-9))
    for title in "CDE":
        tomorrow(title, confirmed_at=days(0))
    assert "B" not in [hit.card["title"] for hit in ask("wann=morgen").hits]


@pytest.mark.parametrize("order", ["name", "bestaetigt"])
def test_in_another_order_all_are_put_in_order(order):
    for number, title in enumerate("EDCBA"):
        tomorrow(title, confirmed_at=days(number - 9))
    result = ask(f"wann=morgen&sort={order}")
    assert ("".join(hit.card["title"] for hit in result.hits), result.total, result.is_cut) == ("ABCDE", 5, False)


def test_free_places_are_bounded_too():
    for number in range(5):
        Availability.objects.create(offer=OfferFactory(), free=number)
    assert (ask("frei=1").total, ask("frei=1").is_cut) == (3, True)
    Availability.objects.filter(free=4).update(free=0)
    assert (ask("frei=1").total, ask("frei=1").is_cut) == (3, False)
