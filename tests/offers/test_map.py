"""The result of a search as a map of the districts."""

import pytest

from offers.district_map import drawing, steps
from offers.search import load_choices
from tests.network.factories import FacilityFactory
from tests.offers.factories import AgeStepFactory, HomeVisitFactory, OfferFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")

MAP = "/angebote/karte/"


@pytest.fixture
def eicken():
    return DistrictFactory(name="Eicken", slug="eicken", code="07", column=0)


@pytest.fixture
def venn():
    return DistrictFactory(name="Venn", slug="venn", code="15", column=3)


def areas_of(page) -> list:
    return page.findall(".//*[@data-district]")


def values(page) -> dict[str, str]:
    return {area.get("data-district"): area.get("data-value") for area in areas_of(page)}


def total(page) -> int:
    return int(page.find(".//p[@role='status'][@data-count]").get("data-count"))


def test_each_district_is_a_link_that_says_name_and_number(client, eicken, venn):
    OfferFactory(district=eicken)
    page = parsed(client.get(MAP))
    links = {a.get("data-district"): (a.get("href"), a.get("aria-label")) for a in areas_of(page)}
    assert links == {
        "07": ("/angebote/?stadtteil=eicken", "Eicken: 1 Angebot"),
        "15": ("/angebote/?stadtteil=venn", "Venn: 0 Angebote"),
    }
    listed = [text_of(item) for item in page.findall(".//section[@aria-labelledby='stadtteile-liste']//li")]
    assert listed == ["Eicken 1 Angebot", "Venn 0 Angebote"]


def test_no_district_is_drawn_over_the_number_of_another(client, eicken, venn):
    OfferFactory(district=eicken)
    picture = parsed(client.get(MAP)).find(".//{*}svg[@class='district-map']")
    tags = [(one.tag.rpartition("}")[2], text_of(one)) for one in picture.iter()]
    drawn = [(tag, text) for tag, text in tags if tag in {"path", "text"}]
    assert drawn == [("path", ""), ("path", ""), ("text", "1"), ("text", "0")]


@pytest.mark.parametrize(
    "question", [{}, {"alter": "1-jahr"}, {"q": "Treffen"}, {"kostenlos": "1"}, {"wochentag": "mo"}]
)
def test_a_district_s_number_is_that_of_its_list_without_what_is_everywhere(client, eicken, venn, question):
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    BoroughFactory()
    for title in ("Treffen A", "Treffen B", "Kurs"):
        OfferFactory(district=eicken, title=title, summary="Ein Nachmittag.", ages=(0, 36))
    OfferFactory(catchment_districts=[eicken, venn], title="Treffen C", ages=(100, 120))
    OfferFactory(district=eicken, title="Treffen daheim", access_modes=[HomeVisitFactory()])
    OfferFactory(is_citywide=True, title="Treffen überall")
    everywhere = total(
        parsed(client.get("/angebote/", {**question, "stadtteil": DistrictFactory(column=9, slug="leer").slug}))
    )
    shown = values(parsed(client.get(MAP, question)))
    for district in (eicken, venn):
        listed = total(parsed(client.get("/angebote/", {**question, "stadtteil": district.slug})))
        assert int(shown[district.code]) == listed - everywhere


def test_the_numbers_stay_whatever_district_is_chosen(client, eicken, venn):
    OfferFactory(district=eicken)
    OfferFactory(district=venn)
    page = parsed(client.get(MAP, {"stadtteil": "eicken"}))
    assert values(page) == {"07": "1", "15": "1"}
    current = [a.get("data-district") for a in areas_of(page) if a.get("aria-current")]
    assert current == ["07"]


def test_the_links_keep_the_search_and_change_the_place(client, eicken, venn):
    AgeStepFactory(code="1-jahr")
    page = parsed(client.get(MAP, {"stadtteil": "eicken", "alter": "1-jahr", "umkreis": "2"}))
    hrefs = [a.get("href") for a in areas_of(page)]
    assert hrefs == ["/angebote/?stadtteil=eicken&alter=1-jahr", "/angebote/?stadtteil=venn&alter=1-jahr"]


def test_the_moving_map_is_hidden_until_a_script_opens_it(client, eicken):
    AgeStepFactory(code="1-jahr")
    page = parsed(client.get(MAP, {"alter": "1-jahr"}))
    shell = page.find(".//div[@data-moving-map]")
    assert "hidden" in shell.attrib
    assert shell.get("data-places") == "/angebote/karte/orte.json?alter=1-jahr"
    assert shell.get("data-areas") == "/angebote/karte/gebiete.json"
    assert shell.get("data-tiles") == ""
    assert text_of(shell.find(".//a[@class='skip-link']")) == "Karte überspringen"


