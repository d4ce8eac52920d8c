"""The resource check as a page: who may ask, that nothing of a question stays behind, the hand-out, the demand."""

import io
import logging

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from offers.models import MissedSearch, Offer
from tests.network.factories import ContactPointFactory, PartnerFactory, person
from tests.network.spaces import Ground, complaints
from tests.offers.days import days
from tests.offers.factories import AgeStepFactory, LifeSituationFactory, OfferFactory, TopicFactory
from tests.sozialraum.html import parsed, text_of
from tests.tables import rows

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/verwaltung/ressourcencheck/"


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def words(db):
    """Return a topic, a situation and an age as a question names them."""
    TopicFactory(code="schlaf", name="Schlafen")
    LifeSituationFactory(code="sucht", name="Wenn Alkohol zum Thema wird")
    AgeStepFactory(code="baby", name="Säugling")
    return {"thema": "schlaf", "lebenslage": "sucht", "alter": "baby", "gebiet": "stadtteil:muelfort"}


@pytest.fixture
def offer(ground, words):
    made = OfferFactory(
        title="Schlafsprechstunde", district=ground.district, ages=None, all_ages=True, confirmed_at=days(0)
    )
    made.topics.add(TopicFactory(code="schlaf"))
    return made


def main(answer):
    return text_of(parsed(answer).find(".//main"))


@pytest.fixture
def editor(client):
    """Return somebody of any partner: the check is open to all who work in the network."""
    user = person("partner_editor", partner=PartnerFactory())
    client.force_login(user)
    return user


def test_all_that_helps_is_told_with_what_only_professionals_see(client, offer, words, editor):
    internal = OfferFactory(title="Fachberatung", is_citywide=True, visibility="professionals", confirmed_at=days(0))
    internal.topics.add(TopicFactory(code="schlaf"))
    text = main(client.post(PAGE, words))
    assert [
        word in text for word in ("Schlafsprechstunde", "Fachberatung nur für Fachkräfte", "2 Angebote helfen")
    ] == [True] * 3


def test_nobody_without_a_role_and_no_visitor_asks(offer, words):
    client, visitor = Client(), Client()
    client.force_login(person())
    found = [client.post(PAGE, words), client.get(PAGE), visitor.post(PAGE, words), visitor.get(PAGE)]
    login = "/konto/anmelden/?next=/verwaltung/ressourcencheck/"
    assert [answer.status_code for answer in found] == [403, 403, 302, 302]
    # What a visitor sent is not put aside for after the login either.
    assert (found[2].url, dict(visitor.session)) == (login, {})


def test_nothing_of_a_question_is_stored(client, offer, words, editor):
    client.get(PAGE)
    session, before = dict(client.session), rows()
    answer = client.post(PAGE, words)
    paper = client.post(f"{PAGE}handzettel/", words | {"angebot": offer.pk})
    assert (rows(), dict(client.session)) == (before, session)
    assert [one.status_code for one in (answer, paper)] == [200, 200]


def test_no_cookie_and_no_address_holds_a_question(client, offer, words, editor):
    answer = client.post(PAGE, words)
    links = [one.get("href") or "" for one in parsed(answer).iter() if one.tag == "a"]
    methods = {one.get("method") for one in parsed(answer).findall(".//main//form")}
    told = [value for value in words.values() if any(value in link for link in [*links, str(answer.headers)])]
    cookies = {name: cookie.value for name, cookie in answer.cookies.items()}
    assert (told, methods, set(cookies) - {settings.CSRF_COOKIE_NAME}) == ([], {"post"}, set())
    assert (answer["Cache-Control"], "Location" in answer.headers) == ("private, no-store", False)


def test_an_address_that_holds_a_question_asks_nothing(client, offer, words, editor):
    assert "Schlafsprechstunde" not in client.get(PAGE, words).content.decode()


def test_nothing_of_a_question_is_logged(client, offer, words, editor, caplog):
    caplog.set_level(logging.DEBUG)
    for path in (PAGE, f"{PAGE}handzettel/", f"{PAGE}nichts-passt/"):
        client.post(path, words)
        client.post(path, words | {"gebiet": "unfug"})
    said = " ".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(("weasyprint", "fontTools"))
    )
    assert [word for word in (*words.values(), "unfug") if word in said] == []


def test_the_server_writes_no_access_log():
    text = (settings.BASE_DIR / "config" / "gunicorn.py").read_text()
    assert "\naccesslog = None\n" in text


@pytest.mark.parametrize("gebiet", ["", "unfug", "stadtteil:unfug", "sozialraum:", "stadtteil:muelfort' OR 1=1"])
def test_without_a_place_the_form_asks_again_and_loses_nothing(client, offer, words, editor, gebiet):
    answer = client.post(PAGE, words | {"gebiet": gebiet})
    ticked = [one.get("value") for one in parsed(answer).iter("input") if one.get("checked") is not None]
    assert (complaints(answer), ticked) == (
        ["Bitte wählen Sie einen Stadtteil oder einen Sozialraum."],
        ["schlaf", "sucht"],
    )


def test_an_unknown_word_is_refused_in_a_sentence(client, offer, words, editor):
    assert len(complaints(client.post(PAGE, words | {"thema": "unfug"}))) == 1


