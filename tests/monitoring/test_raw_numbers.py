"""Raw numbers: for planners alone, each with its origin, beside what is shown of it."""

from decimal import Decimal

import pytest

from monitoring.models import ReleasedValue
from monitoring.releasing import release
from tests.monitoring.factories import (
    LAST_DAY,
    CountFactory,
    IndicatorValueFactory,
    RateFactory,
    ValueImportFactory,
)
from tests.network.factories import NetworkFactory, PartnerFactory, UserFactory, person
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db
PAGE = "/verwaltung/rohwerte/"


@pytest.fixture(autouse=True)
def planner(client, municipality):
    client.force_login(person("planner"))


def lines(page) -> list[list[str]]:
    """Return the rows of the table as texts."""
    rows = parsed(page).findall(".//table/tbody/tr")
    return [[" ".join(text_of(cell).split()) for cell in row] for row in rows]


def test_a_number_stands_beside_what_is_shown_of_it_and_where_it_came_from(client):
    indicator = CountFactory(code="kinder")
    file = ValueImportFactory(source="Melderegister", file_name="kinder.csv")
    for name, number in (("Venn", 2), ("Eicken", 40), ("Rheydt", 1234)):
        district = DistrictFactory(name=name, slug=name.lower())
        IndicatorValueFactory(
            indicator=indicator, district=district, numerator=Decimal(number), taken_from=file, line=number
        )
    release()
    assert ReleasedValue.objects.filter(withheld="confidential").count() == 2
    assert lines(client.get(PAGE, {"indikator": "kinder"})) == [
        ["Eicken Stadtteil", "40", "", "", "endgültig", "•", "Melderegister: kinder.csv, Zeile 40"],
        ["Rheydt Stadtteil", "1.234", "", "", "endgültig", "1.234", "Melderegister: kinder.csv, Zeile 1234"],
        ["Venn Stadtteil", "2", "", "", "endgültig", "•", "Melderegister: kinder.csv, Zeile 2"],
    ]


def test_the_city_comes_first_and_social_spaces_have_their_name(client):
    indicator = CountFactory()
    IndicatorValueFactory(indicator=indicator, district=None, social_space=SocialSpaceFactory(name="Mitte"))
    IndicatorValueFactory(indicator=indicator, district=None)
    found = [line[0] for line in lines(client.get(PAGE))]
    assert found == ["ganze Stadt", "Mitte Sozialraum"]


def test_gaps_fractions_and_conversions_are_told(client):
    indicator = RateFactory(code="quote")
    secret, converted = DistrictFactory(name="A", slug="a"), DistrictFactory(name="B", slug="b")
    IndicatorValueFactory(indicator=indicator, district=secret, numerator=None, gap="secret")
    IndicatorValueFactory(
        indicator=indicator,
        district=converted,
        numerator=Decimal("12.5"),
        denominator=Decimal("100.25"),
        is_converted=True,
        status="estimated",
    )
    first, second = lines(client.get(PAGE, {"indikator": "quote"}))
    assert first[1:3] == ["von der Quelle geheim gehalten (.)", "endgültig"]
    assert second[1:5] == ["12,5", "100,25", "", "geschätzt umgerechnet"]
    assert second[-1] == "nicht aus einer Datei"


def test_day_and_indicator_are_chosen_in_the_address(client):
    indicator = CountFactory(code="kinder")
    IndicatorValueFactory(indicator=indicator, numerator=Decimal(7))
    IndicatorValueFactory(indicator=indicator, numerator=Decimal(5), reference_date=LAST_DAY.replace(year=2020))
    IndicatorValueFactory(numerator=Decimal(9))
    newest = lines(client.get(PAGE, {"indikator": "kinder"}))
    older = lines(client.get(PAGE, {"indikator": "kinder", "stichtag": "2020-12-31"}))
    assert ([line[1] for line in newest], [line[1] for line in older]) == (["7"], ["5"])


@pytest.mark.parametrize("query", [{"indikator": "gibt-es-nicht"}, {"stichtag": "gestern"}, {"stichtag": "\x00"}])
def test_what_means_nothing_here_is_said_and_ignored(client, query):
    IndicatorValueFactory()
    page = client.get(PAGE, query)
    assert (page.status_code, len(lines(page))) == (200, 1)


@pytest.mark.parametrize("fill", [lambda: None, CountFactory])
def test_an_empty_monitoring_says_so(client, fill):
    fill()
    assert "Noch keine Zahlen." in client.get(PAGE).content.decode()


def test_the_page_says_that_its_numbers_are_not_protected_and_is_kept_by_nobody(client):
    page = client.get(PAGE)
    assert "Ungeschützte Zahlen" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("number", [1, 30])
def test_few_and_many_areas_cost_the_same(client, django_assert_max_num_queries, number):
    indicator = CountFactory()
    IndicatorValueFactory.create_batch(number, indicator=indicator)
    with django_assert_max_num_queries(15):
        assert len(lines(client.get(PAGE))) == number


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("steering", None),
        ("coordinator", "network"),
        ("partner_editor", "partner"),
        ("partner_lead", "partner"),
        ("", None),
    ],
)
def test_nobody_else_sees_them(client, role, place):
    factories = {"network": NetworkFactory, "partner": PartnerFactory}
    client.force_login(person(role, **({place: factories[place]()} if place else {})))
    assert client.get(PAGE).status_code == 403


def test_operators_see_them(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert client.get(PAGE).status_code == 200


def test_visitors_are_asked_to_log_in(client):
    client.logout()
    assert client.get(PAGE)["Location"].startswith("/konto/anmelden/")


def test_the_page_is_only_read(client):
    assert client.post(PAGE).status_code == 405
