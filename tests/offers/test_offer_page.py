"""The page of an offer: everything that a family needs to go there, and nothing that is not for everybody."""

import datetime
import json
import re
from base64 import b64decode

import html5lib
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from offers.district_map import drawing
from offers.models import Offer
from tests.network.factories import AccessibilityFeatureFactory, FacilityFactory, PartnerFactory
from tests.offers.factories import (
    HomeVisitFactory,
    LanguageFactory,
    LifeSituationFactory,
    OfferFactory,
    OfferTypeFactory,
    OnlineFactory,
    ProgrammeFactory,
    RegistrationNeededFactory,
    ScheduleFactory,
    TargetGroupFactory,
    TopicFactory,
)
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, MunicipalityFactory, SocialSpaceFactory, centre

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)


def words(response) -> str:
    """Return the words of a page's main part, blanks joined."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def rows(response) -> dict[str, str]:
    """Return the facts of a page: label and words."""
    found = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", response.content.decode(), re.DOTALL)
    return {re.sub(r"<[^>]+>", "", label): " ".join(re.sub(r"<[^>]+>", " ", text).split()) for label, text in found}


def rich_offer(many: int) -> Offer:
    """Return an offer with everything that a page can show, `many` times where there can be several."""
    partner = PartnerFactory(phone="0221 4710-210", website="https://www.example.org/")
    facility = FacilityFactory(partner=partner, name="Familienzentrum", street="Beispielweg 12", city="Musterstadt")
    facility.accessibility.set([AccessibilityFeatureFactory(code=f"f-{n}", name=f"Rampe {n}") for n in range(many)])
    districts = [DistrictFactory(name=f"Viertel {n}") for n in range(many)]
    offer = OfferFactory(
        slug="elterncafe",
        title="Elterncafé & Frühstück",
        description="Wir decken den Tisch.\n\nKommen Sie vorbei.",
        provider=partner,
        facility=facility,
        programme=ProgrammeFactory(name="HOME", description="Hilfe und Orientierung"),
        catchment_districts=districts,
        topics=[TopicFactory(name=f"Thema {n}") for n in range(many)],
        interpreter_possible=True,
        accepts_education_package=True,
        accepts_family_card=True,
        sibling_care=True,
        places=12,
        cost_note="Das Frühstück kostet 2 Euro.",
        registration_note="Einfach kommen.",
        place_note="Eingang über den Hof",
        time_note="An Karneval fällt es aus.",
        gender_focus=Offer.GenderFocus.FATHERS,
        url="https://www.example.org/cafe/",
        email="cafe@example.org",
        is_example=True,
    )
    offer.catchment_social_spaces.set([SocialSpaceFactory(name=f"Raum {n}") for n in range(many)])
    offer.languages.set([LanguageFactory(code=f"l{n}", name=f"Sprache {n}") for n in range(many)])
    offer.target_groups.set([TargetGroupFactory(name=f"Gruppe {n}") for n in range(many)])
    offer.life_situations.set([LifeSituationFactory(name=f"Lage {n}") for n in range(many)])
    offer.accessibility.set([AccessibilityFeatureFactory(code=f"o-{n}", name=f"Lift {n}") for n in range(many)])
    offer.cooperation_partners.set([PartnerFactory(name=f"Mit {n}") for n in range(many)])
    for n in range(many):
        ScheduleFactory(offer=offer, starts=datetime.time(8 + n), ends=datetime.time(9 + n))
    return offer


def test_a_page_tells_what_a_family_needs_to_go_there(client):
    rich_offer(2)
    response = client.get("/angebote/elterncafe/")
    assert response.status_code == 200
    facts = rows(response)
    assert list(facts) == [
        "Wann", "Wo", "Für wen", "Besonders da für Sie", "Kosten", "Anmeldung", "Plätze", "Sprachen",
        "Barrierefreiheit", "Gut zu wissen", "Themen", "Teil von",
    ]  # fmt: skip
    assert facts["Wann"].startswith(
        "Mittwochs, 8–9 Uhr Mittwochs, 9–10 Uhr An Karneval fällt es aus. Die nächsten Termine:"
    )
    assert facts["Für wen"] == (
        "Für Kinder unter 3 Jahren Gruppe 0, Gruppe 1 Für Väter Familien aus Raum 0, Raum 1, Viertel 0 und Viertel 1"
    )
    assert facts["Besonders da für Sie"] == "Lage 0 Lage 1"
    assert facts["Kosten"] == (
        "Kostenlos Das Frühstück kostet 2 Euro. Zuschuss aus dem Paket für Bildung und Teilhabe ist möglich."
        " Die Familienkarte gilt hier."
    )
    assert facts["Anmeldung"] == "Ohne Anmeldung Einfach kommen."
    assert facts["Sprachen"] == "Sprache 0, Sprache 1 Wenn Sie möchten, kommt jemand zum Dolmetschen dazu."
    assert facts["Barrierefreiheit"] == "Lift 0 Lift 1 Rampe 0 Rampe 1"
    assert facts["Gut zu wissen"] == "Geschwister werden in dieser Zeit betreut."
    assert facts["Plätze"] == "Es gibt 12 Plätze."
    assert facts["Teil von"] == "HOME Hilfe und Orientierung"


def test_a_page_tells_where(client):
    offer = rich_offer(1)
    where = rows(client.get("/angebote/elterncafe/"))["Wo"]
    assert where == (
        f"Vor Ort Familienzentrum Beispielweg 12 41061 Musterstadt Stadtteil: {offer.facility.district.name}"
        " Eingang über den Hof Auf einer Karte ansehen (openstreetmap.org)"
    )


def test_five_dates_are_shown(client):
    ScheduleFactory(offer=OfferFactory(slug="treff"))
    assert (
        client.get("/angebote/treff/").content.decode().count('<span class="times-note"><bdi>9:30–11 Uhr</bdi></span>')
        == 5
    )


def test_the_offer_leads_to_who_offers_it_with_whom_and_where(client):
    offer = rich_offer(1)
    hidden = PartnerFactory(name="Nicht öffentlich", is_public=False)
    offer.cooperation_partners.add(hidden)
    page = client.get("/angebote/elterncafe/").content.decode()
    partner = offer.cooperation_partners.exclude(pk=hidden.pk).get()
    for path in (
        f"/partner/{offer.provider.slug}/",
        f"/partner/{partner.slug}/",
        f"/einrichtungen/{offer.facility.slug}/",
        f"/stadtteile/{offer.facility.district.slug}/",
        f"/angebote/?stadtteil={offer.facility.district.slug}",
        "/angebote/elterncafe/termine.ics",
        "tel:02214710210",
        "mailto:cafe@example.org",
        "https://www.example.org/cafe/",
    ):
        assert f'href="{path}"' in page
    assert hidden.name not in page


@pytest.mark.parametrize("is_public", [True, False])
def test_a_provider_that_has_no_public_page_is_named_without_a_link(client, is_public):
    partner = PartnerFactory(name="Träger", is_public=is_public)
    OfferFactory(slug="treff", provider=partner)
    page = client.get("/angebote/treff/").content.decode()
    assert (f'href="/partner/{partner.slug}/"' in page) is is_public
    assert "Träger" in page


@pytest.mark.parametrize("hide", [{"is_public": False}, {"partner__is_public": False}], ids=str)
def test_a_facility_that_has_no_public_page_is_named_without_a_link(client, hide):
    facility = FacilityFactory(name="Haus am Markt", **hide)
    OfferFactory(slug="treff", facility=facility)
    page = client.get("/angebote/treff/").content.decode()
    assert f"/einrichtungen/{facility.slug}/" not in page
    assert "Haus am Markt" in page


def test_little_is_known_and_the_page_says_so(client):
    OfferFactory(slug="treff", confirmed_at=None)
    response = client.get("/angebote/treff/")
    assert rows(response) == {
        "Wann": "Bitte fragen Sie nach den Zeiten.",
        "Wo": "Vor Ort",
        "Für wen": "Für Kinder unter 3 Jahren",
        "Kosten": "Kostenlos",
        "Anmeldung": "Ohne Anmeldung",
    }
    assert "Diese Angaben hat noch niemand bestätigt. Bitte fragen Sie vorher kurz nach." in words(response)
    assert "termine.ics" not in response.content.decode()


def test_an_office_of_an_offer_that_comes_home_is_not_its_place(client):
    OfferFactory(slug="besuch", street="Beispielweg 1", city="Musterstadt", access_modes=[HomeVisitFactory()])
    response = client.get("/angebote/besuch/")
    assert rows(response)["Wo"] == "Zu Hause Das Büro finden Sie hier: Beispielweg 1 Musterstadt"
    assert "kommt zu Ihnen nach Hause" in words(response)


def test_a_stale_page_warns(client):
    OfferFactory(slug="treff", confirmed_at=datetime.date(2024, 5, 2), next_review=YESTERDAY)
    response = client.get("/angebote/treff/")
    assert 'class="notice notice-warning"' in response.content.decode()
    assert "Diese Angaben hat seit dem 2. Mai 2024 niemand bestätigt." in words(response)


def test_an_offer_with_registration_on_the_internet_leads_there(client):
    OfferFactory(slug="kurs", registration=RegistrationNeededFactory(), registration_url="https://kurse.example.org/7")
    page = client.get("/angebote/kurs/").content.decode()
    assert '<a class="button button-primary" href="https://kurse.example.org/7">' in page


def test_a_picture_is_shown_with_its_description_and_can_be_fetched(client):
    OfferFactory(slug="treff", image=ContentFile(PNG, "tisch.png"), image_alt="Ein gedeckter Tisch")
    page = client.get("/angebote/treff/").content.decode()
    path = re.search(r'<img src="(/media/angebote/tisch[^"]*.png)" alt="Ein gedeckter Tisch" loading="lazy">', page)[1]
    response = client.get(path)
    assert response["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content) == PNG
    assert client.get("/media/angebote/fehlt.png").status_code == 404


def test_search_engines_get_title_summary_and_data(client):
    MunicipalityFactory()
    offer = rich_offer(1)
    page = client.get("/angebote/elterncafe/").content.decode()
    district = offer.facility.district.name
    assert f"<title>Elterncafé &amp; Frühstück ({district}) · Familienportal Musterstadt</title>" in page
    assert '<meta name="description" content="Ein Treffen für Familien.">' in page
    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert [thing["@type"] for thing in data["@graph"]] == ["Event"] * 5
    assert data["@graph"][0]["url"] == "http://testserver/angebote/elterncafe/"


def test_the_way_to_share_is_a_mail_and_the_plain_address(client):
    OfferFactory(slug="treff", title="Café & Co", summary="Zeit für Sie.")
    page = client.get("/angebote/treff/?utm_source=x").content.decode()
    body = "Zeit%20f%C3%BCr%20Sie.%0A%0Ahttp%3A//testserver/angebote/treff/"
    assert f'href="mailto:?subject=Caf%C3%A9%20%26%20Co&amp;body={body}"' in page
    assert "<bdi>http://testserver/angebote/treff/</bdi>" in page


@pytest.mark.parametrize("many", [0, 1, 3])
def test_the_html_has_no_error(client, many):
    rich_offer(many)
    html5lib.HTMLParser(strict=True).parse(client.get("/angebote/elterncafe/").content)


@pytest.mark.parametrize("many", [1, 5])
def test_a_page_asks_nine_questions_however_much_there_is_to_say(client, django_assert_num_queries, many):
    MunicipalityFactory()
    rich_offer(many)
    drawing.cache_clear()
    # The version of the content, the offer, its words, its times and closures, what it is and offers like it, the municipality, the school holidays;
    # and, once for each version, the districts for the map and how far they stretch.
    with django_assert_num_queries(9):
        client.get("/angebote/elterncafe/")
    with django_assert_num_queries(7):
        client.get("/angebote/elterncafe/")


def test_the_page_of_an_empty_installation_holds(client):
    OfferFactory(slug="treff")
    assert client.get("/angebote/treff/").status_code == 200


@pytest.mark.parametrize(("point", "pins"), [(centre(3), 1), (None, 0)], ids=["a known point", "no point"])
def test_a_small_map_shows_the_district_and_the_place_in_it(client, point, pins):
    drawing.cache_clear()
    district = DistrictFactory(name="Eicken", column=3)
    DistrictFactory(column=4)
    OfferFactory(slug="treff", district=district, street="Beispielweg 1", point=point)
    page = client.get("/angebote/treff/").content.decode()
    assert 'aria-label="Karte der Stadt: Eicken ist hervorgehoben."' in page
    assert page.count("<path d=") == 2
    assert page.count('<g aria-current="true">') == 1
    assert page.count("<circle") == pins


def test_there_is_no_map_of_a_district_that_families_do_not_know(client):
    drawing.cache_clear()
    DistrictFactory()
    OfferFactory(slug="treff", district=BoroughFactory())
    assert "district-map" not in client.get("/angebote/treff/").content.decode()


# What is not for everybody


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Offer.Status.DRAFT},
        {"status": Offer.Status.SUBMITTED},
        {"visibility": Offer.Visibility.PROFESSIONALS},
        {"visibility": Offer.Visibility.PROFESSIONALS, "status": Offer.Status.ARCHIVED},
        {"valid_from": TOMORROW},
    ],
    ids=str,
)
def test_of_what_was_never_public_nobody_learns(client, fields):
    OfferFactory(slug="geheim", title="Noch geheim", **fields)
    hidden, unknown = client.get("/angebote/geheim/"), client.get("/angebote/nie-gehoert/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert client.get("/angebote/geheim/termine.ics").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"status": Offer.Status.EXPIRED}, {"status": Offer.Status.ARCHIVED}, {"valid_until": YESTERDAY}],
    ids=str,
)
def test_what_was_public_once_leads_on(client, fields):
    district = DistrictFactory(name="Eicken")
    OfferFactory(slug="vorbei", title="Sommerfest", district=district, type=OfferTypeFactory(), **fields)
    response = client.get("/angebote/vorbei/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Dieses Angebot gibt es zurzeit nicht" in page
    assert f'href="/angebote/?stadtteil={district.slug}&amp;art=elterncafe"' in page
    assert "Elterncafé in Eicken" in page
    assert "Sommerfest" not in page
    html5lib.HTMLParser(strict=True).parse(response.content)


def test_an_offer_that_is_gone_and_had_no_district_leads_to_its_kind(client):
    OfferFactory(slug="vorbei", status=Offer.Status.EXPIRED)
    assert 'href="/angebote/?art=elterncafe"' in client.get("/angebote/vorbei/").content.decode()


@pytest.mark.parametrize("path", ["/angebote/treff/", "/angebote/treff/termine.ics"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_is_read_only(client, path, method):
    ScheduleFactory(offer=OfferFactory(slug="treff"))
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", ["/angebote/treff/", "/angebote/treff/termine.ics", "/angebote/vorbei/"])
def test_a_page_sets_no_cookie_and_caches_may_keep_it(client, path):
    ScheduleFactory(offer=OfferFactory(slug="treff"))
    OfferFactory(slug="vorbei", status=Offer.Status.EXPIRED)
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"].startswith("public, ")


@pytest.mark.parametrize("path", ["/angebote/treff/", "/angebote/treff/termine.ics"])
def test_an_unchanged_page_is_not_sent_again(client, django_assert_num_queries, path):
    schedule = ScheduleFactory(offer=OfferFactory(slug="treff"))
    etag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    schedule.ends = datetime.time(12)
    schedule.save()
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


# Places that protect people


@pytest.fixture(params=["the offer", "its facility"])
def protected(request) -> Offer:
    """Return an offer at a confidential place, by its own word or by its facility's."""
    is_own = request.param == "the offer"
    facility = FacilityFactory(
        name="Haus Zuflucht",
        slug="haus-zuflucht",
        street="Geheimgasse 7",
        postcode="41999",
        district=DistrictFactory(name="Rheydt"),
        address_is_confidential=not is_own,
    )
    offer = OfferFactory(
        slug="schutz", facility=facility, address_is_confidential=is_own, place_note="Klingel Sonnenschein"
    )
    ScheduleFactory(offer=offer)
    return offer


