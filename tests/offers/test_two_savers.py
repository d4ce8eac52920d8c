"""Two people at one offer: nothing is overwritten silently, whoever is first."""

import threading

import pytest
from django.db import connection
from django.test import Client

from offers.actions import ConflictError, DecisionError, Wish, approve, create_offer, save_offer, send_back, sight
from offers.content import content_of
from offers.models import Offer, Submission
from tests.network.factories import PartnerFactory, person
from tests.offers.writing import SAVE, complete_offer, edit_page, sent, write
from tests.sozialraum.html import errors, parsed, text_of


@pytest.fixture
def offer(municipality):
    return complete_offer(title="Treff", phone="1", email="")


@pytest.fixture
def form(client, offer):
    """Return what the form sends that somebody opened before the others changed anything."""
    client.force_login(person("steering"))
    return sent(client.get(edit_page(offer))) | {"wunsch": SAVE}


@pytest.fixture
def another():
    """Return the browser of somebody else."""
    client = Client()
    client.force_login(person("steering"))
    return client


def choices(response):
    """Return what the page lets choose: for each field the two versions."""
    rows = [one for one in parsed(response).iter("fieldset") if one.find(".//input[@name='streit']") is not None]
    return [(text_of(row.find("legend")), *[text_of(label) for label in row.findall(".//label")]) for row in rows]


def test_changes_of_different_fields_are_both_kept_and_the_second_is_told(client, another, offer, form):
    write(another, edit_page(offer), phone="2")
    response = client.post(edit_page(offer), form | {"title": "Neuer Treff"}, follow=True)
    offer.refresh_from_db()
    notices = [text_of(one) for one in parsed(response).findall(".//*[@class='notice-body']")]
    assert (
        offer.title,
        offer.phone,
        "Jemand anderes hatte inzwischen Telefon geändert; auch das bleibt." in notices,
    ) == (
        "Neuer Treff",
        "2",
        True,
    )


def test_where_both_changed_the_same_the_second_sees_both_versions_and_nothing_is_saved(client, another, offer, form):
    write(another, edit_page(offer), phone="2")
    response = client.post(edit_page(offer), form | {"title": "Neuer Treff", "phone": "3"})
    offer.refresh_from_db()
    again = sent(response)
    assert (offer.title, offer.phone, again["title"], again["phone"]) == ("Treff", "2", "Neuer Treff", "3")
    assert choices(response) == [("Telefon", "meine Angabe: 3", "was jetzt gespeichert ist: 2")]


@pytest.mark.parametrize(("choice", "phone"), [("meine", "3"), ("andere", "2")])
def test_the_second_chooses_per_field(client, another, offer, form, choice, phone):
    write(another, edit_page(offer), phone="2")
    asked = client.post(edit_page(offer), form | {"title": "Neuer Treff", "phone": "3"})
    client.post(edit_page(offer), sent(asked, wahl_phone=choice, wunsch=SAVE))
    offer.refresh_from_db()
    assert (offer.title, offer.phone) == ("Neuer Treff", phone)


def test_who_does_not_choose_is_asked_again(client, another, offer, form):
    write(another, edit_page(offer), phone="2")
    asked = client.post(edit_page(offer), form | {"phone": "3"})
    again = client.post(edit_page(offer), sent(asked, wunsch=SAVE))
    offer.refresh_from_db()
    assert (errors(parsed(again)), choices(again), offer.phone) == (
        ["Bitte wählen Sie bei Telefon, welche Angabe gilt."],
        [("Telefon", "meine Angabe", "was jetzt gespeichert ist: 2")],
        "2",
    )


def test_a_third_change_while_the_second_chooses_is_asked_about_too(client, another, offer, form):
    write(another, edit_page(offer), phone="2")
    asked = client.post(edit_page(offer), form | {"phone": "3"})
    write(another, edit_page(offer), phone="4")
    again = client.post(edit_page(offer), sent(asked, wahl_phone="meine", wunsch=SAVE))
    offer.refresh_from_db()
    assert (choices(again), offer.phone) == ([("Telefon", "meine Angabe: 3", "was jetzt gespeichert ist: 4")], "4")


def test_what_a_form_began_with_cannot_be_forged(client, another, offer, form):
    write(another, edit_page(offer), phone="2")
    client.post(edit_page(offer), form | {"phone": "3", "grundlage": "gefälscht"})
    offer.refresh_from_db()
    # Without a word on what it began with, it began with what is there now.
    assert offer.phone == "3"


