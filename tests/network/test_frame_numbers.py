"""The numbers below every page: those that staff keep, by who answers in an hour, and no query more for them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.context import MOST_NUMBERS, at_hand
from network.models import HelpLine
from sozialraum.pages import content_version
from tests.sozialraum.html import parsed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipality")]

PARENTS = "mo-fr 09:00-17:00; di 17:00-19:00"
MONDAY = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


@pytest.fixture
def numbers():
    def line(order: int, name: str, **how) -> None:
        HelpLine.objects.create(name=name, number=str(order), order=order, **how)

    line(1, "Eltern", open_times=PARENTS, hours="werktags")
    line(2, "Nachmittag", open_times="mo-so 14:30-20:00")
    line(3, "Seelsorge", open_times="immer")
    line(4, "Notruf", open_times="immer", is_emergency=True)
    line(5, "Büro", hours="nach Vereinbarung")


def band(hour: int, day: int = 0) -> list[str]:
    return [line["name"] for line in at_hand(content_version(), MONDAY + datetime.timedelta(days=day, hours=hour))]


@pytest.mark.parametrize(
    ("day", "hour", "told"),
    [
        (0, 10, ["Notruf", "Eltern", "Seelsorge", "Nachmittag", "Büro"]),
        (0, 3, ["Notruf", "Seelsorge", "Eltern", "Nachmittag", "Büro"]),
        # Half an hour of nobody there is no hour in which somebody answers.
        (0, 14, ["Notruf", "Eltern", "Seelsorge", "Nachmittag", "Büro"]),
        (0, 17, ["Notruf", "Nachmittag", "Seelsorge", "Eltern", "Büro"]),
        (1, 18, ["Notruf", "Eltern", "Nachmittag", "Seelsorge", "Büro"]),
        (6, 15, ["Notruf", "Nachmittag", "Seelsorge", "Eltern", "Büro"]),
    ],
)
def test_what_saves_a_life_comes_first_and_then_who_answers_in_that_hour(numbers, day, hour, told):
    assert band(hour, day) == told


def test_of_many_numbers_only_some_stand_below_a_page(numbers):
    for number in range(20):
        HelpLine.objects.create(name=f"Rund um die Uhr {number:02}", number="1", open_times="immer", order=9)
    assert (len(band(10)), band(10)[:4]) == (MOST_NUMBERS, ["Notruf", "Eltern", "Seelsorge", "Rund um die Uhr 00"])


def shown(client, path: str = "/impressum/") -> list[tuple]:
    band = parsed(client.get(path)).find(".//section[@id='hilfe-sofort']")
    return [(link.get("href"), text_of(link)) for link in band.findall(".//li/a")]


def test_a_number_that_staff_change_is_changed_below_every_page(client):
    line = HelpLine.objects.create(name="Eltern & Co", number="0800 1", hours="werktags", open_times=PARENTS)
    assert shown(client) == [("tel:08001", "Eltern & Co 0800 1werktags")]
    HelpLine.objects.filter(pk=line.pk).update(number="0800 2", hours="")
    assert shown(client) == [("tel:08002", "Eltern & Co 0800 2")]
    line.delete()
    assert [number for number, _ in shown(client)] == ["tel:112", "tel:110"]


def test_a_page_that_is_gone_and_an_error_show_two_numbers_without_asking_for_more(client, numbers):
    assert [number for number, _ in shown(client, "/gibt-es-nicht/")] == ["tel:112", "tel:110"]


def test_they_come_with_the_municipality_and_cost_no_query_of_their_own(client, numbers):
    asked = []
    for path in ("/impressum/", "/impressum/", "/kontakt/", "/angebote/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append(['FROM "sozialraum_municipality"' in one["sql"] for one in queries if "helpline" in one["sql"]])
    assert asked == [[True], [], [], []]


def test_an_empty_installation_has_two_numbers(client, municipality):
    municipality.delete()
    assert [number for number, _ in shown(client)] == ["tel:112", "tel:110"]


def test_the_band_says_of_nobody_that_they_answer_now(client, numbers):
    assert "jetzt erreichbar" not in " ".join(text for _, text in shown(client))