def test_tiles_and_who_made_them_come_from_the_installation(client, eicken, settings):
    settings.PORTAL_TILES_URL = "https://karten.example.org/{z}/{x}/{y}.png"
    settings.PORTAL_TILES_ATTRIBUTION = "© Stadt Musterstadt"
    shell = parsed(client.get(MAP)).find(".//div[@data-moving-map]")
    assert shell.get("data-tiles") == "https://karten.example.org/{z}/{x}/{y}.png"
    assert text_of(shell.find(".//section/p[@class='meta']")) == "© Stadt Musterstadt"


def test_without_districts_the_way_leads_to_the_list(client):
    page = parsed(client.get(MAP))
    assert areas_of(page) == []
    assert page.find(".//div[@data-moving-map]") is None
    assert page.find(".//div[@class='empty-state']//a").get("href") == "/angebote/"


def test_a_schematic_boundary_says_so(client, eicken):
    assert "schematisch gezeichnet" not in client.get(MAP).content.decode()
    eicken.is_schematic = True
    eicken.save()
    drawing.cache_clear()
    assert "Die Grenzen sind schematisch gezeichnet." in client.get(MAP).content.decode()


def test_classes_run_evenly_from_the_least_to_the_most():
    step = steps([35, 40, 84])
    assert [step(number) for number in (0, 35, 44, 45, 55, 64, 65, 74, 75, 84)] == [0, 1, 1, 2, 3, 3, 4, 4, 5, 5]


def test_a_single_number_has_the_first_class():
    assert [steps([3])(3), steps([])(0)] == [1, 0]


@pytest.fixture
def two_at_most(monkeypatch):
    """Let no more than two offers be put in order for a search with words."""
    monkeypatch.setattr("offers.search.matching.MOST_WITH_WORDS", 2)


@pytest.mark.usefixtures("two_at_most")
@pytest.mark.parametrize("place", [{}, {"stadtteil": "venn"}])
def test_of_very_many_the_map_counts_those_that_stand_first_in_the_list_and_says_so(client, eicken, venn, place):
    for title in ("Zum Yoga", "Yoga"):
        OfferFactory(district=eicken, title=title)
    OfferFactory(district=venn, title="Treff", description="Mit Yoga")
    page = parsed(client.get(MAP, {"q": "Yoga", **place}))
    assert values(page) == {"07": "2", "15": "0"}
    sentence = (
        "Zu Ihrer Suche passen sehr viele Angebote. Die Karte zählt und zeigt die 2, die in der Liste zuerst stehen."
    )
    assert sentence in [text_of(note).partition(" Mit ")[0] for note in page.findall(".//main//p[@class='meta']")]


@pytest.mark.usefixtures("two_at_most")
def test_a_map_of_all_hits_says_nothing_of_more(client, eicken):
    for title in ("Zum Yoga", "Yoga"):
        OfferFactory(district=eicken, title=title)
    page = client.get(MAP, {"q": "Yoga"})
    assert (values(parsed(page)), "sehr viele Angebote" in page.content.decode()) == ({"07": "2"}, False)


def test_the_map_counts_what_says_a_part_of_the_words_where_the_list_shows_that(client, eicken):
    OfferFactory(district=eicken, title="Yoga")
    OfferFactory(district=eicken, title="Schach")
    assert values(parsed(client.get(MAP, {"q": "Yoga Schach"}))) == {"07": "2"}


@pytest.mark.parametrize(("question", "queries"), [({}, 7), ({"q": "Angebot"}, 9)])
@pytest.mark.parametrize("number", [1, 8])
def test_the_map_costs_the_same_for_few_and_many(client, django_assert_num_queries, number, question, queries):
    for column in range(number):
        OfferFactory(facility=FacilityFactory(district=DistrictFactory(column=column)))
    load_choices.cache_clear()
    drawing.cache_clear()
    with django_assert_num_queries(queries):
        client.get(MAP, question)


def test_the_map_is_kept_by_caches_and_sets_no_cookie(client, eicken):
    first = client.get(MAP)
    again = client.get(MAP, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.cookies, again.status_code, again.content) == ({}, 304, b"")


def test_the_map_is_only_read(client):
    assert client.post(MAP).status_code == 405