def test_an_offer_that_was_archived_meanwhile_is_not_changed(client, offer, form):
    Offer.objects.filter(pk=offer.pk).update(status="archived", archived_reason="Zu Ende.")
    assert client.post(edit_page(offer), form | {"phone": "3"}).url == f"/verwaltung/angebote/{offer.pk}/"
    offer.refresh_from_db()
    assert offer.phone == "1"


# With real transactions at the same time


def at_once(*works):
    """Run functions at the same time, each with a connection of its own; return what each returned or raised."""
    ready, found = threading.Barrier(len(works)), {}

    def run(number, work):
        try:
            ready.wait(10)
            found[number] = work()
        except (ConflictError, DecisionError) as refused:
            found[number] = type(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [found[number] for number in range(len(works))]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_the_same_field_at_once_one_is_asked():
    offer, people = complete_offer(phone="1"), [person("steering"), person("steering")]
    base = content_of(Offer.objects.get(pk=offer.pk))

    def saving(user, phone):
        how = {"by": user, "wish": Wish.KEEP, "confirms": False}
        return lambda: save_offer(offer.pk, base=base, content=base | {"phone": phone}, **how).outcome.value

    outcomes = at_once(saving(people[0], "2"), saving(people[1], "3"))
    assert sorted(map(str, outcomes)) == [str(ConflictError), "public"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_different_fields_at_once_both_are_kept():
    offer, user = complete_offer(phone="1", email=""), person("steering")
    base = content_of(Offer.objects.get(pk=offer.pk))

    def saving(**changes):
        how = {"by": user, "wish": Wish.KEEP, "confirms": False}
        return lambda: save_offer(offer.pk, base=base, content=base | changes, **how).outcome.value

    assert at_once(saving(phone="2"), saving(email="treff@example.org")) == ["public", "public"]
    offer.refresh_from_db()
    assert (offer.phone, offer.email) == ("2", "treff@example.org")


@pytest.mark.django_db(transaction=True)
def test_two_new_offers_of_one_title_at_once_have_two_addresses():
    user, content = person("steering"), content_of(Offer.objects.get(pk=complete_offer(title="Vorlage").pk))
    how = {"by": user, "wish": Wish.KEEP, "confirms": False}
    new = content | {"title": "Krabbeln"}
    found = at_once(*[lambda: create_offer(new, **how).record.slug for _number in range(2)])
    assert sorted(found) == ["krabbeln", "krabbeln-2"]


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_one_decides():
    partner = PartnerFactory()
    offer, author = complete_offer(provider=partner, phone="1"), person("partner_editor", partner=partner)
    base = content_of(Offer.objects.get(pk=offer.pk))
    submission = Submission.objects.create(offer=offer, author=author, base=base, content=base | {"phone": "2"})
    sign, people = sight(submission, base), [person("steering"), person("steering")]
    outcomes = at_once(
        lambda: approve(submission, by=people[0], seen=sign).state.value,
        lambda: send_back(submission, by=people[1], sentence="Bitte anders.").state.value,
    )
    submission.refresh_from_db()
    offer.refresh_from_db()
    assert DecisionError in outcomes
    assert (submission.state, offer.phone) in {("approved", "2"), ("returned", "1")}


@pytest.mark.django_db(transaction=True)
def test_a_change_beside_an_approval_keeps_both():
    partner = PartnerFactory()
    offer, reviewer = complete_offer(provider=partner, phone="1", email=""), person("steering")
    base = content_of(Offer.objects.get(pk=offer.pk))
    submission = Submission.objects.create(offer=offer, author=person(), base=base, content=base | {"phone": "2"})
    how = {"by": reviewer, "wish": Wish.KEEP, "confirms": False}
    outcomes = at_once(
        lambda: approve(submission, by=reviewer, seen=sight(submission, base)).state.value,
        lambda: save_offer(offer.pk, base=base, content=base | {"email": "a@example.org"}, **how).outcome.value,
    )
    offer.refresh_from_db()
    # Where the change came first, the reviewer has not seen it and looks again.
    assert (outcomes[0], offer.phone) in {("approved", "2"), (DecisionError, "1")}
    assert (outcomes[1], offer.email) == ("public", "a@example.org")
