"""Offers given to somebody who looks after them: to whom they may be given, what the person hears, where they stand."""

import threading

import pytest
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse

from network.choices import Permission
from offers.actions import assign
from offers.models import Offer
from offers.permissions import people_who_reach
from tests.network.factories import (
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
SELECTION = "/verwaltung/angebote/auswahl/"


def assign_by_form(client, to, *offers, **more):
    data = {"aktion": "zuweisen", "angebot": [offer.pk for offer in offers], "to": getattr(to, "pk", to)}
    return client.post(SELECTION, data | {"ausfuehren": "1"} | more)


def holders(*offers) -> list:
    return [Offer.objects.get(pk=offer.pk).assigned_to for offer in offers]


# To whom


def test_those_can_be_chosen_whose_rights_reach_the_offer():
    network, space, district = NetworkFactory(), SocialSpaceFactory(), DistrictFactory()
    SocialSpaceMembershipFactory(social_space=space, district=district)
    offer = OfferFactory(district=district)
    MembershipFactory(network=network, partner=offer.provider)
    near = {
        person("steering"),
        person("operator"),
        person("partner_editor", partner=offer.provider),
        person("coordinator", network=network),
        person("coordinator", social_space=space),
    }
    person("partner_editor", partner=PartnerFactory())
    person("coordinator", network=NetworkFactory())
    person("coordinator", social_space=SocialSpaceFactory())
    person("planner")
    person()
    assert set(people_who_reach(Offer.objects.all(), Permission.CONFIRM)) == near


def test_of_a_selection_those_who_reach_all_of_it():
    first, second = OfferFactory(), OfferFactory()
    both = person("partner_editor", partner=first.provider)
    RoleFactory(user=both, role="partner_lead", partner=second.provider)
    person("partner_editor", partner=first.provider)
    person("partner_editor", partner=second.provider)
    assert list(people_who_reach(Offer.objects.all(), Permission.CONFIRM)) == [both]


def test_who_coordinates_a_social_space_reaches_what_is_meant_for_it():
    space = SocialSpaceFactory()
    coordinator = person("coordinator", social_space=space)
    offer = OfferFactory()
    offer.catchment_social_spaces.add(space)
    assert list(people_who_reach(Offer.objects.all(), Permission.CONFIRM)) == [coordinator]


def test_an_account_that_is_shut_cannot_be_chosen():
    OfferFactory()
    RoleFactory(user=UserFactory(is_active=False))
    assert list(people_who_reach(Offer.objects.all(), Permission.CONFIRM)) == []


def test_nobody_reaches_no_offer():
    person("steering")
    assert list(people_who_reach(Offer.objects.none(), Permission.CONFIRM)) == []


def test_finding_them_costs_the_same_for_few_and_for_many(django_assert_num_queries):
    partner = PartnerFactory()
    for number in (1, 10):
        for _ in range(number):
            OfferFactory(provider=partner)
            person("partner_editor", partner=partner)
            person("steering")
        with django_assert_num_queries(5):
            assert list(people_who_reach(Offer.objects.all(), Permission.CONFIRM))


# The page


def test_the_preview_asks_who_and_offers_only_those(client, steering):
    offer = OfferFactory()
    editor = person("partner_editor", partner=offer.provider)
    person("partner_editor", partner=PartnerFactory())
    page = parsed(client.post(SELECTION, {"aktion": "zuweisen", "angebot": [offer.pk]}))
    choices = [text_of(option) for option in page.findall(".//select[@name='to']/option")]
    assert choices == [
        "niemand mehr: Zuweisung aufheben",
        f"{steering.name} ({steering.email})",
        f"{editor.name} ({editor.email})",
    ]
    (chosen,) = page.findall(".//select[@name='to']/option[@selected]")
    assert (chosen.get("value"), holders(offer)) == (str(steering.pk), [None])


def test_an_assignment_is_taken_back_by_choosing_nobody(client, steering):
    offer = OfferFactory(assigned_to=steering)
    assign_by_form(client, "", offer)
    assert holders(offer) == [None]


def test_somebody_whose_rights_do_not_reach_is_refused_beside_the_field(client, steering):
    offer = OfferFactory()
    response = assign_by_form(client, person("partner_editor", partner=PartnerFactory()), offer)
    assert errors(parsed(response)) == [
        "Wer kümmert sich darum? – Diese Person darf nicht alle diese Angebote bearbeiten."
    ]
    assert holders(offer) == [None]


@pytest.mark.parametrize("to", ["abc", "9" * 40, "-1", "\x00"])
def test_what_is_no_person_is_refused(client, steering, to):
    offer = OfferFactory()
    assert (assign_by_form(client, to, offer).status_code, holders(offer)) == (200, [None])


def test_one_mail_tells_of_a_whole_selection(client, steering, django_capture_on_commit_callbacks):
    partner = PartnerFactory()
    offers = [OfferFactory(title=title, provider=partner) for title in ("Babymassage", "Elterncafé")]
    editor = person("partner_editor", partner=partner)
    with django_capture_on_commit_callbacks(execute=True):
        response = assign_by_form(client, editor, *offers)
    assert (response.status_code, holders(*offers)) == (302, [editor, editor])
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([editor.email], "2 Angebote sind Ihnen zugewiesen")
    lines = [line for line in letter.body.splitlines() if line]
    assert lines == [
        f"Guten Tag, {editor.name},",
        f"{steering.name} hat Ihnen 2 Angebote zugewiesen. Bitte sehen Sie, ob sie noch stimmen:",
        "– Babymassage",
        "– Elterncafé",
        "Alles, was Ihnen zugewiesen ist:",
        lines[-1],
    ]
    assert lines[-1].endswith("/verwaltung/angebote/?zugewiesen=mir")


def test_a_mail_names_the_first_of_very_many(django_capture_on_commit_callbacks):
    editor = UserFactory()
    OfferFactory.create_batch(32)
    with django_capture_on_commit_callbacks(execute=True):
        assign(Offer.objects.all(), to=editor, by=UserFactory())
    lines = [line for line in mail.outbox[0].body.splitlines() if line]
    assert (sum(line.startswith("– ") for line in lines), lines[-3]) == (30, "und 2 weitere")


def test_who_takes_offers_or_gives_them_back_gets_no_mail(django_capture_on_commit_callbacks):
    offer, user = OfferFactory(), UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        numbers = [assign(Offer.objects.all(), to=user, by=user), assign(Offer.objects.all(), to=None, by=user)]
    assert (numbers, mail.outbox, holders(offer)) == ([1, 1], [], [None])


def test_what_somebody_has_already_is_not_given_again(django_capture_on_commit_callbacks):
    user = UserFactory()
    OfferFactory(assigned_to=user)
    new = OfferFactory(title="Neu")
    with django_capture_on_commit_callbacks(execute=True):
        number = assign(Offer.objects.all(), to=user, by=UserFactory())
    assert (number, mail.outbox[0].subject, holders(new)) == (1, "Ein Angebot ist Ihnen zugewiesen", [user])


def test_an_assignment_is_no_edit_and_spares_what_is_archived():
    offer, archived = OfferFactory(), OfferFactory(status="archived")
    edited = offer.updated_at
    assign(Offer.objects.all(), to=UserFactory(), by=UserFactory())
    offer.refresh_from_db()
    assert (offer.updated_at, holders(archived)) == (edited, [None])


def test_an_account_that_goes_leaves_its_offers_to_nobody():
    user = UserFactory()
    offer = OfferFactory(assigned_to=user)
    user.delete()
    assert holders(offer) == [None]


def test_an_editor_assigns_the_own_offers_alone(client):
    mine, other = OfferFactory(), OfferFactory()
    editor = person("partner_editor", partner=mine.provider)
    client.force_login(editor)
    assign_by_form(client, editor, mine, other)
    assert holders(mine, other) == [editor, None]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_assign_at_once_the_second_waits_and_counts():
    offer, first, second = OfferFactory(), UserFactory(), UserFactory()
    results = []

    def later() -> None:
        results.append(assign(Offer.objects.all(), to=second, by=second))
        connection.close()

    with transaction.atomic():
        assign(Offer.objects.all(), to=first, by=first)
        thread = threading.Thread(target=later)
        thread.start()
        thread.join(0.5)
        waits = thread.is_alive()
    thread.join()
    assert (waits, results, holders(offer)) == (True, [1], [second])


# Where they stand


def listed(client, query: str) -> list[str]:
    page = parsed(client.get(f"/verwaltung/angebote/?{query}"))
    return [text_of(cell) for cell in page.findall(".//tbody/tr/th")]


def test_the_list_is_narrowed_by_who_looks_after_an_offer(client, steering):
    other = person("steering")
    mine, theirs, nobody_s = OfferFactory(assigned_to=steering), OfferFactory(assigned_to=other), OfferFactory()
    found = [listed(client, f"zugewiesen={value}") for value in ("mir", other.pk, "niemand")]
    assert found == [[mine.title], [theirs.title], [nobody_s.title]]


def test_an_editor_reads_no_names_of_people_beyond_the_own_offers(client):
    mine, theirs = OfferFactory(assigned_to=person("steering")), OfferFactory(assigned_to=person("steering"))
    client.force_login(person("partner_editor", partner=mine.provider))
    page = parsed(client.get("/verwaltung/angebote/"))
    choices = [option.get("value") for option in page.findall(".//select[@name='zugewiesen']/option")]
    assert choices == ["", "mir", "niemand", str(mine.assigned_to_id)]
    assert listed(client, f"zugewiesen={theirs.assigned_to_id}") == [mine.title]


def test_the_page_of_an_offer_says_who_looks_after_it(client, steering):
    offer = OfferFactory(assigned_to=UserFactory(name="Kim Beispiel"))
    page = parsed(client.get(reverse("staff_offer", args=[offer.pk])))
    rows = {text_of(row.find("dt")): text_of(row.find("dd")) for row in page.findall(".//dl/div")}
    assert rows["Zugewiesen an"] == "Kim Beispiel"


def test_the_board_shows_what_is_mine_and_asks_for_something(client, steering):
    OfferFactory(assigned_to=steering, status="draft", confirmed_at=None)
    OfferFactory(assigned_to=steering, confirmed_at=None)
    OfferFactory(assigned_to=steering, next_review="2999-01-01", confirmed_at="2026-10-01")
    OfferFactory(assigned_to=person("steering"), confirmed_at=None)
    links = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    assert (text_of(links[0]), len(listed(client, links[0].get("href").partition("?")[2]))) == ("2 × Mir zugewiesen", 2)
