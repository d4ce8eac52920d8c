"""Which district has which houses, how low their thresholds are, and how far the programmes have come there."""

import pytest

from offers.coverage import coverage
from tests.network.factories import FacilityFactory, FacilityKindFactory
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ProgrammeFactory, ProgrammeStageFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/verwaltung/sozialraeume/abdeckung/"


@pytest.fixture
def eicken(db):
    return DistrictFactory(name="Eicken", slug="eicken")


@pytest.fixture
def westend(db):
    BoroughFactory(name="Nord")
    return DistrictFactory(name="Westend", slug="westend")


def centre(district, **more):
    seal = {"quality_seal": "Familienzentrum NRW", "seal_valid_until": days(1)}
    return FacilityFactory(district=district, **(seal | more))


def test_houses_are_counted_with_their_seals_and_low_thresholds(eicken, westend):
    house = centre(eicken)
    centre(eicken, seal_valid_until=days(-1))
    centre(eicken, is_public=False)
    OfferFactory.create_batch(2, facility=house, is_low_threshold=True, confirmed_at=days(0))
    OfferFactory(facility=house, is_low_threshold=True, status="draft")
    found = coverage()
    cells = {row.district.name: [(cell.number, cell.sealed, cell.low) for cell in row.cells] for row in found.rows}
    low = {row.district.name: row.low_offers for row in found.rows}
    assert (cells, low) == ({"Eicken": [(2, 1, 1)], "Westend": [(0, 0, 0)]}, {"Eicken": 2, "Westend": 0})
    [total] = found.totals
    assert (total.kind.code, total.districts, total.number, total.sealed, total.low) == ("familienzentrum", 1, 2, 1, 1)


def test_programmes_are_counted_where_they_are_at_work(eicken, westend):
    home = ProgrammeFactory(code="home", name="HOME")
    ProgrammeStageFactory(programme=home, district=eicken, stage="pilot")
    ProgrammeStageFactory(programme=home, district=westend, stage="planned")
    ProgrammeFactory(code="hippy")
    found = coverage()
    assert ([one.code for one in found.programmes], found.reached) == (["home"], [(home, 1)])


def test_the_page_says_it_in_sentences_and_in_a_table(client, steering, eicken, westend):
    centre(eicken)
    ProgrammeStageFactory(programme=ProgrammeFactory(code="home", name="HOME"), district=eicken, stage="regular")
    page = parsed(client.get(PAGE))
    sentences = [text_of(one) for one in page.findall(".//main//ul/li") if "Stadtteilen" in text_of(one)]
    rows = [[text_of(cell) for cell in row] for row in page.findall(".//tbody/tr")]
    assert sentences == [
        "Familienzentren: in 1 von 2 Stadtteilen; 1 Häuser, davon 0 mit niedrigschwelligem Angebot und 1 mit gültigem Gütesiegel.",
        "HOME: in 1 von 2 Stadtteilen als Pilot oder im Regelbetrieb.",
    ]
    assert rows == [["Eicken", "1 1 mit Siegel", "0", "Regelbetrieb"], ["Westend", "–", "0", "–"]]


def test_the_file_holds_the_same(client, steering, eicken):
    centre(eicken)
    lines = client.get(f"{PAGE}tabelle.csv").content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Stadtteil;Familienzentren;Familienzentren mit gültigem Gütesiegel;Familienzentren mit niedrigschwelligem Angebot;niedrigschwellige Angebote",
        "Eicken;1;1;0;0",
    ]


def test_a_city_without_districts_is_told_so(client, steering):
    assert "Noch sind keine Stadtteile eingetragen." in text_of(parsed(client.get(PAGE)).find(".//main"))


def test_it_costs_the_same_for_few_and_for_many(eicken, django_assert_max_num_queries):
    centre(eicken)
    with django_assert_max_num_queries(7):
        coverage()
    for _ in range(5):
        house = centre(DistrictFactory(), kind=FacilityKindFactory(code="grundschule", name_plural="Grundschulen"))
        ProgrammeStageFactory(district=house.district)
        OfferFactory(facility=house, is_low_threshold=True)
    with django_assert_max_num_queries(7):
        coverage()
