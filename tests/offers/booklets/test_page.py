"""The booklet as a page."""

from urllib.parse import quote

import pytest

from network.models import Facility
from offers.booklets import reading
from offers.models import BookletChapter, Offer, ParentGuide
from tests.network.factories import ContactPointFactory, FacilityFactory, UnitKindFactory, person
from tests.offers.booklets.district import PAGE, PDF, PRINTER, kind
from tests.offers.factories import OfferFactory
from tests.pdfs import read_pdf, words_of
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db


def chapters(answer) -> list[str]:
    return [
        one.get("id").removeprefix("kapitel-") for one in parsed(answer).iter("h2") if "kapitel" in one.get("id", "")
    ]


def chapter(answer, kind: str):
    return parsed(answer).find(f".//section[@aria-labelledby='kapitel-{kind}']")


def phase(answer, code: str):
    return parsed(answer).find(f".//section[@aria-labelledby='phase-{code}']")


def offers_in(found) -> list[str]:
    return [one.get("data-offer") for one in found.iter("li") if one.get("data-offer")]


def test_a_booklet_has_every_chapter_that_there_is_something_for(client, town):
    assert chapters(client.get(PAGE)) == [
        *("welcome", "map", "team", "centres", "chain", "facilities"),
        *("midwives", "practices", "offices", "leads", "emergency"),
    ]


def test_the_city_welcomes_by_name(client, town, municipality):
    told = text_of(chapter(client.get(PAGE), "welcome"))
    assert (municipality.name in told, "Sozialraum Rheydt Ost" in told, "{" in told) == (True, True, False)


def test_an_offer_is_told_in_its_first_phase_and_named_in_the_later_ones(client, town):
    answer = client.get(PAGE)
    told = {code: offers_in(phase(answer, code)) for code in ("baby", "toddler", "jedes-alter")}
    assert told == {
        "baby": ["krabbelgruppe", "babymassage"],
        "toddler": ["turnen"],
        "jedes-alter": ["beratung"],
    }
    again = phase(answer, "toddler").findall(".//a[@href='#angebot-krabbelgruppe']")
    assert [text_of(one) for one in again] == ["Krabbelgruppe"]


def test_a_phase_without_any_offer_is_left_out(client, town):
    assert phase(client.get(PAGE), "school") is None


def test_an_offer_says_where_when_and_for_whom(client, town):
    told = text_of(parsed(client.get(PAGE)).find(".//li[@id='angebot-krabbelgruppe']"))
    wanted = ("Mülfort", "mittwochs, 9:30–11 Uhr", "für Kinder unter 3 Jahren", "0221 4710-201")
    assert [word for word in wanted if word not in told] == []


def test_houses_stand_in_their_chapter_and_the_nearest_elsewhere_only_of_kinds_with_one(client, town):
    answer = client.get(PAGE)
    told = {name: [one.get("id") for one in chapter(answer, name).iter("li")] for name in ("facilities", "midwives")}
    slugs = {name: f"haus-{house.slug}" for name, house in town.houses.items()}
    assert told == {"facilities": [slugs["Kita Sonnenschein"]], "midwives": [slugs["Hebammen am Markt"]]}
    assert "Die nächsten in der Stadt" in text_of(chapter(answer, "midwives"))


def test_contacts_are_functions_and_those_for_professionals_alone_stand_nowhere(client, town):
    answer = client.get(PAGE)
    names = [text_of(one) for one in chapter(answer, "team").iter("h3")]
    assert (names, "Interne Stelle" in text_of(parsed(answer))) == (["HOME-Partnerin in Mülfort"], False)


def test_the_team_comes_first_then_who_is_there_for_a_district_then_who_is_there_for_more(client, town):
    team = UnitKindFactory(code="team", answers_first=True)
    ContactPointFactory(function="Team Rheydt Ost", unit=team, order=9).social_spaces.add(town.space)
    ContactPointFactory(function="Frühe Hilfen", order=1).social_spaces.add(town.space, SocialSpaceFactory())
    names = [text_of(one) for one in chapter(client.get(PAGE), "team").iter("h3")]
    assert names == ["Team Rheydt Ost", "HOME-Partnerin in Mülfort", "Frühe Hilfen"]


def test_of_houses_elsewhere_only_the_nearest_few_are_told(client, town):
    for number in range(reading.MOST_ELSEWHERE["centres"] + 2):
        FacilityFactory(name=f"Zentrum {number}", kind=kind("centres"), district=DistrictFactory(column=4 + number))
    found = [text_of(one) for one in chapter(client.get(PAGE), "centres").iter("h4")]
    assert found == [f"Zentrum {number}" for number in range(reading.MOST_ELSEWHERE["centres"])]


