"""Everybody learns in which document it was decided who leads, and how a network came into a social space."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import RolloutStep
from tests.network.factories import LeadFactory, PartnerFactory, RolloutStepFactory
from tests.network.factories_of_networks import CouncilDecisionFactory, DocumentFactory
from tests.network.spaces import Ground
from tests.offers.days import days
from tests.offers.factories import ProgrammeFactory, ProgrammeStageFactory
from tests.sozialraum.factories import SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
Kind = RolloutStep.Kind
SPACE = "/sozialraeume/rheydt-ost/"
NETWORK = "/netzwerk/fruehe-hilfen/"
DAY = datetime.date(2026, 3, 1)
ELSEWHERE = {"document_title": "Vorlage 7/2026", "document_url": "https://ratsinfo.example.org/7"}


@pytest.fixture
def ground(db) -> Ground:
    return Ground()


def section(client, path: str, name: str):
    return parsed(client.get(path)).find(f".//section[@aria-labelledby='{name}']")


def links(found) -> list[tuple[str, str]]:
    return [] if found is None else [(text_of(one), one.get("href")) for one in found.iter("a")]


def document(audience: str = "public", slug: str = ""):
    slug = slug or f"beschluss-{audience}"
    return DocumentFactory(title="Beschluss zur Federführung", slug=slug, audience=audience)


def lead(ground: Ground, **more):
    partner = PartnerFactory(name="Caritas", slug="caritas")
    return LeadFactory(social_space=ground.space, network=ground.network, partner=partner, valid_from=DAY, **more)


def step(ground: Ground, kind: Kind = Kind.PROPOSAL, **more):
    told = {"done_on": DAY, "decided_by": "Jugendhilfeausschuss"} | more
    return RolloutStepFactory(social_space=ground.space, network=ground.network, kind=kind, **told)


# Who leads


def test_a_social_space_names_the_documents_behind_its_lead(client, ground):
    lead(ground, document=document(), **ELSEWHERE)
    assert links(section(client, SPACE, "federfuehrung")) == [
        ("Caritas", "/partner/caritas/"),
        ("Beschluss zur Federführung", "/netzwerk/dokumente/beschluss-public/"),
        ("Vorlage 7/2026", "https://ratsinfo.example.org/7"),
    ]


def test_the_way_leads_on_to_the_resolution(client, ground):
    CouncilDecisionFactory(document=lead(ground, document=document()).document, title="Wer federführend ist")
    _partner, (_title, address) = links(section(client, SPACE, "federfuehrung"))
    assert "Wer federführend ist" in text_of(parsed(client.get(address)).find(".//main"))


@pytest.mark.parametrize("audience", ["members", "internal"])
@pytest.mark.parametrize("path", [SPACE, NETWORK])
def test_a_document_that_is_not_for_everybody_is_not_even_named(client, ground, audience, path):
    lead(ground, document=document(audience))
    step(ground, document=document(audience, "schritt"))
    page = client.get(path)
    assert links(section(client, path, "federfuehrung"))[-1:] == [("Caritas", "/partner/caritas/")]
    assert "Beschluss zur Federführung" not in page.content.decode()


def test_a_network_tells_who_leads_where_since_when_and_by_which_document(client, ground):
    lead(ground, document=document(), valid_until=None)
    second = SocialSpaceFactory(name="Mitte", slug="mitte")
    hidden = PartnerFactory(name="Stille Stelle", is_public=False)
    LeadFactory(social_space=second, network=ground.network, partner=hidden, valid_from=DAY, **ELSEWHERE)
    LeadFactory(network=ground.network, partner__name="Früher", valid_until=days(0))
    found = section(client, NETWORK, "federfuehrung")
    assert [text_of(one) for one in found.iter("li")] == [
        "Mitte: Stille Stelle seit 01.03.2026 Vorlage 7/2026",
        "Rheydt Ost: Caritas seit 01.03.2026 Beschluss zur Federführung",
    ]
    assert [address for _text, address in links(found)] == [
        "/sozialraeume/mitte/",
        "https://ratsinfo.example.org/7",
        SPACE,
        "/partner/caritas/",
        "/netzwerk/dokumente/beschluss-public/",
    ]


def test_a_network_that_nobody_leads_anywhere_says_nothing_of_it(client, ground):
    assert section(client, NETWORK, "federfuehrung") is None


# How it came about


def test_steps_that_are_done_stand_in_their_order_with_day_body_and_document(client, ground):
    for kind in (Kind.PROPOSAL, Kind.CONSENT, Kind.INVITATION):
        step(ground, kind, **(ELSEWHERE if kind == Kind.CONSENT else {}))
    step(ground, Kind.OTHERS, done_on=None, planned_for=days(30), decided_by="", note="nicht für alle")
    found = section(client, SPACE, "umsetzung")
    assert text_of(found.find(".//summary")) == "Frühe Hilfen: 3 von 6 Schritten"
    assert [text_of(one) for one in found.iter("li")] == [
        "Vorschlag des Jugendamts am 01.03.2026, Jugendhilfeausschuss",
        "Zustimmung des Jugendhilfeausschusses am 01.03.2026, Jugendhilfeausschuss Vorlage 7/2026",
        "Einladung aller Akteure am 01.03.2026, Jugendhilfeausschuss",
    ]
    assert links(found) == [("Vorlage 7/2026", "https://ratsinfo.example.org/7")]


def test_what_came_of_a_step_in_words_stays_inside(client, ground):
    step(ground, note="Nur für uns: schwierige Runde")
    assert "schwierige Runde" not in client.get(SPACE).content.decode()


def test_each_network_has_its_own_way(client, ground):
    step(ground)
    RolloutStepFactory(social_space=ground.space, network__name="HOME")
    RolloutStepFactory(network__name="Anderswo")
    found = [text_of(one) for one in section(client, SPACE, "umsetzung").iter("summary")]
    assert found == ["Frühe Hilfen: 1 von 6 Schritten", "HOME: 1 von 6 Schritten"]


def test_where_nothing_is_done_nothing_is_told(client, ground):
    step(ground, done_on=None, planned_for=days(30), decided_by="")
    assert section(client, SPACE, "umsetzung") is None


def test_a_step_is_seen_as_soon_as_it_is_done(client, ground):
    first = client.get(SPACE)
    step(ground)
    again = client.get(SPACE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, section(client, SPACE, "umsetzung") is not None) == (200, True)


def test_a_programme_names_each_public_document_once(client, ground):
    programme = ProgrammeFactory(code="home", network=ground.network)
    own = document()
    for more in ({"document": own}, {"document": own, **ELSEWHERE}, {"document": document("internal")}):
        ProgrammeStageFactory(programme=programme, valid_from=DAY, valid_until=None, **more)
    found = parsed(client.get("/programme/home/")).findall(".//main//a")
    told = [text_of(one) for one in found if "dokumente" in one.get("href") or "ratsinfo" in one.get("href")]
    assert told == ["Beschluss zur Federführung", "Vorlage 7/2026"]


def test_steps_and_leads_cost_the_pages_nothing(client, ground):
    def queries() -> list[int]:
        found = []
        for path in (SPACE, NETWORK):
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            found.append(len(captured))
        return found

    lead(ground, document=document())
    step(ground, document=document(slug="zweites"))
    few = queries()
    for number in range(4):
        LeadFactory(network=ground.network, document=DocumentFactory(slug=f"d-{number}", audience="public"))
        RolloutStepFactory(social_space=ground.space, document=DocumentFactory(slug=f"s-{number}", audience="public"))
    assert (queries(), max(few) <= 10) == (few, True)
