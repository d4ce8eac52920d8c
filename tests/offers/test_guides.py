"""The ways in: four questions, pages for situations, numbers for day and night."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone

from network.models import HelpLine
from offers.models import Guide
from offers.search import load_choices
from tests.offers.factories import (
    AccessModeFactory,
    AgeStepFactory,
    GuideFactory,
    HomeVisitFactory,
    LifeSituationFactory,
    OfferFactory,
    TopicFactory,
)
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
WAY, NUMBERS = "/wegweiser/", "/hilfe-sofort/"


@pytest.fixture(autouse=True)
def fresh_choices():
    load_choices.cache_clear()


def sent_by(page, **answers) -> dict[str, str]:
    """Return what a browser sends of the form of the page with some answers given."""
    form = next(form for form in page.findall(".//main//form") if form.get("action") == WAY)
    hidden = {one.get("name"): one.get("value") for one in form.findall(".//input[@type='hidden']")}
    return hidden | answers


def test_four_questions_lead_to_the_list(client, eicken):
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    TopicFactory(code="bewegung", name="Bewegung")
    HomeVisitFactory()
    page = parsed(client.get(WAY))
    asked = [headings(page)[0]]
    for answers in ({"alter": "1-jahr"}, {"thema": "bewegung"}, {"stadtteil": "eicken"}):
        page = parsed(client.get(WAY, sent_by(page, **answers)))
        asked.append(headings(page)[0])
    answer = client.get(WAY, sent_by(page, zugang="zuhause"))
    assert asked == ["h1 Für wen suchen Sie etwas?", "h1 Worum geht es?", "h1 Wo wohnen Sie?", "h1 Wie soll es gehen?"]
    assert answer.status_code == 302
    led = urlsplit(answer.url)
    assert (led.path, sorted(parse_qsl(led.query))) == (
        "/angebote/",
        [("alter", "1-jahr"), ("stadtteil", "eicken"), ("thema", "bewegung"), ("zugang", "zuhause")],
    )


def test_whoever_knows_nothing_yet_gets_all(client):
    AgeStepFactory()
    page = parsed(client.get(WAY))
    for name in ("alter", "thema", "stadtteil"):
        page = parsed(client.get(WAY, sent_by(page, **{name: ""})))
    assert client.get(WAY, sent_by(page, zugang="")).url == "/angebote/"


def test_one_goes_back_and_finds_the_answer_given(client):
    AgeStepFactory(code="1-jahr")
    page = parsed(client.get(WAY, {"alter": "1-jahr", "schritt": "2"}))
    back = next(link for link in page.findall(".//main//a") if text_of(link) == "Zurück").get("href")
    before = parsed(client.get(WAY + back))
    assert headings(before)[0] == "h1 Für wen suchen Sie etwas?"
    again = parsed(client.get(WAY, {"alter": "1-jahr", "schritt": "1"}))
    assert [one.get("value") for one in again.findall(".//input[@checked]")] == ["1-jahr"]


@pytest.mark.parametrize("step", ["0", "-3", "x", "", "²"])
def test_a_step_that_is_none_is_the_first(client, step):
    AgeStepFactory()
    assert headings(parsed(client.get(WAY, {"schritt": step})))[0] == "h1 Für wen suchen Sie etwas?"


def test_an_answer_that_means_nothing_is_left_out(client):
    assert client.get(WAY, {"alter": "quatsch", "schritt": "5"}).url == "/angebote/"


@pytest.mark.parametrize("path", [WAY, "/lebenslagen/", NUMBERS])
def test_an_empty_installation_has_a_page_and_sets_no_cookie(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.cookies, "public" in answer.headers["Cache-Control"]) == (200, {}, True)
    assert client.post(path).status_code == 405


def test_a_page_for_a_situation_says_what_to_do_whom_to_call_and_what_there_is(client, eicken):
    situation = LifeSituationFactory(code="trennung")
    line = HelpLine.objects.create(name="Elterntelefon", number="0800 111 0550", hours="werktags")
    guide = GuideFactory(code="trennung", name="Trennung")
    guide.life_situations.add(situation)
    guide.topics.add(TopicFactory(code="alltag", name="Alltag"))
    guide.help_lines.add(line)
    OfferFactory(slug="passt", district=eicken).life_situations.add(situation)
    OfferFactory(slug="anderes", district=eicken)
    page = parsed(client.get("/lebenslagen/trennung/"))
    steps = page.find(".//section[@aria-labelledby='schritte']")
    assert [text_of(step) for step in steps.findall(".//li")] == [
        "Schauen Sie nach, wer für Sie da ist.",
        "Gehen Sie in einen Treff.",
    ]
    calls = page.find(".//section[@aria-labelledby='anrufen']//li/a")
    assert (calls.get("href"), "werktags" in text_of(calls)) == ("tel:08001110550", True)
    assert [item.get("data-offer") for item in page.findall(".//ol[@id='ergebnisse']/li")] == ["passt"]
    links = {text_of(link): link.get("href") for link in page.findall(".//section[@aria-labelledby='angebote']//a")}
    assert links["Alle ansehen"] == "/angebote/?lebenslage=trennung"
    assert links["Alltag"] == "/angebote/?thema=alltag"


def test_without_a_situation_the_topics_find_the_offers_and_a_district_comes_first(client, eicken):
    topic = TopicFactory(code="geburt")
    GuideFactory(code="baby").topics.add(topic)
    other = DistrictFactory(slug="rheydt", column=1)
    OfferFactory(slug="dort", district=other, topics=[topic])
    OfferFactory(slug="hier", district=eicken, topics=[topic])
    page = parsed(client.get("/lebenslagen/baby/?stadtteil=eicken"))
    assert [item.get("data-offer") for item in page.findall(".//ol[@id='ergebnisse']/li")] == ["hier"]


def test_what_is_not_shown_is_not_there(client):
    GuideFactory(code="entwurf", is_shown=False)
    assert client.get("/lebenslagen/entwurf/").status_code == 404
    assert client.get("/lebenslagen/nie/").status_code == 404
    assert "Diese Seiten werden gerade geschrieben." in text_of(parsed(client.get("/lebenslagen/")).find(".//main"))


def test_a_changed_text_makes_kept_pages_old(client):
    guide = GuideFactory()
    first = client.get("/lebenslagen/neu-in-der-stadt/")
    Guide.objects.filter(pk=guide.pk).update(lead="Schön, dass Sie da sind.")
    again = client.get("/lebenslagen/neu-in-der-stadt/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, "Schön, dass Sie da sind." in again.content.decode()) == (200, True)


@pytest.mark.parametrize("number", [1, 15])
def test_a_page_for_a_situation_asks_the_database_equally_often(client, django_assert_num_queries, number):
    situation = LifeSituationFactory(code="trennung")
    guide = GuideFactory(code="trennung")
    guide.life_situations.add(situation)
    for _ in range(number):
        OfferFactory().life_situations.add(situation)
        guide.topics.add(TopicFactory())
    client.get("/lebenslagen/")
    with django_assert_num_queries(9):
        client.get("/lebenslagen/trennung/")


def groups(page) -> dict[str, list[str]]:
    """Return the names of the numbers by the heading under which they stand."""
    return {
        text_of(section.find("h2")).partition(" (")[0]: [
            text_of(name) for name in section.findall(".//span[@class='helpline-name']")
        ]
        for section in page.findall(".//main//section")
    }


def test_the_numbers_stand_by_who_answers_now(client):
    now = timezone.localtime()
    today = ("mo", "di", "mi", "do", "fr", "sa", "so")[now.weekday()]
    HelpLine.objects.create(name="Notruf", number="112", open_times="immer", is_emergency=True)
    HelpLine.objects.create(name="Jetzt", number="1", open_times=f"{today} 00:00-24:00", hours="heute")
    HelpLine.objects.create(name="Nie", number="2", hours="nach Vereinbarung")
    assert groups(parsed(client.get(NUMBERS))) == {
        "Wenn es um Leben und Gesundheit geht": ["Notruf"],
        "Jetzt nimmt jemand ab": ["Jetzt"],
        "Später wieder erreichbar": ["Nie"],
    }


@pytest.mark.parametrize("path", ["/", "/angebote/", "/woche/", "/in-der-naehe/", "/merkliste/", "/gibt-es-nicht/"])
def test_from_every_page_a_number_is_two_taps_away(client, path):
    AccessModeFactory()
    page = parsed(client.get(path))
    jump = [link for link in page.findall(".//header//a") if link.get("href") == "#hilfe-sofort"]
    band = page.find(".//section[@id='hilfe-sofort']")
    calls = [link.get("href") for link in band.findall(".//a")]
    assert (len(jump) == 1 or path == "/gibt-es-nicht/", calls[0], calls[-1]) == (True, "tel:112", NUMBERS)


def test_the_page_of_the_numbers_is_no_older_than_a_minute(client):
    answer = client.get(NUMBERS)
    assert (answer.headers["Cache-Control"], answer.has_header("ETag")) == ("public, max-age=60", False)
