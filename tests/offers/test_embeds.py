"""Lists in frames on partners' websites: what they show, who may frame them, and who says so."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from network.models import Partner
from offers.actions.embeds import TooManySitesError, allow_site
from offers.forms_of_embeds import NO_PORT, NO_SITE, NOT_ENCRYPTED, host_of
from offers.models import EmbeddingSite
from offers.models.embeds import MOST_SITES
from tests.network.factories import FacilityFactory, PartnerFactory, UserFactory, person
from tests.network.test_constraints import refused_by
from tests.offers.days import days
from tests.offers.factories import OfferFactory
from tests.sozialraum.html import errors, headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/einbetten/traeger/"


@pytest.fixture
def partner(db) -> Partner:
    return PartnerFactory(name="Träger e. V.", slug="traeger")


def directives(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def titles(answer) -> list[str]:
    return [text_of(one) for one in parsed(answer).findall(".//li[@data-offer]//h2")]


def staff_page(partner: Partner) -> str:
    return f"/verwaltung/partner/{partner.pk}/einbetten/"


def said(answer) -> str:
    return text_of(parsed(answer).find(".//*[@class='notice-body']"))


def test_a_partners_list_shows_its_own_offers_and_leads_to_all(client, partner):
    OfferFactory(title="Elterncafé", provider=partner, confirmed_at=days(0))
    OfferFactory(title="Fremdes", confirmed_at=days(0))
    OfferFactory(title="Entwurf", provider=partner, status="draft")
    page = parsed(client.get(LIST))
    assert titles(client.get(LIST)) == ["Elterncafé"]
    assert headings(page)[0] == "h1 Angebote: Träger e. V."
    link = page.find(".//main/a[@class]")
    assert (text_of(link), link.get("href")) == ("Im Portal ansehen (1 Angebot)", "/partner/traeger/")


def test_a_list_holds_nothing_that_a_frame_must_not(client, partner):
    OfferFactory(provider=partner, confirmed_at=days(0))
    answer = client.get(LIST)
    page = parsed(answer)
    assert [tag for tag in ("script", "form", "iframe", "input") if page.find(f".//{tag}") is not None] == []
    assert page.find(".//base").get("target") == "_top"
    assert page.find(".//meta[@name='robots']").get("content") == "noindex"
    assert answer.cookies == {}
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_list_without_an_offer_says_so(client, partner):
    assert "Gerade gibt es hier kein Angebot." in text_of(parsed(client.get(LIST)).find(".//main"))


def test_a_districts_list_shows_what_is_held_there(client, partner, eicken):
    OfferFactory(title="Hier", facility=FacilityFactory(district=eicken), confirmed_at=days(0))
    OfferFactory(title="Anderswo", facility=FacilityFactory(), confirmed_at=days(0))
    answer = client.get(f"{LIST}eicken/")
    assert (titles(answer), headings(parsed(answer))[0]) == (["Hier"], "h1 Angebote: Eicken")


def test_no_other_site_may_frame_a_list_by_itself(client, partner):
    answer = client.get(LIST)
    assert (directives(answer)["frame-ancestors"], answer.headers["X-Frame-Options"]) == ("'none'", "DENY")


def test_the_partners_sites_may_frame_both_lists_and_nothing_else(client, partner, eicken):
    for host in ("www.traeger.de", "traeger.de"):
        EmbeddingSite.objects.create(partner=partner, host=host)
    EmbeddingSite.objects.create(partner=PartnerFactory(), host="fremd.de")
    lists = [client.get(path) for path in (LIST, f"{LIST}eicken/")]
    assert [directives(one)["frame-ancestors"] for one in lists] == ["https://traeger.de https://www.traeger.de"] * 2
    assert ["X-Frame-Options" in one.headers for one in lists] == [False, False]
    others = [client.get(path) for path in ("/", "/partner/traeger/", "/kontakt/")]
    assert [directives(one)["frame-ancestors"] for one in others] == ["'none'"] * 3
    assert [one.headers["X-Frame-Options"] for one in others] == ["DENY"] * 3


def test_a_list_may_do_less_than_other_pages(client, partner):
    found = directives(client.get(LIST))
    closed = (
        "default-src",
        "script-src",
        "worker-src",
        "form-action",
        "connect-src",
        "media-src",
        "font-src",
        "base-uri",
    )
    assert {name: found[name] for name in closed} == dict.fromkeys(closed, "'none'")


def test_an_unchanged_list_says_again_who_may_frame_it(client, partner):
    """A browser takes the headers of "not modified" for those of the page that it has."""
    EmbeddingSite.objects.create(partner=partner, host="traeger.de")
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, directives(again)["frame-ancestors"]) == (304, "https://traeger.de")
    assert "X-Frame-Options" not in again.headers


def test_a_new_site_makes_a_new_version_of_the_list(client, partner):
    first = client.get(LIST).headers["ETag"]
    EmbeddingSite.objects.create(partner=partner, host="traeger.de")
    assert client.get(LIST, headers={"If-None-Match": first}).status_code == 200


@pytest.mark.parametrize("path", ["/einbetten/gibt-es-nicht/", "/einbetten/traeger/gibt-es-nicht/"])
def test_what_is_not_there_is_not_found_and_not_framed(client, partner, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["X-Frame-Options"]) == (404, "DENY")


def test_a_hidden_partner_has_no_list(client):
    PartnerFactory(slug="traeger", is_public=False)
    assert [client.get(path).status_code for path in (LIST, f"{LIST}eicken/")] == [404, 404]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused(client, partner, method):
    assert getattr(client, method)(LIST).status_code == 405


def test_a_list_costs_the_same_for_one_offer_and_for_many(client, partner, django_assert_max_num_queries):
    counts = []
    for number in (1, 30):
        OfferFactory.create_batch(number, provider=partner, confirmed_at=days(0))
        client.get(LIST)
        with django_assert_max_num_queries(7) as captured:
            answer = client.get(LIST)
        counts.append(len(captured))
    assert (counts[0], len(titles(answer))) == (counts[1], 20)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("www.traeger.de", "www.traeger.de"),
        (" HTTPS://www.Träger.de/ueber-uns?x=1#oben ", "www.xn--trger-hra.de"),
        ("//traeger.de", "traeger.de"),
        ("kita.traeger.koeln", "kita.traeger.koeln"),
    ],
)
def test_an_address_is_taken_as_people_copy_it(text, host):
    assert host_of(text if not text.startswith("//") else f"https:{text}") == host


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("http://traeger.de", NOT_ENCRYPTED),
        ("ftp://traeger.de", NO_SITE),
        ("https://traeger.de:8443", NO_PORT),
        ("https://ich@traeger.de", NO_PORT),
        ("*.traeger.de", NO_SITE),
        ("localhost", NO_SITE),
        ("127.0.0.1", NO_SITE),
        ("[::1]", NO_SITE),
        ("https://[", NO_SITE),
        ("traeger.de; script-src *", NO_SITE),
        ("traeger.de https://boese.de", NO_SITE),
        ("traeger.de\n'self'", NO_SITE),
        ("a" * 64 + ".de", NO_SITE),
        ("-traeger.de", NO_SITE),
        ("https://", NO_SITE),
    ],
)
def test_what_is_no_site_of_a_partner_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValidationError) as refusal:
        host_of(text)
    assert refusal.value.messages == [str(sentence)]


@pytest.mark.parametrize(
    "host", ["*", "*.de", "traeger.de:443", "https://traeger.de", "TRAEGER.de", "a b.de", "'self'", "a.de;b", ""]
)
def test_the_database_takes_no_host_that_would_mean_more(partner, host):
    refused_by("embedding_site_is_the_name_of_a_site", lambda: EmbeddingSite.objects.create(partner=partner, host=host))


def test_a_site_is_named_once_for_a_partner_and_may_be_anothers_too(partner):
    EmbeddingSite.objects.create(partner=partner, host="traeger.de")
    EmbeddingSite.objects.create(partner=PartnerFactory(), host="traeger.de")
    again = {"partner": partner, "host": "traeger.de"}
    refused_by("embedding_site_of_a_partner_is_named_once", lambda: EmbeddingSite.objects.create(**again))


def test_a_partner_names_a_site_and_takes_it_off_again(client, partner):
    client.force_login(person("partner_editor", partner=partner))
    answer = client.post(staff_page(partner), {"host": "https://www.traeger.de/start"}, follow=True)
    site = EmbeddingSite.objects.get()
    assert (said(answer), site.host) == ("www.traeger.de darf die Liste jetzt zeigen.", "www.traeger.de")
    assert said(client.post(staff_page(partner), {"host": "www.traeger.de"}, follow=True)) == said(answer)
    assert EmbeddingSite.objects.count() == 1
    answer = client.post(f"{staff_page(partner)}{site.pk}/entfernen/", follow=True)
    assert (said(answer), EmbeddingSite.objects.count()) == ("www.traeger.de darf die Liste nicht mehr zeigen.", 0)


def test_what_is_wrong_is_said_at_the_field_and_kept(client, partner):
    client.force_login(person("partner_editor", partner=partner))
    page = parsed(client.post(staff_page(partner), {"host": "http://traeger.de"}))
    assert [one.partition(" – ")[2] or one for one in errors(page)] == [str(NOT_ENCRYPTED)]
    assert page.find(".//input[@id='id_host']").get("value") == "http://traeger.de"


def test_the_line_for_the_website_names_the_list_and_forbids_scripts(client, partner, settings, eicken):
    settings.PORTAL_ADDRESS = "https://familie.example.org"
    client.force_login(person("partner_editor", partner=partner))
    page = parsed(client.get(f"{staff_page(partner)}?stadtteil=eicken"))
    own, district = [one.text for one in page.findall(".//textarea")]
    assert own == (
        '<iframe src="https://familie.example.org/einbetten/traeger/" title="Angebote: Träger e. V." width="100%" height="700" '
        'loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-same-origin allow-top-navigation-by-user-activation allow-popups"></iframe>'
    )
    assert 'src="https://familie.example.org/einbetten/traeger/eicken/" title="Angebote: Eicken"' in district


def test_a_name_with_quotes_stays_within_the_title(client):
    partner = PartnerFactory(name='Das "Nest" <e. V.>', slug="nest")
    client.force_login(person("steering"))
    line = parsed(client.get(staff_page(partner))).find(".//textarea").text
    assert 'title="Angebote: Das &quot;Nest&quot; &lt;e. V.&gt;"' in line


def test_only_who_keeps_the_partner_says_where_its_list_stands(client, partner):
    site = EmbeddingSite.objects.create(partner=partner, host="traeger.de")
    people = {
        "stranger": person("partner_editor", partner=PartnerFactory()),
        "planner": person("planner"),
        "nobody": person(),
    }
    found = {}
    for name, user in people.items():
        client.force_login(user)
        sent = [
            client.post(staff_page(partner), {"host": "x.de"}),
            client.post(f"{staff_page(partner)}{site.pk}/entfernen/"),
        ]
        found[name] = [one.status_code for one in [client.get(staff_page(partner)), *sent]]
    assert found == {"stranger": [404] * 3, "planner": [403] * 3, "nobody": [403] * 3}
    client.logout()
    assert client.get(staff_page(partner)).headers["Location"].startswith("/konto/anmelden/")


def test_a_site_of_another_partner_is_not_found(client, partner):
    site = EmbeddingSite.objects.create(partner=PartnerFactory(), host="fremd.de")
    client.force_login(person("partner_editor", partner=partner))
    assert client.post(f"{staff_page(partner)}{site.pk}/entfernen/").status_code == 404
    assert client.get(f"{staff_page(partner)}{site.pk}/entfernen/").status_code == 405


def test_a_partner_has_so_many_sites_as_fit_into_a_header(client, partner):
    for number in range(MOST_SITES):
        allow_site(partner=partner, host=f"seite{number}.de", by=UserFactory())
    with pytest.raises(TooManySitesError):
        allow_site(partner=partner, host="noch-eine.de", by=UserFactory())
    client.force_login(person("partner_editor", partner=partner))
    page = parsed(client.post(staff_page(partner), {"host": "noch-eine.de"}))
    assert [one.partition(" – ")[2] or one for one in errors(page)] == [
        "Mehr als 10 Websites gehen nicht. Bitte zuerst eine entfernen."
    ]


def test_the_staff_page_costs_the_same_for_one_site_and_for_ten(client, partner, django_assert_max_num_queries):
    client.force_login(person("partner_editor", partner=partner))
    counts = []
    for first, last in ((0, 1), (1, 10)):
        for number in range(first, last):
            EmbeddingSite.objects.create(partner=partner, host=f"seite{number}.de", added_by=UserFactory())
        client.get(staff_page(partner))
        with django_assert_max_num_queries(15) as captured:
            client.get(staff_page(partner))
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_name_the_last_site_at_once_one_does():
    partner, by = PartnerFactory(), UserFactory()
    for number in range(MOST_SITES - 1):
        allow_site(partner=partner, host=f"seite{number}.de", by=by)
    gate, found = threading.Barrier(2), []

    def name(host: str) -> None:
        gate.wait()
        try:
            found.append(allow_site(partner=partner, host=host, by=by).host)
        except TooManySitesError:
            found.append("too many")
        finally:
            connection.close()

    threads = [threading.Thread(target=name, args=[host]) for host in ("eins.de", "zwei.de")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert ("too many" in found, partner.embedding_sites.count()) == (True, MOST_SITES)
