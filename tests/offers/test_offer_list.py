"""The result list, and the start page that leads to it."""

import re

import pytest
from django.urls import reverse

from tests.network.factories import FacilityFactory, FacilityKindFactory
from tests.offers.factories import (
    AccessModeFactory,
    AgeStepFactory,
    HomeVisitFactory,
    LanguageFactory,
    LifePhaseFactory,
    OfferFactory,
    ScheduleFactory,
    TopicFactory,
)
from tests.sozialraum.factories import DistrictFactory, MunicipalityFactory, PostcodeFactory, centre
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db

LIST = "/angebote/"


@pytest.fixture(autouse=True)
def municipality():
    return MunicipalityFactory()


def slugs(page) -> list[str]:
    return [item.get("data-offer") for item in page.findall(".//ol[@id='ergebnisse']/li")]


def total(page) -> str:
    return page.find(".//p[@role='status']").get("data-count")


def removable(page) -> dict[str, str]:
    return {link.get("data-filter"): link.get("href") for link in page.findall(".//a[@data-filter]")}


def remarks(page) -> list[str]:
    return [text_of(p) for p in page.findall(".//*[@class='notice notice-warning']//p")]


def fill(number: int) -> None:
    district = DistrictFactory()
    for n in range(number):
        offer = OfferFactory(title=f"Angebot {n:03}", district=district, topics=[TopicFactory(code=f"thema-{n % 3}")])
        offer.languages.add(LanguageFactory(code=f"l{n % 4}"))
        ScheduleFactory(offer=offer, weekday=n % 7)


def test_the_list_names_its_total_and_each_offer_once(client):
    OfferFactory(title="A", slug="a")
    OfferFactory(title="B", slug="b")
    page = parsed(client.get(LIST))
    assert (total(page), slugs(page)) == ("2", ["a", "b"])


def test_twenty_offers_stand_on_a_page_and_numbers_lead_on(client):
    fill(45)
    first, last = parsed(client.get(LIST)), parsed(client.get(LIST, {"seite": "3"}))
    pages = [text_of(a) for a in first.findall(".//nav[@class='pagination']//a")]
    assert (len(slugs(first)), len(slugs(last))) == (20, 5)
    assert pages == ["Seite 1", "Seite 2", "Seite 3", "Weiter"]


def test_a_page_beyond_the_last_shows_the_last(client):
    fill(21)
    page = parsed(client.get(LIST, {"seite": "99"}))
    assert len(slugs(page)) == 1
    assert text_of(page.find(".//title")).startswith("Angebote, Seite 2 · ")


def test_each_filter_can_be_taken_back_alone(client, eicken):
    AgeStepFactory(code="1-jahr")
    OfferFactory(district=eicken)
    page = parsed(client.get(LIST, {"stadtteil": "eicken", "alter": "1-jahr", "q": "angebot", "kostenlos": "1"}))
    assert removable(page) == {
        "q=angebot": "/angebote/?stadtteil=eicken&alter=1-jahr&kostenlos=1",
        "stadtteil=eicken": "/angebote/?q=angebot&alter=1-jahr&kostenlos=1",
        "alter=1-jahr": "/angebote/?q=angebot&stadtteil=eicken&kostenlos=1",
        "kostenlos=1": "/angebote/?q=angebot&stadtteil=eicken&alter=1-jahr",
    }


def test_many_filters_can_be_taken_back_at_once(client, eicken):
    AgeStepFactory(code="1-jahr")
    two, three = "stadtteil=eicken&alter=1-jahr", "stadtteil=eicken&alter=1-jahr&kostenlos=1"
    pages = [parsed(client.get(f"{LIST}?{query}")) for query in (two, three)]
    ways = [[a.get("href") for a in page.findall(".//a") if text_of(a) == "Alle entfernen"] for page in pages]
    assert ways == [[], [LIST]]