def test_the_lead_and_the_emergency_numbers_are_told(client, town):
    answer = client.get(PAGE)
    told = (text_of(chapter(answer, "leads")), text_of(chapter(answer, "emergency")))
    assert ("Frühe Hilfen: Caritas" in told[0], "0800 111 0550" in told[1]) == (True, True)


def test_the_map_says_its_districts_and_numbers_the_houses_as_the_list_does(client, town):
    found = chapter(client.get(PAGE), "map").find(".//{*}svg")
    words = found.get("aria-label")
    assert words.startswith("Karte des Sozialraums mit Mülfort. Häuser: 1 Familienzentrum Mitte, 2 Kita Sonnenschein")
    numbered = chapter(client.get(PAGE), "facilities").find(".//span[@class='booklet-number']")
    assert text_of(numbered) == "Auf der Karte Nummer 2"


def test_the_index_names_everything_in_the_order_of_german_dictionaries(client, town):
    OfferFactory(title="Äpfel pflücken", slug="aepfel", ages=(0, 12), district=town.ground.district)
    index = parsed(client.get(PAGE)).find(".//section[@aria-labelledby='stichwoerter']")
    names = [text_of(one) for one in index.iter("a")]
    assert names[:3] == ["Äpfel pflücken", "Babymassage", "Beratung"]
    targets = {one.get("id") for one in parsed(client.get(PAGE)).iter() if one.get("id")}
    assert [one.get("href") for one in index.iter("a") if one.get("href")[1:] not in targets] == []


@pytest.mark.parametrize("path", [PAGE, PDF])
def test_a_confidential_address_stands_in_no_booklet(client, town, path):
    secret = FacilityFactory(
        name="Schutzhaus",
        kind=kind(""),
        district=town.ground.district,
        street="Geheime Gasse 7",
        address_is_confidential=True,
    )
    OfferFactory(title="Schutz", slug="schutz", facility=secret, district=town.ground.district, ages=(0, 12))
    OfferFactory(
        title="Hilfe",
        slug="hilfe",
        street="Geheime Gasse 9",
        address_is_confidential=True,
        district=town.ground.district,
    )
    if path == PAGE:
        told = client.get(path).content.decode()
        assert ("angebot-schutz" in told, "Geheime Gasse" in told, "Schutzhaus" in told) == (True, False, False)
    else:
        told = words_of(read_pdf(client.get(path)))
        assert ("Schutz" in told, "Geheime Gasse" in told, "Schutzhaus" in told) == (True, False, False)


def test_what_is_not_for_families_is_in_no_booklet(client, town):
    here = {"district": town.ground.district, "ages": (0, 12)}
    OfferFactory(title="Nur Profis", slug="profis", visibility="professionals", **here)
    OfferFactory(title="Entwurf", slug="entwurf", status="draft", **here)
    FacilityFactory(name="Verborgen", kind=kind(""), district=town.ground.district, is_public=False)
    told = client.get(PAGE).content.decode()
    assert [name for name in ("Nur Profis", "Entwurf", "Verborgen") if name in told] == []


def test_more_offers_than_a_booklet_holds_are_counted(client, town, monkeypatch):
    monkeypatch.setattr(reading, "OF_PHASES", reading.OF_PHASES.replace(f"LIMIT {reading.MOST_HERE}", "LIMIT 2"))
    for number in range(3):
        OfferFactory(title=f"Viele {number}", ages=(72, 120), district=town.ground.district)
    found = phase(client.get(PAGE), "school")
    link = found.findall(".//a")[-1]
    assert (len(offers_in(found)), text_of(link), link.get("href")) == (
        2,
        "Ein weiteres Angebot in der Suche",
        "/angebote/?sozialraum=rheydt-ost",
    )


def test_an_empty_social_space_has_a_short_booklet(client, municipality):
    SocialSpaceFactory(name="Leer", slug="leer")
    answer = client.get("/elternbegleitbuch/leer/")
    assert (answer.status_code, chapters(answer)) == (200, ["welcome", "emergency"])


@pytest.mark.parametrize("path", ["/elternbegleitbuch/leer/", "/elternbegleitbuch/leer.pdf"])
def test_a_city_that_keeps_no_numbers_tells_the_two_that_everybody_needs(client, municipality, path):
    SocialSpaceFactory(name="Leer", slug="leer")
    numbers = "Rettungsdienst und Feuerwehr: 112. Polizei: 110."
    told = words_of(read_pdf(client.get(path))) if path.endswith("pdf") else text_of(parsed(client.get(path)))
    assert " ".join(told.split()).count(numbers) == 1


