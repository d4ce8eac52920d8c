"""Places, ages, costs and times among the words of a search."""

import pytest
from django.http import QueryDict

from offers.filters import address, read
from offers.models import WordGroup
from offers.search import applied
from offers.search.choices import read_choices
from sozialraum.models import District
from tests.offers.factories import AgeStepFactory, LanguageFactory, OfferFactory, OnlineFactory, ScheduleFactory
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory, SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db
LIST = "/angebote/"


@pytest.fixture
def city(municipality):
    for number, name in enumerate(["Eicken", "Rheydt", "Am Wasserturm", "Neuwerk-Mitte", "Garten"]):
        DistrictFactory(name=name, slug=name.lower().replace(" ", "-"), code=f"01{number:02}", column=number)
    PostcodeFactory(code="41061")
    AgeStepFactory(code="0-3-monate", name="0–3 Monate", ages=(0, 4))
    AgeStepFactory(code="4-12-monate", name="4–12 Monate", ages=(4, 13))
    AgeStepFactory(code="1-jahr", name="1 Jahr", ages=(12, 24))
    LanguageFactory(code="tr", name="Türkisch")
    LanguageFactory(code="de", name="Deutsch")
    OnlineFactory()


def question(text: str, **more: str):
    query = QueryDict(mutable=True)
    query.update({"q": text} | more)
    return read(query, read_choices())


def understood(text: str) -> tuple[str, list[str]]:
    criteria = question(text).criteria
    return criteria.text, [one.parameter for one in applied(criteria) if not one.parameter.startswith("q=")]


@pytest.mark.parametrize(
    ("typed", "text", "filters"),
    [
        ("Krabbelgruppe Rheydt", "Krabbelgruppe", ["stadtteil=rheydt"]),
        ("Krabbelgruppe in Rheydt", "Krabbelgruppe", ["stadtteil=rheydt"]),
        ("Hebamme 41061", "Hebamme", ["plz=41061"]),
        ("Turnen am Wasserturm", "Turnen", ["stadtteil=am-wasserturm"]),
        ("Turnen Neuwerk", "Turnen", ["stadtteil=neuwerk-mitte"]),
        ("Turnen Rheidt", "Turnen", ["stadtteil=rheydt"]),
        ("Kurs 2 Jahre kostenlos", "Kurs", ["kostenlos=1", "monate=24"]),
        ("Sport ohne Geld", "Sport", ["kostenlos=1"]),
        ("football ücretsiz", "football", ["kostenlos=1"]),
        ("heute Nachmittag Turnen", "Turnen", ["wann=heute", "tageszeit=nachmittag"]),
        ("Turnen Samstag morgen", "Turnen", ["wochentag=sa", "tageszeit=vormittag"]),
        ("heute morgen Turnen", "Turnen", ["wann=heute", "tageszeit=vormittag"]),
        ("morgen früh Turnen", "Turnen", ["wann=morgen", "tageszeit=vormittag"]),
        ("Turnen freie Plätze", "Turnen", ["frei=1"]),
        ("Turnen morgen", "Turnen", ["wann=morgen"]),
        ("Turnen diese Woche", "Turnen", ["wann=woche"]),
        ("swimming saturday", "swimming", ["wochentag=sa"]),
        ("Turnen cumartesi", "Turnen", ["wochentag=sa"]),
        ("Turnen в субботу", "Turnen в", ["wochentag=sa"]),
        ("Spielkreis für Zweijährige", "Spielkreis", ["monate=24"]),
        ("Turnen 4 Monate", "Turnen", ["monate=4"]),
        ("Turnen ab 7", "Turnen", ["monate=84"]),
        ("Turnen unter 3", "Turnen", ["alter=0-3-monate", "alter=1-jahr", "alter=4-12-monate"]),
        ("Turnen unter zwei Jahren", "Turnen", ["alter=0-3-monate", "alter=1-jahr", "alter=4-12-monate"]),
        ("Turnen unter Dreijährige", "Turnen", ["alter=0-3-monate", "alter=1-jahr", "alter=4-12-monate"]),
        ("Turnen bis 1", "Turnen", ["alter=0-3-monate", "alter=4-12-monate"]),
        ("Spielgruppe 0-3", "Spielgruppe", ["alter=0-3-monate", "alter=1-jahr", "alter=4-12-monate"]),
        ("Spielgruppe 1 bis 2", "Spielgruppe", ["alter=1-jahr", "alter=4-12-monate"]),
        ("Elterncafé mittwochs vormittag", "Elterncafé", ["wochentag=mi", "tageszeit=vormittag"]),
        ("Elterncafé am Mittwochvormittag", "Elterncafé", ["wochentag=mi", "tageszeit=vormittag"]),
        ("Turnen am Wochenende", "Turnen", ["wochentag=sa", "wochentag=so"]),
        ("Treff ohne Anmeldung", "Treff", ["ohne-anmeldung=1"]),
        ("Elterncafé auf Türkisch", "Elterncafé", ["sprache=tr"]),
        ("Beratung online", "Beratung", ["zugang=online"]),
        ("Eicken kostenlos", "", ["stadtteil=eicken", "kostenlos=1"]),
    ],
)
def test_words_that_name_a_filter_become_one(city, typed, text, filters):
    assert understood(typed) == (text, filters)


