"""Who leads a network in a social space: appointed, corrected, ended, by those who keep the one or the other."""

import datetime

import pytest

from kit.history import events_of
from network.actions import LeadInTheWayError, appoint_lead
from network.models import LeadAssignment
from tests.network.factories import LeadFactory, NetworkFactory, PartnerFactory, UserFactory, person
from tests.network.spaces import BASE, Ground, complaints
from tests.sozialraum.factories import SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
EARLY, LATE = datetime.date(2025, 1, 1), datetime.date(2026, 7, 1)


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def keeper(client, ground):
    user = ground.keeper_of_space()
    client.force_login(user)
    return user


def times(network):
    found = LeadAssignment.objects.filter(network=network).order_by("valid_from")
    return [(one.partner.name, one.valid_from, one.valid_until) for one in found]


def sent(ground, **more):
    told = {"network": ground.network.pk, "partner": PartnerFactory(name="Caritas").pk, "valid_from": "2026-07-01"}
    return told | {"document_title": "", "document_url": ""} | more


def test_a_new_lead_ends_the_former_one_on_its_day(client, ground, keeper):
    LeadFactory(social_space=ground.space, network=ground.network, partner=PartnerFactory(name="Alt"), valid_from=EARLY)
    answer = client.post(f"{ground.page}federfuehrung/", sent(ground))
    assert (answer.url, times(ground.network)) == (ground.page, [("Alt", EARLY, LATE), ("Caritas", LATE, None)])


def test_the_page_shows_who_leads_and_who_led(client, ground, keeper):
    LeadFactory(
        social_space=ground.space,
        network=ground.network,
        partner=PartnerFactory(name="Alt"),
        valid_from=EARLY,
        valid_until=LATE,
    )
    LeadFactory(social_space=ground.space, network=ground.network, partner=PartnerFactory(name="Neu"), valid_from=LATE)
    tables = [text_of(one) for one in parsed(client.get(ground.page)).findall(".//table") if "ederführ" in text_of(one)]
    assert [("Neu" in one, "Alt" in one) for one in tables] == [(True, False), (False, True)]


def test_who_leads_already_goes_on(client, ground, keeper):
    lead = LeadFactory(social_space=ground.space, network=ground.network, valid_from=EARLY)
    client.post(f"{ground.page}federfuehrung/", sent(ground, partner=lead.partner.pk))
    assert times(ground.network) == [(lead.partner.name, EARLY, None)]


def test_a_lead_that_began_later_is_in_the_way(client, ground, keeper):
    LeadFactory(
        social_space=ground.space,
        network=ground.network,
        partner=PartnerFactory(name="Neu"),
        valid_from=datetime.date(2026, 8, 1),
    )
    answer = client.post(f"{ground.page}federfuehrung/", sent(ground))
    sentence = "Seit 01.08.2026 ist schon eingetragen: Neu. Ändern Sie zuerst diesen Eintrag."
    assert (complaints(answer), len(times(ground.network))) == ([sentence], 1)


def test_the_deed_says_who_is_in_the_way(ground):
    there = LeadFactory(social_space=ground.space, network=ground.network, valid_from=LATE)
    new = LeadAssignment(social_space=ground.space, network=ground.network, partner=PartnerFactory(), valid_from=EARLY)
    with pytest.raises(LeadInTheWayError) as refusal:
        appoint_lead(lead=new, by=UserFactory())
    assert (refusal.value.lead, LeadAssignment.objects.count()) == (there, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"partner": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"valid_from": "gestern"}, "Bitte ein gültiges Datum eingeben."),
        ({"document_title": "Vorlage 12"}, "Zu einem Dokument gehören Titel und Internetadresse."),
        (
            {"document_title": "Vorlage 12", "document_url": "javascript:alert(1)"},
            "Bitte eine gültige Adresse eingeben.",
        ),
    ],
)
def test_what_is_missing_is_said_beside_the_field(client, ground, keeper, changes, sentence):
    answer = client.post(f"{ground.page}federfuehrung/", sent(ground, **changes))
    assert (complaints(answer), LeadAssignment.objects.count()) == ([sentence], 0)


def test_an_archived_partner_does_not_lead(client, ground, keeper):
    away = PartnerFactory(is_public=False, archived_reason="aufgelöst")
    answer = client.post(f"{ground.page}federfuehrung/", sent(ground, partner=away.pk))
    assert (len(complaints(answer)), LeadAssignment.objects.count()) == (1, 0)


def test_a_lead_is_corrected_and_ended(client, ground, keeper):
    lead = LeadFactory(social_space=ground.space, network=ground.network, valid_from=EARLY)
    address = f"{BASE}federfuehrung/{lead.pk}/"
    answer = client.post(
        address, sent(ground, partner=lead.partner.pk, valid_from="2025-02-01", valid_until="2026-07-01")
    )
    assert (answer.url, times(ground.network)) == (
        ground.page,
        [(lead.partner.name, datetime.date(2025, 2, 1), LATE)],
    )


def test_two_times_of_one_network_never_overlap(client, ground, keeper):
    first = LeadFactory(social_space=ground.space, network=ground.network, valid_from=EARLY, valid_until=LATE)
    LeadFactory(social_space=ground.space, network=ground.network, valid_from=LATE)
    answer = client.post(f"{BASE}federfuehrung/{first.pk}/", sent(ground, valid_from="2025-01-01", valid_until=""))
    assert complaints(answer) == ["In dieser Zeit hat schon ein Partner die Federführung."]


def test_a_mistake_is_taken_out_and_stays_in_the_history(client, ground, keeper):
    lead = LeadFactory(social_space=ground.space, network=ground.network)
    answer = client.post(f"{BASE}federfuehrung/{lead.pk}/loeschen/")
    kept = events_of(LeadAssignment).objects.filter(pgh_obj_id=lead.pk, pgh_label="delete")
    assert (answer.url, LeadAssignment.objects.count(), kept.count()) == (ground.page, 0, 1)


def test_who_keeps_a_network_says_who_leads_it_anywhere_and_no_other(client, ground):
    client.force_login(ground.keeper_of_network())
    other, elsewhere = NetworkFactory(), SocialSpaceFactory()
    client.post(f"{BASE}{elsewhere.pk}/federfuehrung/", sent(ground))
    refused = client.post(f"{ground.page}federfuehrung/", sent(ground, network=other.pk))
    foreign = LeadFactory(social_space=ground.space, network=other)
    answers = [
        client.get(f"{BASE}federfuehrung/{foreign.pk}/"),
        client.post(f"{BASE}federfuehrung/{foreign.pk}/loeschen/"),
    ]
    assert (len(times(ground.network)), len(complaints(refused)), [one.status_code for one in answers]) == (
        1,
        1,
        [404, 404],
    )


@pytest.mark.parametrize("role", ["planner", "partner_editor"])
def test_who_only_reads_finds_nothing_to_press(client, ground, role):
    LeadFactory(social_space=ground.space, network=ground.network)
    where = {"partner": PartnerFactory()} if role == "partner_editor" else {}
    client.force_login(person(role, **where))
    page = parsed(client.get(ground.page))
    links = [one.get("href") for one in page.findall(".//section//a") if one.get("href").startswith(BASE)]
    assert (links, client.get(f"{ground.page}federfuehrung/").status_code) == ([], 403)