def test_nothing_found_says_so_and_leads_on(client, ground, words, editor):
    assert "Dazu kennt das Portal gerade kein Angebot." in main(client.post(PAGE, words))


def test_the_page_says_why_there_is_no_casework(client, words, editor):
    text = main(client.get(PAGE))
    assert [word in text for word in ("§ 35 SGB I", "nicht gespeichert", "Fachverfahren des Jugendamts")] == [True] * 3


# The demand.


def test_nothing_fitted_counts_district_age_and_topic_and_no_more(client, ground, words, editor):
    answer = client.post(f"{PAGE}nichts-passt/", words)
    [row] = MissedSearch.objects.values("district", "age_step__code", "topic__code", "number")
    assert (answer.url, row) == (
        f"{PAGE}gezaehlt/",
        {"district": ground.district.pk, "age_step__code": "baby", "topic__code": "schlaf", "number": 1},
    )
    assert "Als Bedarf gezählt" in main(client.get(answer.url))


def test_of_several_topics_none_is_counted_and_a_social_space_is_no_district(client, ground, words, editor):
    TopicFactory(code="essen")
    client.post(f"{PAGE}nichts-passt/", {"thema": ["schlaf", "essen"], "gebiet": "sozialraum:rheydt-ost"})
    assert list(MissedSearch.objects.values_list("district", "age_step", "topic", "number")) == [(None, None, None, 1)]


def test_a_question_without_a_place_is_not_counted(client, words, editor):
    client.post(f"{PAGE}nichts-passt/", words | {"gebiet": ""})
    assert MissedSearch.objects.count() == 0


def test_only_the_count_of_demand_is_written(client, offer, words, editor):
    before = rows()
    client.post(f"{PAGE}nichts-passt/", words)
    after = rows()
    assert {name for name in after if after[name] != before[name]} == {"offers_missedsearch"}


# The hand-out.


def pages_of(answer):
    return PdfReader(io.BytesIO(answer.content))


def test_the_hand_out_holds_what_was_chosen_and_nothing_of_the_question(client, offer, words, editor):
    point = ContactPointFactory(function="ASD im Team Rheydt Ost", phone="0221 4710-300", task="Beratung")
    answer = client.post(f"{PAGE}handzettel/", words | {"angebot": offer.pk, "stelle": point.pk})
    file = pages_of(answer)
    text = " ".join(page.extract_text() for page in file.pages)
    assert answer["Content-Type"] == "application/pdf"
    told = (
        "Schlafsprechstunde",
        "ASD im Team Rheydt Ost",
        "0221 4710-300",
        settings.PORTAL_ADDRESS + offer.get_absolute_url(),
    )
    assert [word in text.replace("\n", "") for word in told] == [True] * 4
    assert [word for word in ("Wenn Alkohol", "Säugling", "sucht") if word in text] == []
    assert (file.metadata.author, file.trailer["/Root"]["/Lang"]) == (
        "Stadt Musterstadt, Fachbereich Kinder, Jugend und Familie",
        "de",
    )


def test_the_code_of_the_hand_out_is_described(client, offer, words, editor):
    file = pages_of(client.post(f"{PAGE}handzettel/", words | {"angebot": offer.pk}))
    assert "QR-Code zur Seite „Schlafsprechstunde“" in described(file.trailer["/Root"]["/StructTreeRoot"])


def described(node, seen=None) -> list[str]:
    """Return the alternative texts of a document's structure."""
    found, kids = [], node.get("/K", [])
    if "/Alt" in node:
        found.append(str(node["/Alt"]))
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object() if hasattr(kid, "get_object") else kid
        if hasattr(one, "get"):
            found += described(one)
    return found


@pytest.mark.parametrize("changes", [{"visibility": "professionals"}, {"status": "draft"}, {"valid_until": days(-1)}])
def test_what_families_may_not_see_never_stands_on_it(client, offer, words, editor, changes):
    Offer.objects.filter(pk=offer.pk).update(**changes)
    answer = client.post(f"{PAGE}handzettel/", words | {"angebot": offer.pk})
    assert "Bitte kreuzen Sie an, was auf den Handzettel soll." in main(answer)


def test_a_function_for_professionals_never_stands_on_it(client, offer, words, editor):
    point = ContactPointFactory(is_public=False)
    answer = client.post(f"{PAGE}handzettel/", words | {"stelle": point.pk})
    assert answer["Content-Type"].startswith("text/html")


def test_a_hand_out_of_nothing_and_one_of_too_much_lead_back_to_the_answer(client, offer, words, editor, monkeypatch):
    monkeypatch.setattr("offers.forms_of_resources.MOST_ON_PAPER", 1)
    other = OfferFactory(district=offer.district)
    none = main(client.post(f"{PAGE}handzettel/", words))
    many = main(client.post(f"{PAGE}handzettel/", words | {"angebot": [offer.pk, other.pk]}))
    assert (
        "Bitte kreuzen Sie an, was auf den Handzettel soll." in none,
        "Auf einen Handzettel passen 1 Einträge; angekreuzt sind 2." in many,
        "Schlafsprechstunde" in many,
    ) == (True, True, True)
