"""The public pages of the networks: who works together, by which rules, towards which goals."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import Goal
from tests.network.factories import ContactPointFactory, MembershipFactory, NetworkFactory, PartnerFactory
from tests.network.factories_of_networks import (
    CoordinationMandateFactory,
    CouncilDecisionFactory,
    DecisionBodyFactory,
    DocumentFactory,
    DocumentVersionFactory,
    GoalFactory,
    MeasureFactory,
    MissionStatementFactory,
    RulesFactory,
    SignatureFactory,
)
from tests.offers.factories import OfferFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
DAY = datetime.date(2026, 1, 1)
PAST = datetime.date(2021, 1, 1)
IN_FORCE = {"adopted_on": PAST, "valid_from": PAST}


def main(client, path: str) -> str:
    return text_of(parsed(client.get(path)).find(".//main"))


def cells(client, path: str) -> list[list[str]]:
    rows = parsed(client.get(path)).findall(".//main//tbody/tr")
    return [[text_of(cell) for cell in row] for row in rows]


def links(client, path: str) -> list[str]:
    return [link.get("href") for link in parsed(client.get(path)).findall(".//main//a")]


def queries(client, *paths: str) -> list[int]:
    """Return how many queries each page costs, once the processes know the city of today."""
    found = []
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        found.append(len(captured))
    return found


# All networks


def test_networks_stand_with_the_number_of_their_public_members_of_today(client):
    home = NetworkFactory(name="HOME", youngest_months=0, oldest_months=132)
    MembershipFactory(network=home)
    MembershipFactory(network=home, partner__is_public=False)
    MembershipFactory(network=home, valid_until=PAST)
    NetworkFactory(name="Frühe Hilfen", oldest_months=72)
    cards = [text_of(card) for card in parsed(client.get("/netzwerk/")).findall(".//ul[@class='cards']/li")]
    assert cards[:2] == [
        "Frühe Hilfen von der Schwangerschaft bis zum 6. Geburtstag 0 Mitglieder",
        "HOME für Kinder unter 11 Jahren 1 Mitglied",
    ]


def test_an_empty_portal_says_so(client):
    assert "Hier ist noch kein Netzwerk eingetragen." in main(client, "/netzwerk/")


def test_who_coordinates_stands_by_the_age_of_the_children(client):
    chain = NetworkFactory(name="Präventionskette")
    CoordinationMandateFactory(network=chain, youngest_months=48, oldest_months=72, function="Koordination ab vier")
    early = CoordinationMandateFactory(network__name="Frühe Hilfen", oldest_months=48, function="Koordination bis vier")
    CoordinationMandateFactory(network=chain, valid_until=PAST, function="früher")
    CoordinationMandateFactory(network=chain, partner__is_public=False, youngest_months=100, oldest_months=200)
    assert cells(client, "/netzwerk/") == [
        [
            "von der Schwangerschaft bis zum 4. Geburtstag",
            "Frühe Hilfen",
            f"Koordination bis vier {early.partner.name}",
        ],
        [
            "für Kinder von 4 bis unter 6 Jahren",
            "Präventionskette",
            f"Koordination ab vier {chain.mandates.get(function='Koordination ab vier').partner.name}",
        ],
    ]


def test_the_page_of_all_networks_costs_the_same_for_one_and_for_many(client):
    def add() -> None:
        network = CoordinationMandateFactory().network
        MembershipFactory(network=network)
        MeasureFactory(goal__network=network)

    add()
    few = queries(client, "/netzwerk/")
    for _time in range(5):
        add()
    assert (queries(client, "/netzwerk/"), few[0] <= 10) == (few, True)


# One network


def test_members_stand_by_kind_with_the_year_since_when(client):
    network = NetworkFactory(slug="home", name="HOME")
    MembershipFactory(network=network, partner__name="Caritas")
    MembershipFactory(network=network, partner__name="Stadt", role="coordination", valid_from=PAST)
    MembershipFactory(network=network, partner__name="Verborgen", partner__is_public=False)
    MembershipFactory(network=network, partner__name="Ausgetreten", valid_until=PAST)
    page = parsed(client.get("/netzwerk/home/"))
    assert [text_of(one) for one in page.findall(".//section[@aria-labelledby='mitglieder']/ul/li")] == [
        "Caritas seit 2020",
        "Stadt seit 2021, Koordination",
    ]
    assert headings(page)[:4] == [
        "h1 HOME von der Schwangerschaft bis zum 27. Geburtstag",
        "h2 Wer dazugehört",
        "h3 Beratungsstellen",
        "h2 Wie wir uns binden",
    ]


def test_the_coordination_can_be_reached_by_its_contact_point(client):
    point = ContactPointFactory(phone="0221 4710-011", hours="montags")
    mandate = CoordinationMandateFactory(network__slug="home", contact_point=point, partner__phone="0221 4710-999")
    text = main(client, "/netzwerk/home/")
    assert (mandate.function in text, "0221 4710-011" in text, "0221 4710-999" in text) == (True, True, False)


def test_an_unknown_network_is_not_there(client):
    assert client.get("/netzwerk/gibt-es-nicht/").status_code == 404


def test_the_page_of_a_network_costs_the_same_for_one_and_for_many_members(client):
    network = NetworkFactory(slug="home")
    RulesFactory(network=network, **IN_FORCE)
    add_to(network)
    few = queries(client, "/netzwerk/home/")
    for _time in range(5):
        add_to(network)
    assert (queries(client, "/netzwerk/home/"), few[0] <= 10) == (few, True)


def add_to(network) -> None:
    """Let a network have one more of everything."""
    MembershipFactory(network=network)
    DocumentFactory(network=network)
    CouncilDecisionFactory(network=network)
    GoalFactory(network=network)
    start = 12 * network.mandates.count()
    CoordinationMandateFactory(network=network, youngest_months=start, oldest_months=start + 12)


# Rules of procedure


def test_everybody_reads_the_rules_in_force_and_who_has_signed_them(client):
    network = NetworkFactory(slug="home")
    rules = RulesFactory(network=network, text="# § 1\n\nWir **arbeiten** zusammen.", **IN_FORCE)
    member = MembershipFactory(network=network, partner__name="Caritas").partner
    SignatureFactory(rules=rules, partner=member, signed_on=datetime.date(2022, 3, 1))
    hidden = MembershipFactory(network=network, partner__name="Verborgen", partner__is_public=False).partner
    SignatureFactory(rules=rules, partner=hidden, signed_on=datetime.date(2022, 5, 1))
    MembershipFactory(network=network, partner__name="Noch nicht")
    text = main(client, "/netzwerk/home/geschaeftsordnung/")
    assert cells(client, "/netzwerk/home/geschaeftsordnung/") == [["Caritas", "01.03.2022"]]
    assert "Wir arbeiten zusammen." in text
    assert "1 Mitglied hat diese Fassung unterzeichnet. Gebeten sind 3 Mitglieder." in text
    assert "Dazu kommt 1 Mitglied, das hier nicht genannt werden möchte." in text
    assert ("Verborgen" in text, "Noch nicht" in text) == (False, False)


def test_drafts_and_what_is_not_yet_in_force_are_nobodys_business(client):
    network = NetworkFactory(slug="home")
    RulesFactory(network=network)
    RulesFactory(network=network, adopted_on=PAST)
    RulesFactory(network=network, adopted_on=PAST, valid_from=datetime.date(2090, 1, 1))
    answers = [client.get("/netzwerk/home/geschaeftsordnung/", {"fassung": number}) for number in ("", 1, 2, 3, "x")]
    assert {answer.status_code for answer in answers} == {404}
    assert "Zurzeit ist keine Geschäftsordnung in Kraft." in main(client, "/netzwerk/home/")


def test_an_expired_version_stays_readable(client):
    network = NetworkFactory(slug="home")
    RulesFactory(network=network, number=1, text="alt", **IN_FORCE, valid_until=DAY)
    RulesFactory(network=network, number=2, text="neu", adopted_on=DAY, valid_from=DAY)
    now, before = (main(client, f"/netzwerk/home/geschaeftsordnung/{query}") for query in ("", "?fassung=1"))
    assert ("in Kraft Geschäftsordnung" in now, "außer Kraft Geschäftsordnung" in before) == (True, True)
    assert ("Fassung 1 außer Kraft, 01.01.2021–01.01.2026" in now, " alt " in before) == (True, True)


# Mission, goals and measures


def test_the_mission_statement_of_today_and_how_far_each_goal_is(client):
    MissionStatementFactory(title="Früher", valid_until=PAST)
    MissionStatementFactory(title="Kein Kind zurücklassen", valid_from=PAST)
    goal = GoalFactory(title="Guter Start", slug="guter-start", progress="Es geht voran.", progress_on=DAY)
    MeasureFactory(goal=goal, title="Besuche", status="done", done_on=DAY)
    MeasureFactory(goal=goal, title="Lotsen", due_on=datetime.date(2027, 3, 31))
    MeasureFactory(goal=goal, title="Aufgegeben", status="dropped")
    MeasureFactory(goal=goal, title="Intern", is_public=False)
    GoalFactory(title="Geheim", is_public=False)
    text = main(client, "/netzwerk/leitbild/")
    assert ("Kein Kind zurücklassen" in text, "Früher" in text, "Geheim" in text, "Intern" in text) == (
        *(True, False, False, False),
    )
    assert "So weit sind wir: Es geht voran. (1. Januar 2026) 1 von 2 Maßnahmen umgesetzt" in text
    assert "Lotsen geplant, bis März 2027" in text


def test_a_goal_names_measures_their_owner_and_the_offers_that_serve_it(client):
    goal = GoalFactory(slug="guter-start")
    MeasureFactory(goal=goal, title="Besuche", owner__name="Fachstelle", budget=92000, budget_note="Bundesstiftung")
    MeasureFactory(goal=goal, title="Intern", is_public=False)
    MeasureFactory(goal=goal, title="Stille", owner__is_public=False)
    offer = OfferFactory(title="Willkommensbesuch")
    offer.goals.set([goal])
    OfferFactory(title="Anderes")
    path = "/netzwerk/ziele/guter-start/"
    assert cells(client, path) == [
        ["Besuche", "Fachstelle", "geplant", "", "92.000 Euro Bundesstiftung"],
        ["Stille", "–", "geplant", "", ""],
    ]
    offers = parsed(client.get(path)).findall(".//ol[@id='ergebnisse']/li")
    assert [one.get("data-offer") for one in offers] == [offer.slug]


def test_a_goal_that_is_not_public_is_not_there(client):
    GoalFactory(slug="geheim", is_public=False)
    assert [client.get(f"/netzwerk/ziele/{slug}/").status_code for slug in ("geheim", "anderes")] == [404, 404]


def test_goals_and_measures_cost_the_same_for_one_and_for_many(client):
    measure = MeasureFactory(goal__slug="guter-start", decision=CouncilDecisionFactory())
    MissionStatementFactory(decision=measure.decision)
    OfferFactory().goals.set([measure.goal])
    paths = ["/netzwerk/leitbild/", "/netzwerk/ziele/guter-start/"]
    few = queries(client, *paths)
    MeasureFactory.create_batch(5, goal=measure.goal)
    MeasureFactory.create_batch(5)
    for offer in OfferFactory.create_batch(3):
        offer.goals.set([measure.goal])
    assert (queries(client, *paths), max(few) <= 10) == (few, True)


def test_a_page_is_made_anew_when_an_offer_comes_to_serve_a_goal(client):
    goal, offer = GoalFactory(slug="guter-start"), OfferFactory()
    before = client.get("/netzwerk/ziele/guter-start/").headers["ETag"]
    offer.goals.add(goal)
    assert client.get("/netzwerk/ziele/guter-start/").headers["ETag"] != before


# Documents and decisions


def test_only_public_documents_are_listed_and_found_by_german_words(client):
    found = DocumentFactory(title="Übergänge gestalten", summary="Von der Kita in die Schule", slug="uebergaenge")
    DocumentFactory(title="Bericht", summary="Über Netzwerke")
    for audience in ("members", "internal"):
        DocumentFactory(title=f"Übergang {audience}", audience=audience)
    listed = [link for link in links(client, "/netzwerk/dokumente/") if link.startswith("/netzwerk/dokumente/")]
    assert len(listed) == 2
    for words in ("übergang", "Übergänge", "gestalten", "kit", "schulen kita"):
        context = client.get("/netzwerk/dokumente/", {"q": words}).context
        assert (words, list(context["page"])) == (words, [found])
    assert list(client.get("/netzwerk/dokumente/", {"q": "hebamme"}).context["page"]) == []


def test_a_word_in_the_title_weighs_more_than_one_in_the_summary(client):
    second = DocumentFactory(title="Bericht", summary="Die Präventionskette")
    first = DocumentFactory(title="Präventionskette", summary="Ein Bericht")
    assert list(client.get("/netzwerk/dokumente/", {"q": "präventionskette"}).context["page"]) == [first, second]


def test_hostile_words_find_nothing_and_break_nothing(client):
    DocumentFactory()
    for words in ("& | !", "':*", "a" * 5000, "%00", "(((", "\\"):
        assert client.get("/netzwerk/dokumente/", {"q": words}).status_code == 200


def test_an_unknown_filter_is_told_and_ignored(client):
    DocumentFactory()
    answer = client.get("/netzwerk/dokumente/", {"netzwerk": "x", "art": "y"})
    assert (len(answer.context["page"]), len(answer.context["remarks"])) == (1, 2)


def test_a_document_shows_all_its_versions_the_newest_first(client):
    document = DocumentFactory(slug="konzept")
    DocumentVersionFactory(document=document, number=1)
    DocumentVersionFactory(
        document=document, number=2, note="Kapitel ergänzt", name="konzept.pdf", kind="pdf", size=2048
    )
    assert cells(client, "/netzwerk/dokumente/konzept/") == [
        ["2", "01.01.2026", "Kapitel ergänzt", "konzept.pdf PDF, 2,0 KB"],
        ["1", "01.01.2026", "", "text.txt TXT, 9 Bytes"],
    ]


def test_a_file_leaves_as_a_file_and_never_as_a_page(client):
    content = ContentFile(b"<script>alert(1)</script>", name="x")
    DocumentVersionFactory(document__slug="konzept", file=content, name="Konzept für alle.txt", number=3)
    answer = client.get("/netzwerk/dokumente/konzept/3/datei/")
    kept = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "X-Robots-Tag")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert [answer.headers[name] for name in kept] == [
        "text/plain; charset=utf-8",
        "attachment; filename*=utf-8''Konzept%20f%C3%BCr%20alle.txt",
        "nosniff",
        "default-src 'none'; sandbox",
        "noindex",
    ]


@pytest.mark.parametrize("audience", ["members", "internal"])
def test_what_is_not_public_has_no_public_address(client, audience):
    version = DocumentVersionFactory(document__slug="geheim", document__audience=audience)
    paths = ["geheim/", "geheim/1/datei/", "anderes/"]
    assert [client.get(f"/netzwerk/dokumente/{path}").status_code for path in paths] == [404, 404, 404]
    assert client.get(f"/media/{version.file.name}").status_code == 404


def test_a_file_that_is_lost_is_not_there(client):
    version = DocumentVersionFactory(document__slug="konzept")
    version.file.storage.delete(version.file.name)
    assert client.get("/netzwerk/dokumente/konzept/1/datei/").status_code == 404


def test_decisions_tell_body_day_number_result_and_money(client):
    body = DecisionBodyFactory(name="Rat der Stadt", code="rat")
    first = CouncilDecisionFactory(body=body, title="Haushalt", number="12/26", budget_year=2027, amount=185000)
    CouncilDecisionFactory(title="Geheim", is_public=False)
    second = CouncilDecisionFactory(
        title="Leitbild", document=DocumentFactory(slug="leitbild"), link="https://ris.example.org/"
    )
    CouncilDecisionFactory(title="Mitglieder", document=DocumentFactory(slug="nur-mitglieder", audience="members"))
    text = main(client, "/netzwerk/beschluesse/")
    assert (
        "Haushalt beschlossen Rat der Stadt, 3. Februar 2026, Vorlage 12/26 185.000 Euro im Haushaltsjahr 2027" in text
    )
    assert "Geheim" not in text
    assert "/netzwerk/dokumente/leitbild/" in links(client, "/netzwerk/beschluesse/")
    assert "/netzwerk/dokumente/nur-mitglieder/" not in links(client, "/netzwerk/beschluesse/")
    narrowed = client.get("/netzwerk/beschluesse/", {"gremium": "rat", "haushaltsjahr": "2027"}).context["page"]
    assert (list(narrowed), second in narrowed) == ([first], False)


def test_documents_and_decisions_cost_the_same_for_one_and_for_many(client):
    def add() -> None:
        version = DocumentVersionFactory(document__network=NetworkFactory())
        CouncilDecisionFactory(document=version.document, network=version.document.network)

    add()
    paths = ["/netzwerk/dokumente/", "/netzwerk/beschluesse/"]
    few = queries(client, *paths)
    for _time in range(5):
        add()
    assert (queries(client, *paths), max(few) <= 10) == (few, True)


PATHS = ["", "leitbild/", "dokumente/", "beschluesse/", "home/", "home/geschaeftsordnung/", "ziele/guter-start/"]


@pytest.mark.parametrize("path", PATHS)
def test_every_public_page_is_kept_by_caches_and_takes_no_form(client, path):
    RulesFactory(network__slug="home", **IN_FORCE)
    GoalFactory(slug="guter-start")
    answer = client.get(f"/netzwerk/{path}")
    assert (answer.status_code, "public" in answer.headers["Cache-Control"], answer.cookies) == (200, True, {})
    assert client.post(f"/netzwerk/{path}").status_code == 405
    assert client.get(f"/netzwerk/{path}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_very_long_words_and_many_members_fit(client):
    network = NetworkFactory(slug="home", name="Kindertagespflegepersonenqualifizierungsnetzwerk")
    MembershipFactory.create_batch(121, network=network)
    page = client.get("/netzwerk/home/").context["page"]
    assert (page.paginator.count, page.paginator.num_pages) == (121, 2)


def test_goals_keep_their_order(client):
    GoalFactory(title="B", order=2)
    GoalFactory(title="A", order=3)
    assert [goal.title for goal in Goal.objects.public().with_progress(public=True)] == ["B", "A"]


def test_a_partner_that_is_hidden_stands_nowhere(client):
    partner = PartnerFactory(name="Ganz verborgen", is_public=False)
    network = NetworkFactory(slug="home")
    MembershipFactory(network=network, partner=partner)
    rules = RulesFactory(network=network, **IN_FORCE)
    SignatureFactory(rules=rules, partner=partner, signed_on=DAY)
    MeasureFactory(goal__slug="guter-start", owner=partner)
    CoordinationMandateFactory(network=network, partner=partner)
    assert [path for path in PATHS if "Ganz verborgen" in client.get(f"/netzwerk/{path}").content.decode()] == []
