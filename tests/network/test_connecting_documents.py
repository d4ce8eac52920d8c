"""Documents that connect: a lead, a step of a roll-out or a stage of a programme names the one in which it was decided."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.actions import record_step
from network.forms.spaces import LeadPeriodForm
from network.models import Document, LeadAssignment, RolloutStep
from network.permissions import documents_seen_by
from offers.models import ProgrammeStage
from tests.network.factories import LeadFactory, PartnerFactory, RolloutStepFactory, UserFactory, person
from tests.network.factories_of_networks import DocumentFactory
from tests.network.spaces import Ground, complaints
from tests.offers.factories import ProgrammeFactory, ProgrammeStageFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
DAY = datetime.date(2026, 3, 1)
Kind = RolloutStep.Kind


@pytest.fixture
def ground(db) -> Ground:
    return Ground()


def document(ground, audience: str = "public", **more) -> Document:
    return DocumentFactory(title=f"Vorlage {audience}", audience=audience, network=ground.network, **more)


def links(client, path: str) -> list[str]:
    """Return the documents of the portal that a page leads to."""
    found = parsed(client.get(path)).findall(".//main//a")
    return [text_of(one) for one in found if one.get("href").startswith("/verwaltung/netzwerke/dokumente/")]


def people(ground, client_of) -> dict:
    users = {
        "space": ground.keeper_of_space(),
        "network": ground.keeper_of_network(),
        "steering": person("steering"),
        "stranger": person("partner_editor", partner=PartnerFactory()),
    }
    return {name: client_of(user) for name, user in users.items()}


ALL = {"space", "network", "steering", "stranger"}


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("public", ALL), ("members", {"network", "steering"}), ("internal", {"network", "steering"})],
)
def test_a_lead_and_a_step_lead_to_their_document_those_who_may_read_it(ground, client_of, audience, readers):
    named = document(ground, audience)
    LeadFactory(social_space=ground.space, network=ground.network, document=named)
    RolloutStepFactory(social_space=ground.space, network=ground.network, done_on=DAY, document=named)
    clients = people(ground, client_of)
    found = {name: links(client, ground.page) for name, client in clients.items()}
    assert found == {name: [named.title] * 2 if name in readers else [] for name in ALL}
    titles = {name for name, client in clients.items() if named.title in client.get(ground.page).content.decode()}
    assert titles == readers


def test_a_stage_of_a_programme_leads_to_its_document_those_who_may_read_it(ground, client_of):
    programme = ProgrammeFactory(code="home", network=ground.network)
    for audience in ("public", "internal"):
        ProgrammeStageFactory(
            programme=programme, document=document(ground, audience), valid_from=DAY, valid_until=None
        )
    clients, page = people(ground, client_of), "/verwaltung/sozialraeume/programme/home/"
    found = {name: set(links(clients[name], page)) for name in ("space", "network", "stranger")}
    both, public = {"Vorlage public", "Vorlage internal"}, {"Vorlage public"}
    assert found == {"space": public, "network": both, "stranger": public}


def test_both_documents_stand_side_by_side(ground, client):
    client.force_login(ground.keeper_of_network())
    proof = {"document_title": "Beschluss", "document_url": "https://ratsinfo.example.org/1"}
    LeadFactory(social_space=ground.space, network=ground.network, document=document(ground), **proof)
    cells = [text_of(one) for one in parsed(client.get(ground.page)).findall(".//tbody/tr/td")]
    assert "Vorlage public Beschluss" in cells


# Entered


def lead_sent(ground, **more) -> dict:
    told = {"network": ground.network.pk, "partner": PartnerFactory().pk, "valid_from": "2026-07-01"}
    return told | {"document": "", "document_title": "", "document_url": ""} | more


def test_who_appoints_a_lead_chooses_among_the_documents_they_may_read(ground, client):
    client.force_login(ground.keeper_of_space())
    named, secret = document(ground), document(ground, "internal", slug="geheim")
    page = parsed(client.get(f"{ground.page}federfuehrung/"))
    choices = [text_of(one) for one in page.findall(".//select[@name='document']/option")]
    client.post(f"{ground.page}federfuehrung/", lead_sent(ground, document=named.pk))
    refused = client.post(f"{ground.page}federfuehrung/", lead_sent(ground, document=secret.pk))
    assert (choices, LeadAssignment.objects.get().document) == (["keins", "Vorlage public"], named)
    assert len(complaints(refused)) == 1


def test_a_step_keeps_its_document_and_hands_it_to_the_lead_it_decides(ground):
    named, partner = document(ground), PartnerFactory()
    for kind in (Kind.PROPOSAL, Kind.CONSENT, Kind.INVITATION):
        RolloutStepFactory(social_space=ground.space, network=ground.network, kind=kind, done_on=DAY)
    same = {"social_space": ground.space, "network": ground.network, "decided_by": "Sozialraum"}
    step = RolloutStep(**same, kind=Kind.LEAD, done_on=DAY, partner=partner, document=named)
    record_step(step=step, partners=[], by=UserFactory())
    assert LeadAssignment.objects.get().document == named


def test_a_step_is_entered_with_its_document(ground, client):
    client.force_login(ground.keeper_of_network())
    named = document(ground, "internal")
    told = {"planned_for": "2026-09-01", "document": named.pk}
    client.post(f"{ground.page}umsetzung/{ground.network.slug}/proposal/", told)
    assert RolloutStep.objects.get().document == named


def test_a_stage_is_entered_with_its_document_in_each_district(ground, client):
    client.force_login(person("steering"))
    ProgrammeFactory(code="home", network=ground.network)
    named = document(ground)
    told = {"stage": "pilot", "valid_from": "2026-09-01", "districts": [ground.district.pk], "document": named.pk}
    client.post("/verwaltung/sozialraeume/programme/home/eintragen/", told)
    assert ProgrammeStage.objects.get().document == named


def test_who_may_not_read_a_document_changes_the_rest_and_leaves_it(ground, client):
    client.force_login(ground.keeper_of_space())
    named, partner = document(ground, "internal"), PartnerFactory()
    lead = LeadFactory(
        social_space=ground.space, network=ground.network, partner=partner, document=named, valid_from=DAY
    )
    address = f"/verwaltung/sozialraeume/federfuehrung/{lead.pk}/"
    shown = client.get(address).content.decode()
    client.post(address, {"partner": partner.pk, "valid_from": "2026-02-01", "document": "", "document_title": ""})
    lead.refresh_from_db()
    assert (named.title in shown, lead.valid_from, lead.document) == (False, datetime.date(2026, 2, 1), named)


def test_who_may_read_it_takes_it_out(ground, client):
    client.force_login(ground.keeper_of_network())
    partner = PartnerFactory()
    named = document(ground, "internal")
    lead = LeadFactory(
        social_space=ground.space, network=ground.network, partner=partner, document=named, valid_from=DAY
    )
    client.post(
        f"/verwaltung/sozialraeume/federfuehrung/{lead.pk}/",
        {"partner": partner.pk, "valid_from": "2026-03-01", "document": ""},
    )
    lead.refresh_from_db()
    assert lead.document is None


def test_a_form_without_a_reader_of_the_document_has_no_field_for_it(ground):
    lead = LeadFactory(social_space=ground.space, network=ground.network, document=document(ground, "internal"))
    fields = {
        name: "document" in LeadPeriodForm(instance=lead, documents=documents_seen_by(user)).fields
        for name, user in {"space": ground.keeper_of_space(), "network": ground.keeper_of_network()}.items()
    }
    assert fields == {"space": False, "network": True}


def test_a_document_that_is_taken_out_leaves_the_record(ground):
    lead = LeadFactory(social_space=ground.space, network=ground.network, document=document(ground))
    Document.objects.all().delete()
    lead.refresh_from_db()
    assert lead.document is None


def test_many_documents_cost_no_more_queries(ground, client):
    client.force_login(ground.keeper_of_network())

    def asked() -> int:
        client.get(ground.page)
        with CaptureQueriesContext(connection) as captured:
            client.get(ground.page)
        return len(captured)

    RolloutStepFactory(social_space=ground.space, network=ground.network, document=document(ground))
    LeadFactory(social_space=ground.space, network=ground.network, document=document(ground), valid_from=DAY)
    few = asked()
    for number, kind in enumerate((Kind.CONSENT, Kind.INVITATION)):
        named = document(ground, "members", slug=f"mehr-{number}")
        RolloutStepFactory(social_space=ground.space, network=ground.network, kind=kind, document=named)
    assert (asked(), few <= 18) == (few, True)