def test_a_word_for_a_child_becomes_its_steps_and_stays_a_word(city):
    assert understood("Baby Massage") == ("Baby Massage", ["alter=0-3-monate", "alter=4-12-monate"])


@pytest.mark.parametrize(
    "typed",
    ["Isarstraße 3-5", "Treff bis 16 Uhr", "Treff ab 18 Uhr", "Betreuung 3-4 Stunden", "Turnen 3-1", "Treff 30-40"],
)
def test_numbers_of_houses_hours_and_things_are_no_ages(city, typed):
    assert understood(typed) == (typed, [])


def test_an_age_and_a_word_that_says_little_find_what_is_for_it(client, city):
    OfferFactory(title="Turnen", ages=(12, 36), is_citywide=True)
    OfferFactory(title="Spielgruppe", summary="Ein Kurs.", ages=(12, 36), is_citywide=True)
    OfferFactory(title="Kurs für Teenager", ages=(156, 216), is_citywide=True)
    page = parsed(client.get(LIST, {"q": "Kurs 1 Jahr"}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == ["Spielgruppe", "Turnen"]


def test_a_word_for_an_age_need_not_occur_beside_another_word(client, city):
    AgeStepFactory(code="14-17-jahre", name="14–17 Jahre", ages=(168, 216))
    OfferFactory(title="Tanzen", ages=(132, 204), is_citywide=True)
    page = parsed(client.get(LIST, {"q": "Teenager Tanzen"}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == ["Tanzen"]


def test_a_language_is_understood_beside_a_phrase_of_the_thesaurus(city):
    WordGroup.objects.create(name="Sprachen", said=["Beratung Türkisch"], meant=["Migrationsberatung"])
    assert understood("Beratung auf Türkisch Schwangerschaft") == ("Beratung Schwangerschaft", ["sprache=tr"])


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Pe-Kip", "PEKiP im Treff"),
        ("Girlsday", "Girls’ Day"),
        ("Bewerbung", "Gemeinsam bewerben"),
        ("mein Sohn zockt", "Zocken und reden"),
        ("Impfberatung", "Beratung zu Impfungen"),
        ("Schuluntersuchung", "Schuleingangsuntersuchung"),
        ("Ü16 Jugend", "Jugendtreff"),
    ],
)
def test_one_word_or_two_noun_or_verb_find_the_same(client, city, typed, title):
    OfferFactory(title=title, is_citywide=True)
    page = parsed(client.get(LIST, {"q": typed}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == [title]


def test_a_phrase_whose_meaning_no_offer_has_still_asks_for_its_words(client, city):
    WordGroup.objects.create(name="Bewerbung", said=["Lebenslauf schreiben"], meant=["Bewerbungswerkstatt"])
    OfferFactory(title="Lebenslauf schreiben", is_citywide=True)
    page = parsed(client.get(LIST, {"q": "Lebenslauf schreiben"}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == ["Lebenslauf schreiben"]


@pytest.mark.parametrize("typed", ["Deutsch lernen", "Garten", "Babymassage", "3 Hebammen", "Elternabend", "Eickener"])
def test_words_that_only_look_like_filters_stay_words(city, typed):
    OfferFactory(title="Deutsch lernen Garten Elternabend Eickener")
    assert understood(typed) == (typed, [])


def test_a_place_that_is_a_common_word_is_meant_after_in(city):
    assert understood("Turnen in Garten") == ("Turnen", ["stadtteil=garten"])


def test_a_phrase_of_the_thesaurus_stays_together(city):
    WordGroup.objects.create(name="Schreien", said=["Baby schreit"], meant=["Schreiambulanz"])
    assert understood("Baby schreit") == ("Baby schreit", [])


def test_a_filter_that_is_set_is_not_looked_for_among_the_words(city):
    criteria = question("Turnen Rheydt", stadtteil="eicken").criteria
    assert (criteria.text, [place.value for place in criteria.places]) == ("Turnen Rheydt", ["eicken"])


def test_what_is_taken_literally_has_no_filters(city):
    asked = question("Turnen Rheydt", woertlich="1")
    assert (asked.criteria.text, asked.criteria.places, asked.as_typed) == ("Turnen Rheydt", (), None)


def test_each_filter_goes_by_itself_and_does_not_come_back(city):
    criteria = question("Baby Massage Rheydt").criteria
    addresses = {one.parameter: address(LIST, one.without) for one in applied(criteria)}
    assert addresses["stadtteil=rheydt"] == f"{LIST}?q=Baby+Massage&woertlich=1&alter=0-3-monate&alter=4-12-monate"
    assert addresses["q=Baby Massage"] == f"{LIST}?stadtteil=rheydt&alter=0-3-monate&alter=4-12-monate"


def test_the_page_shows_the_filters_and_the_way_to_have_the_words_as_they_stand(client, city):
    OfferFactory(title="Turnen", district=None, is_citywide=True)
    page = parsed(client.get(LIST, {"q": "Turnen Rheydt"}))
    chips = [one.get("data-filter") for one in page.findall(".//a[@data-filter]")]
    literal = [one.get("href") for one in page.iter("a") if text_of(one) == "Wörtlich suchen"]
    assert (chips, literal) == (["q=Turnen", "stadtteil=rheydt"], [f"{LIST}?q=Turnen+Rheydt&woertlich=1"])


def test_taken_literally_the_page_offers_no_way_to_that(client, city):
    page = parsed(client.get(LIST, {"q": "Turnen Rheydt", "woertlich": "1"}))
    assert [one for one in page.iter("a") if text_of(one) == "Wörtlich suchen"] == []


def test_where_nothing_fits_the_filters_the_words_alone_answer_and_that_is_said(client, city):
    ScheduleFactory(offer=OfferFactory(title="Yoga"), weekday=0)
    page = parsed(client.get(LIST, {"q": "Yoga samstags"}))
    titles = [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")]
    chips = [one.get("data-filter") for one in page.findall(".//a[@data-filter]")]
    said = "Mit Ort, Alter oder Zeit aus Ihren Worten passt gerade nichts. Hier ist, was wir ohne diese Angaben gefunden haben."
    assert (titles, chips, said in text_of(page)) == (["Yoga"], ["q=Yoga samstags"], True)


def test_what_became_a_filter_need_not_be_said_where_nothing_fits_it(client, city):
    ScheduleFactory(offer=OfferFactory(title="Yoga"), weekday=0)
    ScheduleFactory(offer=OfferFactory(title="Markt samstags"), weekday=0)
    page = parsed(client.get(LIST, {"q": "Yoga samstags"}))
    found = [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")]
    assert (found, "was wir ohne diese Angaben gefunden haben" in text_of(page)) == (["Yoga"], True)


def test_where_no_offer_has_a_word_what_was_understood_still_answers_and_that_is_said(client, city):
    for name in ("Eicken", "Rheydt"):
        OfferFactory(title=f"Treff {name[0]}", district=District.objects.get(name=name))
    page = parsed(client.get(LIST, {"q": "Xylofantik Eicken"}))
    found = [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")]
    said = "Zu Ihren Worten haben wir nichts gefunden. Hier ist, was zu Ort, Alter oder Zeit passt."
    assert (found, said in text_of(page)) == (["Treff E"], True)


def test_where_neither_words_nor_place_find_anything_the_words_stay_in_the_form(client, city):
    page = parsed(client.get(LIST, {"q": "Xylofantik Eicken"}))
    assert [one.get("value") for one in page.iter("input") if one.get("name") == "q"] == ["Xylofantik"]


def test_what_fits_the_age_as_a_whole_comes_before_what_touches_it(client, city):
    AgeStepFactory(code="6-jahre", name="6 Jahre", ages=(72, 84))
    AgeStepFactory(code="9-jahre", name="9 Jahre", ages=(108, 120))
    OfferFactory(title="Angebot A", ages=(60, 74))
    OfferFactory(title="Angebot B", ages=(72, 120))
    page = parsed(client.get(LIST, {"q": "Grundschulkind"}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == ["Angebot B", "Angebot A"]


def test_that_it_is_an_offer_says_nothing_beside_an_age(client, city):
    OfferFactory(title="Ferienangebot", ages=(60, 216))
    OfferFactory(title="Klub", ages=(168, 204))
    page = parsed(client.get(LIST, {"q": "Angebote 15 Jahre"}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == ["Klub", "Ferienangebot"]


def test_a_misspelt_word_is_put_right_and_said(client, city):
    OfferFactory(title="Frühförderung")
    page = parsed(client.get(LIST, {"q": "Früförderung"}))
    right = [(text_of(one), one.get("href")) for one in page.findall(".//div[@class='search-summary']/p/a")]
    assert ("Frühförderung", f"{LIST}?q=Fr%C3%BChf%C3%B6rderung") in right


def test_words_that_answer_are_marked_in_title_and_summary(client, city):
    OfferFactory(title="Väter <b>kochen</b>", summary="Ein Vater zeigt, wie es geht.")
    page = parsed(client.get(LIST, {"q": "Vater"}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']//mark")] == ["Väter", "Vater"]


def test_the_social_space_is_understood_too(city):
    SocialSpaceFactory(name="Rheydt Ost", slug="rheydt-ost", code="5")
    assert understood("Hebamme Rheydt Ost") == ("Hebamme", ["sozialraum=rheydt-ost"])
