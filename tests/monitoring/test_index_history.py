"""How the classes of an index moved over the years."""

import csv
import datetime
import io

import pytest
from django.test import Client

from monitoring.computed.history import history
from monitoring.computed.results import computed
from monitoring.models import CompositeIndex, ReleasedValue
from sozialraum.models import District
from sozialraum.pages import content_version
from tests.monitoring import city
from tests.network.factories import PartnerFactory, person
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/monitoring/indizes/bedarf/verlauf/"
YEARS = (2021, 2023, 2025)


@pytest.fixture
def town(db):
    """Write nine districts of which A and I change places, and J, of which there are numbers of the last year alone."""
    town = city.Town("ABCDEFGHIJ", ("armut", "arbeit"))
    swapped = city.NUMBERS | {"A": city.NUMBERS["I"], "I": city.NUMBERS["A"]}
    for year, numbers in zip(YEARS, (city.NUMBERS, city.NUMBERS, swapped | {"J": 10}), strict=True):
        town.release(year, {area: {"armut": n, "arbeit": n, city.PEOPLE: 5000} for area, n in numbers.items()})
    town.add_index("bedarf", city.STATUS)
    return town


def page_of(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200
    return parsed(response)


def table(page, number):
    found = page.findall(".//main//table")[number]
    return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in found.iter("tr")]


def test_each_area_tells_its_class_in_each_year_and_where_it_moved(planner, client, town):
    rows = table(page_of(client), 1)
    assert rows[0] == ["Gebiet", "2021", "2023", "2025"]
    assert [row for row in rows if row[0] in {"Gebiet A", "Gebiet B", "Gebiet J"}] == [
        ["Gebiet A", "hoch (1)", "hoch (1)", "sehr niedrig (4) ungünstiger"],
        ["Gebiet B", "mittel (2)", "mittel (2)", "mittel (2)"],
        ["Gebiet J", "… nicht eingestuft", "… nicht eingestuft", "mittel (2)"],
    ]


def test_markup_carries_the_class_or_that_there_is_none(planner, client, town):
    row = page_of(client).find(".//tr[@data-district='J']")
    assert [(cell.get("data-value"), cell.get("data-withheld")) for cell in row.findall("td")] == [
        ("", "missing"),
        ("", "missing"),
        ("2", None),
    ]


def test_a_sentence_and_a_table_count_the_ways_from_the_first_year_to_the_last(planner, client, town):
    page = page_of(client)
    assert (
        "Von 2021 bis 2025 blieben 7 von 9 Gebieten in ihrer Klasse; 1 kamen in eine günstigere, 1 in eine ungünstigere."
        in (text_of(page.find(".//main")))
    )
    assert table(page, 0) == [
        ["2021", "2025: sehr niedrig (4)", "2025: niedrig (3)", "2025: mittel (2)", "2025: hoch (1)"],
        ["sehr niedrig (4)", "–", "–", "–", "1"],
        ["niedrig (3)", "–", "1", "–", "–"],
        ["mittel (2)", "–", "–", "6", "–"],
        ["hoch (1)", "1", "–", "–", "–"],
    ]


def test_areas_that_moved_can_be_seen_alone(planner, client, town):
    page = page_of(client, f"{PAGE}?gebiete=bewegt")
    assert [row.get("data-district") for row in page.findall(".//tr[@data-district]")] == ["A", "I"]
    assert page.find(".//p[@role='status']").get("data-count") == "2"


def test_the_file_holds_the_classes(planner, client, town):
    response = client.get("/monitoring/indizes/bedarf/verlauf.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[:2] == [["Schlüssel", "Gebiet", "2021", "2023", "2025"], ["A", "Gebiet A", "1", "1", "4"]]
    assert rows[10] == ["J", "Gebiet J", "", "", "2"]
    assert client.get("/monitoring/indizes/bedarf/verlauf.xlsx").status_code == 200


def test_a_district_of_the_newest_boundaries_has_no_class_before_its_time(planner, client, town):
    District.objects.filter(code="B").update(valid_from=datetime.date(2024, 1, 1))
    rows = table(page_of(client), 1)
    assert ["Gebiet B", "… nicht eingestuft", "… nicht eingestuft", "mittel (2)"] in rows


def test_an_index_against_a_base_year_is_measured_by_that_year(planner, client, town):
    CompositeIndex.objects.update(method="fixed", base_year=2021)
    assert "Gemessen wird in jedem Jahr an Mittel und Streuung von 2021" in text_of(page_of(client).find(".//main"))


def test_of_one_year_there_is_no_history(planner, client, town):
    assert "verlauf/" in client.get("/monitoring/indizes/bedarf/").content.decode()
    ReleasedValue.objects.exclude(reference_date__year=2025).delete()
    assert client.get(PAGE).status_code == 404
    assert "verlauf/" not in client.get("/monitoring/indizes/bedarf/").content.decode()


@pytest.mark.parametrize("address", [PAGE, "/monitoring/indizes/bedarf/verlauf.csv"])
def test_the_history_is_for_those_who_plan(client, town, address):
    city.publish(town)
    assert Client().get(address).status_code == 404
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    assert client.get(address).status_code == 404
    client.force_login(person("planner"))
    assert client.get(address).status_code == 200
    assert client.get(f"{address}?sicht=oeffentlich").status_code == 404
    assert client.post(address).status_code == 405
    assert client.get(address.replace("bedarf", "nirgends")).status_code == 404


def test_what_was_read_at_once_is_what_each_year_says(planner, client, town):
    found = history(content_version(), "bedarf")
    for place, year in enumerate(found.years):
        results = computed(content_version(), "bedarf", year).status.outcome.results
        assert {path.area.key: path.stays[place].grade for path in found.paths if path.stays[place].grade} == {
            key: result.grade for key, result in results.items()
        }


def test_more_areas_and_years_ask_no_more_of_the_database(planner, client, town, django_assert_max_num_queries):
    with django_assert_max_num_queries(15) as few:
        client.get(PAGE)
    more = city.Town([f"X{n}" for n in range(200)], ("armut", "arbeit"), create=False)
    CompositeIndex.objects.update(level=District.objects.get(code="X1").level)
    for year in range(2014, 2026):
        more.release(
            year, {a: {"armut": n, "arbeit": year % 5 * n, city.PEOPLE: 900} for n, a in enumerate(more.areas)}
        )
    with django_assert_max_num_queries(15) as many:
        page = page_of(client)
    assert len(page.findall(".//tr[@data-district]")) == 100
    assert len(many) == len(few)