def test_a_confidential_address_is_nowhere(client, protected):
    facility = protected.facility
    secrets = ["Geheimgasse", "41999", "Zuflucht", "zuflucht", "Sonnenschein"]
    secrets += [f"{coordinate:.3f}" for coordinate in facility.point.coords]
    texts = [client.get(path).content.decode() for path in ("/angebote/schutz/", "/angebote/schutz/termine.ics")]
    assert [secret for secret in secrets for text in texts if secret in text] == []


def test_of_a_confidential_place_the_district_is_told_without_a_map_and_how_to_learn_more(client, protected):
    drawing.cache_clear()
    response = client.get("/angebote/schutz/")
    assert "district-map" not in response.content.decode()
    assert rows(response)["Wo"] == (
        "Vor Ort In Rheydt. Die genaue Anschrift steht zu Ihrem Schutz nicht im Internet."
        " Sie erfahren sie, wenn Sie sich melden."
    )
    assert b"LOCATION:Rheydt\r\n" in client.get("/angebote/schutz/termine.ics").content


# The calendar file


def test_the_file_comes_under_the_name_of_the_offer(client):
    ScheduleFactory(offer=rich_offer(0))
    response = client.get("/angebote/elterncafe/termine.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="elterncafe.ics"'
    text = response.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Elterncafé & Frühstück\r\n" in text
    assert "URL:http://testserver/angebote/elterncafe/\r\n" in text
    assert "@testserver\r\n" in text
    assert (
        "DESCRIPTION:Ein Treffen für Familien.\\nOhne Anmeldung\\nEinfach kommen.\\n0221 4710-210\\ncafe@example.org\\n"
        "Bitte sehen Sie vorher nach\\, ob sich etwas geändert hat: http://testserver/angebote/elterncafe/\r\n"
    ) in text


def test_an_offer_by_arrangement_has_no_calendar_file(client):
    OfferFactory(slug="treff", by_arrangement=True, access_modes=[OnlineFactory()])
    assert client.get("/angebote/treff/termine.ics").status_code == 404


@pytest.mark.parametrize("many", [1, 5])
def test_a_calendar_file_asks_six_questions_however_many_dates(client, django_assert_num_queries, many):
    MunicipalityFactory()
    rich_offer(many)
    with django_assert_num_queries(6):
        client.get("/angebote/elterncafe/termine.ics")