def test_the_further_filters_stay_folded_and_say_how_many_are_set(client):
    page = parsed(client.get(f"{LIST}?kostenlos=1&wochentag=mo"))
    panels = page.findall(".//details[@class='filter-panel']")
    assert {panel.get("open") for panel in panels} == {None}
    assert [text_of(panel.find("summary")) for panel in panels] == [
        "Weitere Filter 2 gewählt",
        "Wann?",
        "Wochentag 1 gewählt",
    ]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("stadtteil=atlantis", "„atlantis“ kennen wir nicht (Stadtteil). Wir suchen ohne diese Angabe."),
        ("alter=99-jahre", "„99-jahre“ kennen wir nicht (Alter). Wir suchen ohne diese Angabe."),
        ("monate=-10", "„-10“ kennen wir nicht (Alter in Monaten). Wir suchen ohne diese Angabe."),
        ("monate=325", "„325“ kennen wir nicht (Alter in Monaten). Wir suchen ohne diese Angabe."),
        ("monate=²", "„²“ kennen wir nicht (Alter in Monaten). Wir suchen ohne diese Angabe."),
        ("sort=zufall", "„zufall“ kennen wir nicht (Sortierung). Wir suchen ohne diese Angabe."),
        ("seite=0", "„0“ kennen wir nicht (Seite). Wir suchen ohne diese Angabe."),
        ("umkreis=3", "Für einen Umkreis wählen Sie bitte auch einen Stadtteil oder eine Postleitzahl."),
        ("sort=naehe", "Nach Nähe sortieren können wir, wenn Sie einen Stadtteil oder eine Postleitzahl wählen."),
    ],
)
def test_a_value_that_means_nothing_is_named_and_ignored(client, address, sentence):
    OfferFactory()
    page = parsed(client.get(f"{LIST}?{address}"))
    assert (remarks(page), total(page)) == ([sentence], "1")


def test_the_form_keeps_what_was_chosen(client, eicken):
    PostcodeFactory(code="41061").districts.add(eicken)
    AgeStepFactory(code="1-jahr")
    query = {"stadtteil": ["eicken"], "plz": "41061", "umkreis": "3", "monate": "14", "sort": "name", "q": "Käse"}
    page = parsed(client.get(LIST, query))
    fields = {field.get("name"): field.get("value") for field in page.findall(".//form//input[@value]")}
    selected = [option.get("value") for option in page.findall(".//form//option[@selected]")]
    assert (fields["q"], fields["plz"], fields["monate"]) == ("Käse", "41061", "14")
    assert selected == ["eicken", "3", "name"]


def test_a_choice_says_how_many_offers_it_would_give(client):
    sleep, food = TopicFactory(code="schlafen", name="Schlafen"), TopicFactory(code="essen", name="Essen")
    OfferFactory(topics=[sleep])
    OfferFactory(topics=[sleep, food])
    page = parsed(client.get(LIST, {"thema": "essen"}))
    labels = {label.get("for"): text_of(label) for label in page.findall(".//label")}
    assert (labels["id_thema_schlafen"], labels["id_thema_essen"]) == ("Schlafen (2)", "Essen (1)")


def test_a_card_says_why_it_fits(client, eicken):
    OfferFactory(title="A", district=eicken)
    OfferFactory(title="B", access_modes=[HomeVisitFactory()])
    OfferFactory(title="C", is_citywide=True, access_modes=[AccessModeFactory()])
    page = parsed(client.get(LIST, {"stadtteil": "eicken"}))
    fits = [text_of(badge) for badge in page.findall(".//ol[@id='ergebnisse']//*[@class='badge badge-fit']")]
    assert fits == ["findet in Eicken statt", "kommt zu Ihnen nach Hause", "stadtweit"]


def test_without_a_hit_the_page_leads_on(client, eicken):
    AgeStepFactory(code="1-jahr", name="1 Jahr")
    windberg = DistrictFactory(name="Windberg", slug="windberg", column=1)
    OfferFactory(district=windberg)
    OfferFactory(district=eicken, ages=(100, 110))
    office = FacilityFactory(
        kind=FacilityKindFactory(code="familienbuero"), name="Familienbüro Mitte", district=windberg
    )
    page = parsed(client.get(LIST, {"stadtteil": "eicken", "alter": "1-jahr"}))
    ways = {text_of(link): link.get("href") for link in page.findall(".//*[@class='empty-state']//a")}
    assert total(page) == "0"
    assert ways == {
        "ohne 1 Jahr": "/angebote/?stadtteil=eicken",
        "ohne Eicken": "/angebote/?alter=1-jahr",
        "Windberg": "/angebote/?stadtteil=windberg&alter=1-jahr",
        "Alle Angebote ansehen": "/angebote/",
    }
    assert office.name in [text_of(name) for name in page.findall(".//*[@class='contact-name']")]


