"""The steps of a network's way into a social space, in order, each with its day and who decided."""

import datetime

import pytest

from network.models import LeadAssignment, RolloutStep
from tests.network.factories import (
    FacilityFactory,
    LeadFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    RolloutStepFactory,
)
from tests.network.spaces import BASE, Ground, complaints
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
Kind = RolloutStep.Kind


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def keeper(client, ground):
    user = ground.keeper_of_space()
    client.force_login(user)
    return user


def address(ground, kind):
    return f"{ground.page}umsetzung/{ground.network.slug}/{kind}/"


def sent(**more):
    empty = dict.fromkeys(("planned_for", "done_on", "decided_by", "note", "document_title", "document_url"), "")
    return empty | {"done_on": "2026-03-01", "decided_by": "Jugendhilfeausschuss"} | more


def begun(ground):
    """Let proposal, consent and invitation be done, a month each."""
    for month, kind in enumerate((Kind.PROPOSAL, Kind.CONSENT, Kind.INVITATION), 1):
        RolloutStepFactory(
            social_space=ground.space, network=ground.network, kind=kind, done_on=datetime.date(2026, month, 1)
        )


def test_a_step_is_planned_first_and_then_done(client, ground, keeper):
    where = address(ground, "proposal")
    client.post(where, sent(done_on="", decided_by="", planned_for="2026-02-01"))
    answer = client.post(where, sent(planned_for="2026-02-01", decided_by="Jugendamt", note="Viele Kinder."))
    step = RolloutStep.objects.get()
    told = (step.planned_for, step.done_on, step.decided_by, step.note)
    assert (answer.url, told) == (
        ground.page,
        (datetime.date(2026, 2, 1), datetime.date(2026, 3, 1), "Jugendamt", "Viele Kinder."),
    )


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("proposal", {"done_on": ""}, "Bitte sagen Sie, wann der Schritt geplant ist oder wann er geschehen ist."),
        ("proposal", {"decided_by": ""}, "Bitte sagen Sie, welches Gremium oder welche Stelle entschieden hat."),
        ("consent", {}, "Vorher muss dieser Schritt geschehen sein: Vorschlag des Jugendamts."),
        ("lead", {}, "Vorher muss dieser Schritt geschehen sein: Einladung aller Akteure."),
    ],
)
def test_what_cannot_be_is_said_in_words(client, ground, keeper, kind, changes, sentence):
    answer = client.post(address(ground, kind), sent(**changes))
    found = complaints(answer)
    assert (sentence in found, RolloutStep.objects.count()) == (True, 0)


def test_a_decision_names_what_was_decided(client, ground, keeper):
    begun(ground)
    found = [complaints(client.post(address(ground, kind), sent())) for kind in ("lead", "centre")]
    assert found == [
        ["Bitte wählen Sie, wer die Federführung hat."],
        ["Bitte wählen Sie, welche Einrichtung Familienzentrum wird."],
    ]


def test_the_decision_about_the_lead_makes_it_the_lead(client, ground, keeper):
    begun(ground)
    former = LeadFactory(social_space=ground.space, network=ground.network, valid_from=datetime.date(2020, 1, 1))
    partner = PartnerFactory(name="Caritas")
    proof = {"document_title": "Vorlage 12/2026", "document_url": "https://example.org/12"}
    client.post(address(ground, "lead"), sent(partner=partner.pk, **proof))
    former.refresh_from_db()
    lead = LeadAssignment.objects.get(partner=partner)
    day = datetime.date(2026, 3, 1)
    assert (former.valid_until, lead.valid_from, lead.document_title) == (day, day, "Vorlage 12/2026")


def test_a_decision_that_is_entered_again_appoints_nobody_twice(client, ground, keeper):
    begun(ground)
    partner = PartnerFactory()
    for _ in range(2):
        client.post(address(ground, "lead"), sent(partner=partner.pk))
    assert LeadAssignment.objects.count() == 1


def test_a_decision_against_a_later_lead_is_refused_whole(client, ground, keeper):
    begun(ground)
    LeadFactory(social_space=ground.space, network=ground.network, valid_from=datetime.date(2026, 9, 1))
    answer = client.post(address(ground, "lead"), sent(partner=PartnerFactory().pk))
    assert (len(complaints(answer)), RolloutStep.objects.count(), LeadAssignment.objects.count()) == (1, 3, 1)


def test_the_family_centre_is_chosen_among_the_houses_of_the_social_space(client, ground, keeper):
    begun(ground)
    here, elsewhere = FacilityFactory(district=ground.district), FacilityFactory()
    refused = client.post(address(ground, "centre"), sent(facility=elsewhere.pk))
    client.post(address(ground, "centre"), sent(facility=here.pk))
    assert (len(complaints(refused)), RolloutStep.objects.get(kind="centre").facility) == (1, here)


def test_who_else_belongs_to_it_is_kept(client, ground, keeper):
    begun(ground)
    partners = [
        MembershipFactory(network=ground.network).partner,
        FacilityFactory(district=ground.district).partner,
    ]
    stranger = client.post(address(ground, "others"), sent(partners=[PartnerFactory().pk]))
    assert len(complaints(stranger)) == 1
    client.post(address(ground, "others"), sent(partners=[one.pk for one in partners]))
    page = text_of(parsed(client.get(ground.page)).find(".//main"))
    assert (
        set(RolloutStep.objects.get(kind="others").partners.all()),
        all(one.name in page for one in partners),
        "Frühe Hilfen: 4 von 6 Schritten" in page,
    ) == (set(partners), True, True)


def test_an_earlier_step_is_not_moved_behind_a_later_one(client, ground, keeper):
    begun(ground)
    answer = client.post(address(ground, "proposal"), sent(done_on="2026-02-15"))
    sentence = "Ein späterer Schritt wäre dann vor diesem geschehen. Bitte prüfen Sie die Tage."
    assert (complaints(answer), RolloutStep.objects.get(kind="proposal").done_on) == (
        [sentence],
        datetime.date(2026, 1, 1),
    )


def test_the_last_step_is_taken_out_and_none_before_it(client, ground, keeper):
    begun(ground)
    found = [client.post(f"{address(ground, kind)}loeschen/").url for kind in ("consent", "invitation", "consent")]
    left = set(RolloutStep.objects.values_list("kind", flat=True))
    assert (found, left) == ([address(ground, "consent"), ground.page, ground.page], {"proposal"})


@pytest.mark.parametrize("kind", ["nichts", "proposal"])
def test_what_there_is_not_is_not_taken_out(client, ground, keeper, kind):
    assert client.post(f"{address(ground, kind)}loeschen/").status_code == 404


def test_who_keeps_another_network_changes_nothing(client, ground):
    client.force_login(ground.keeper_of_network())
    other = NetworkFactory(slug="home")
    found = [
        client.get(f"{ground.page}umsetzung/{slug}/proposal/").status_code for slug in ("fruehe-hilfen", other.slug)
    ]
    assert found == [200, 404]


def test_the_list_counts_how_far_the_networks_are(client, ground, keeper):
    begun(ground)
    RolloutStepFactory(
        social_space=ground.space,
        network=ground.network,
        kind=Kind.LEAD,
        done_on=None,
        decided_by="",
        planned_for=datetime.date(2027, 1, 21),
    )
    LeadFactory(social_space=ground.space, network=ground.network)
    rows = [text_of(one) for one in parsed(client.get(BASE)).findall(".//tbody/tr")]
    assert (rows[0], "Frühe Hilfen: 3 von 6 nächster Schritt 21.01.2027" in rows[1]) == (
        "Frühe Hilfen1 von 10 von 1",
        True,
    )