@pytest.mark.parametrize("path", [PAGE, PDF, "/elternbegleitbuch/"])
def test_the_booklet_is_public_kept_by_caches_and_only_read(client, town, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, client.post(path).status_code) == (200, 304, 405)
    assert ("public" in first.headers["Cache-Control"], first.cookies.keys()) == (True, set())


@pytest.mark.parametrize("path", ["/elternbegleitbuch/nirgends/", "/elternbegleitbuch/nirgends.pdf"])
def test_there_is_no_booklet_of_what_is_no_social_space(client, municipality, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [PAGE, PDF, "/elternbegleitbuch/"])
def test_there_is_no_booklet_in_a_language_that_the_content_does_not_have(client, town, path, settings):
    settings.LANGUAGES = [("tr", "Türkçe")]
    assert client.get(path).status_code == 404


def test_a_change_is_seen_at_once(client, town):
    first = client.get(PAGE)
    Offer.objects.filter(slug="krabbelgruppe").update(title="Spielkreis")
    again = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, "Spielkreis" in again.content.decode()) == (200, True)


def test_what_a_coordination_wrote_and_ordered_is_shown(client, town):
    booklet = ParentGuide.objects.create(social_space=town.space)
    told = [("emergency", True, ""), ("own", True, "Bei uns in {sozialraum}."), ("facilities", False, "")]
    BookletChapter.objects.bulk_create(
        BookletChapter(booklet=booklet, kind=kind, position=place, is_shown=shown, text=text)
        for place, (kind, shown, text) in enumerate(told, 1)
    )
    answer = client.get(PAGE)
    assert (chapters(answer)[:3], "facilities" in chapters(answer)) == (["emergency", "own", "welcome"], False)
    assert "Bei uns in Rheydt Ost." in text_of(chapter(answer, "own"))
    # A house of a chapter that is not shown has no number on the map either.
    assert "Kita Sonnenschein" not in chapter(answer, "map").find(".//{*}svg").get("aria-label")


def test_the_list_leads_to_all_booklets_and_the_space_and_the_district_to_theirs(client, town):
    cards = [one.get("href") for one in parsed(client.get("/elternbegleitbuch/")).findall(".//ul[@class='cards']//a")]
    assert cards == [PAGE]
    for path in ("/sozialraeume/rheydt-ost/", "/stadtteile/muelfort/"):
        assert [one.get("href") for one in parsed(client.get(path)).iter("a")].count(PAGE) == 1


@pytest.mark.parametrize("path", ["/", "/stadtteile/", "/merkliste/"])
def test_pages_where_families_look_for_it_lead_to_all_booklets(client, town, path):
    links = [one.get("href") for one in parsed(client.get(path)).find(".//main").iter("a")]
    assert links.count("/elternbegleitbuch/") == 1


def test_a_city_without_social_spaces_says_so(client, municipality):
    assert "Noch gibt es kein Heft." in text_of(parsed(client.get("/elternbegleitbuch/")))


def test_the_page_leads_to_both_forms_of_the_booklet(client, town):
    links = [one.get("href") for one in parsed(client.get(PAGE)).iter("a")]
    assert [links.count(PDF), links.count(PRINTER)] == [1, 1]


def test_the_page_is_passed_on_by_mail_and_its_print_by_a_code(client, town, settings):
    found = parsed(client.get(PAGE))
    mails = [one.get("href") for one in found.iter("a") if one.get("href").startswith("mailto:?")]
    address = quote(f"{settings.PORTAL_ADDRESS}{PAGE}")
    assert mails == [f"mailto:?subject=Elternbegleitbuch%20Rheydt%20Ost&body={address}"]
    assert [text_of(one) for one in found.findall(".//div[@class='printed-code']")] == [
        f"Immer aktuell: http://testserver{PAGE}"
    ]


def cost(client, django_assert_max_num_queries, path: str, most: int = 40) -> int:
    with django_assert_max_num_queries(most) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_page_costs_the_same_for_few_and_for_many(client, town, django_assert_max_num_queries):
    client.get(PAGE)
    Facility.objects.update(opening_note="montags")
    few = cost(client, django_assert_max_num_queries, PAGE)
    for number in range(12):
        OfferFactory(title=f"Mehr {number}", ages=(0, 12), district=town.ground.district)
        FacilityFactory(kind=kind("midwives"), district=town.ground.district)
    many = cost(client, django_assert_max_num_queries, PAGE)
    assert (many - few, many <= 16) == (0, True)
    with django_assert_max_num_queries(1):
        client.get(PAGE)


def test_who_is_logged_in_sees_what_everybody_sees(client, town):
    before = client.get(PAGE).content
    client.force_login(person("steering"))
    assert client.get(PAGE).content == before