def test_a_filtered_list_is_not_for_search_engines_and_the_plain_one_is(client):
    robots = [re.findall(rb'name="robots" content="([^"]+)"', client.get(url).content) for url in (LIST, f"{LIST}?q=x")]
    assert robots == [[], [b"noindex, follow"]]


@pytest.mark.parametrize("url", ["/", LIST])
def test_public_pages_set_no_cookie_and_may_be_kept(client, url):
    response = client.get(url)
    again = client.get(url, headers={"If-None-Match": response["ETag"]})
    assert (response.status_code, again.status_code) == (200, 304)
    assert (dict(response.cookies), response.get("Vary", "")) == ({}, "Accept-Encoding")
    assert "public" in response["Cache-Control"]


def test_a_change_of_an_offer_makes_kept_pages_old(client):
    offer = OfferFactory()
    kept = client.get(LIST)["ETag"]
    offer.summary = "Neu gefasst."
    offer.save()
    assert client.get(LIST, headers={"If-None-Match": kept}).status_code == 200


@pytest.mark.parametrize("url", ["/", LIST, "/angebote/karte/"])
def test_only_reading_is_allowed(client, url):
    assert client.post(url).status_code == 405


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_asks_the_database_equally_often_for_few_and_many(client, django_assert_num_queries, number):
    fill(number)
    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 40])
def test_a_search_by_all_means_stays_within_its_queries(client, django_assert_max_num_queries, eicken, number):
    fill(number)
    # The words of the offers and of the thesaurus are read once for each version of the content.
    with django_assert_max_num_queries(12):
        client.get(
            f"{LIST}?stadtteil=eicken&q=angebot&thema=thema-0&wochentag=mo&tageszeit=vormittag&umkreis=5&sort=naehe"
        )


@pytest.mark.parametrize("number", [1, 40])
def test_an_empty_result_stays_within_its_queries(client, django_assert_num_queries, eicken, number):
    fill(number)
    with django_assert_num_queries(9):
        client.get(f"{LIST}?stadtteil=eicken&monate=300&kostenlos=1&zugang=vor-ort&sprache=l0&wochentag=so")


def test_the_start_page_asks_where_and_how_old_and_opens_doors(client, eicken):
    AgeStepFactory(code="1-jahr", name="1 Jahr", ages=(12, 24))
    AgeStepFactory(code="2-jahre", name="2 Jahre", ages=(24, 36))
    LifePhaseFactory(code="toddler", name="1–3 Jahre", ages=(12, 36))
    LifePhaseFactory(code="young_adult", name="18–27 Jahre", ages=(216, 324), is_active=False)
    page = parsed(client.get("/"))
    form = page.find(".//main//form")
    doors = {text_of(link): link.get("href") for link in page.findall(".//ul[@class='doors']//a")}
    assert (form.get("action"), form.get("method")) == (reverse("offer_list"), "get")
    assert [field.get("name") for field in form.iter() if field.get("name")] == ["stadtteil", "alter", "alter", "q"]
    assert doors == {"1–3 Jahre": "/angebote/?alter=1-jahr&alter=2-jahre"}


@pytest.mark.parametrize("url", ["/", LIST, "/zustaendig/"])
def test_an_empty_installation_has_no_question_without_answers(client, municipality, url):
    municipality.delete()
    page = parsed(client.get(url))
    asked = [field.get("name") for field in page.find(".//main//form").iter() if field.tag in {"select", "fieldset"}]
    assert "stadtteil" not in asked
    assert [text_of(heading) for heading in page.findall(".//main//h2")] == {"/": ["So geht es"]}.get(url, [])


@pytest.mark.parametrize("number", [1, 30])
def test_the_start_page_asks_the_database_equally_often_for_few_and_many(client, django_assert_num_queries, number):
    fill(number)
    with django_assert_num_queries(5):
        client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


def test_a_search_by_distance_says_how_far_it_is(client, eicken):
    OfferFactory(district=eicken, point=centre(0))
    page = parsed(client.get(f"{LIST}?stadtteil=eicken&umkreis=5"))
    where = [text_of(fact) for fact in page.findall(".//ol[@id='ergebnisse']//dd")]
    assert "Eicken (0,0 km entfernt)" in where
