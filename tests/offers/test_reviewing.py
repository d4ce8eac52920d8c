"""The form in which reviewers change what was submitted: kept while they write, and nothing is approved that they have not seen."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from offers.actions import ConflictError, DecisionError, Wish, approve_changed, proposed, save_offer, send_back
from offers.content import content_of
from offers.models import KeptForm, Offer, Submission
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.hosting import NEW_HOUSE, house_of, new_house
from tests.offers.hosting import edit_page as host_page
from tests.offers.writing import DISCARD, KEEP, SAVE, SUBMIT, complete_offer, edit_page, new_offer, sent, write
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def partner():
    return PartnerFactory(name="Familienbildung")


@pytest.fixture
def offer(partner):
    return complete_offer(provider=partner, title="Treff", phone="1", email="")


@pytest.fixture
def author(partner, client_of):
    return client_of(person("partner_editor", partner=partner))


@pytest.fixture
def reviewer(client_of):
    return client_of(person("steering"))


@pytest.fixture
def submission(author, offer):
    """Return a change of the offer that waits: another title."""
    write(author, edit_page(offer), wish=SUBMIT, title="Neuer Tref")
    return Submission.objects.get()


def form_of(submission):
    return f"/verwaltung/einreichungen/{submission.pk}/bearbeiten/"


def keep_of(submission):
    return f"/verwaltung/einreichungen/{submission.pk}/zwischenstand/"


def said(response):
    return [text_of(one) for one in parsed(response).findall(".//*[@class='notice-body']")]


def titles(response):
    return [text_of(one) for one in parsed(response).findall(".//*[@class='notice-title']")]


def choices(response):
    rows = [one for one in parsed(response).iter("fieldset") if one.find(".//input[@name='streit']") is not None]
    return [(text_of(row.find("legend")), *[text_of(label) for label in row.findall(".//label")]) for row in rows]


# What is kept


def test_what_a_reviewer_types_is_kept_and_answered_with_what_it_means(reviewer, submission):
    response = reviewer.post(keep_of(submission), sent(reviewer.get(form_of(submission)), age_to_zahl="4"))
    kept = KeptForm.objects.get(submission=submission)
    assert (kept.kind, kept.offer, kept.title, sorted(response.json()["parts"])) == (
        "submission",
        None,
        "Neuer Tref",
        ["ages", "completeness", "texts", "times", "twins"],
    )


def test_the_page_says_where_the_script_keeps_it(reviewer, submission):
    (form,) = [one for one in parsed(reviewer.get(form_of(submission))).iter("form") if one.get("data-kept-form")]
    assert form.get("data-kept-form") == keep_of(submission)


def test_a_review_that_was_begun_is_there_when_the_reviewer_comes_back_and_for_nobody_else(
    reviewer, client_of, submission
):
    reviewer.post(keep_of(submission), sent(reviewer.get(form_of(submission)), title="Neuer Treff"))
    found = [sent(one.get(form_of(submission)))["title"] for one in (reviewer, client_of(person("steering")))]
    assert found == ["Neuer Treff", "Neuer Tref"]


def test_a_review_is_kept_beside_what_the_reviewer_writes_about_the_offer(reviewer, offer, submission):
    reviewer.post(keep_of(submission), sent(reviewer.get(form_of(submission)), title="Neuer Treff"))
    write(reviewer, edit_page(offer), wish=KEEP, title="Mein Treff")
    found = [sent(reviewer.get(page))["title"] for page in (form_of(submission), edit_page(offer))]
    assert found == ["Neuer Treff", "Mein Treff"]


def test_without_script_a_button_keeps_the_review_and_another_one_drops_it(reviewer, submission):
    response = write(reviewer, form_of(submission), wish=KEEP, title="Neuer Treff")
    kept = sent(reviewer.get(response.url))["title"]
    write(reviewer, form_of(submission), wish=DISCARD)
    assert (response.url, kept, sent(reviewer.get(form_of(submission)))["title"], KeptForm.objects.count()) == (
        form_of(submission),
        "Neuer Treff",
        "Neuer Tref",
        0,
    )


def test_what_was_approved_is_kept_no_longer(reviewer, submission, offer):
    reviewer.post(keep_of(submission), sent(reviewer.get(form_of(submission)), title="Neuer Treff"))
    response = write(reviewer, form_of(submission), follow=True)
    offer.refresh_from_db()
    assert (response.url, offer.title, KeptForm.objects.count()) == ("/verwaltung/einreichungen/", "Neuer Treff", 0)


def test_what_was_wrong_is_kept_too(reviewer, submission):
    write(reviewer, form_of(submission), title="", phone="3")
    assert sent(reviewer.get(form_of(submission)))["phone"] == "3"


def test_what_was_sent_after_the_login_ran_out_is_back_after_the_login(client, submission):
    user = person("steering")
    client.force_login(user)
    data = sent(client.get(form_of(submission)), title="In letzter Minute")
    client.logout()
    asked = client.post(form_of(submission), data | {"wunsch": SAVE})
    client.force_login(user)
    assert (asked.url, sent(client.get(form_of(submission)))["title"], Submission.objects.get().state) == (
        f"/konto/anmelden/?next={form_of(submission)}",
        "In letzter Minute",
        "waiting",
    )


def test_a_review_of_a_facility_is_kept_too(reviewer, author, partner):
    house = house_of(partner)
    write(author, host_page(house), phone="2")
    submission = Submission.objects.get()
    answer = reviewer.post(keep_of(submission), sent(reviewer.get(form_of(submission)), phone="3"))
    assert (answer.json()["parts"], sent(reviewer.get(form_of(submission)))["phone"]) == ({}, "3")


def test_a_review_is_kept_once(submission):
    about = {"user": person("steering"), "kind": "submission", "submission": submission, "data": {}}
    KeptForm.objects.create(**about)
    with pytest.raises(IntegrityError) as refused:
        KeptForm.objects.create(**about)
    assert refused.value.__cause__.diag.constraint_name == "form_of_review_is_kept_once"


def test_what_is_kept_of_a_review_is_about_no_other_record(submission, offer):
    with pytest.raises(IntegrityError) as refused:
        KeptForm.objects.create(user=person("steering"), kind="submission", submission=submission, offer=offer, data={})
    assert refused.value.__cause__.diag.constraint_name == "kept_form_is_about_one_record"


def test_a_review_without_a_submission_is_refused():
    with pytest.raises(IntegrityError) as refused:
        KeptForm.objects.create(user=person("steering"), data={}, kind="submission")
    assert refused.value.__cause__.diag.constraint_name == "kept_form_is_about_one_record"


def test_what_a_reviewer_typed_goes_with_the_submission(reviewer, submission, offer):
    reviewer.post(keep_of(submission), sent(reviewer.get(form_of(submission))))
    submission.delete()
    assert KeptForm.objects.count() == 0


def test_who_may_keep(client, partner, submission):
    people = [
        person("partner_editor", partner=partner),
        person("partner_editor", partner=PartnerFactory()),
        person("planner"),
        person("coordinator", network=NetworkFactory()),
        person("steering"),
    ]
    found = []
    for one in people:
        client.force_login(one)
        found.append(client.post(keep_of(submission), {}).status_code)
    client.logout()
    assert (found, client.post(keep_of(submission), {}).status_code) == ([403, 403, 403, 404, 200], 302)


def test_what_is_kept_is_sent_and_of_a_submission(reviewer):
    found = [reviewer.get(keep_of(Submission(pk=1))), reviewer.post(keep_of(Submission(pk=999999)), {})]
    assert [one.status_code for one in found] == [405, 404]


# Two people at once


def test_what_the_author_changed_while_the_reviewer_wrote_is_chosen_field_by_field(reviewer, author, offer, submission):
    data = sent(reviewer.get(form_of(submission)), title="Neuer Treff")
    write(author, edit_page(offer), wish=SUBMIT, title="Neuester Treff", phone="2")
    response = reviewer.post(form_of(submission), data | {"wunsch": SAVE})
    submission.refresh_from_db()
    assert (titles(response)[0], choices(response), submission.state, sent(response)["phone"]) == (
        "Inzwischen hat jemand etwas geändert",
        [
            ("Titel", "meine Angabe: Neuer Treff", "der neue Stand: Neuester Treff"),
            ("Telefon", "meine Angabe: 1", "der neue Stand: 2"),
        ],
        "waiting",
        "1",
    )


def test_the_reviewer_chooses_and_approves(reviewer, author, offer, submission):
    data = sent(reviewer.get(form_of(submission)), title="Neuer Treff")
    write(author, edit_page(offer), wish=SUBMIT, title="Neuester Treff", phone="2")
    asked = reviewer.post(form_of(submission), data | {"wunsch": SAVE})
    unsaid = reviewer.post(form_of(submission), sent(asked, wahl_title="meine", wunsch=SAVE))
    reviewer.post(form_of(submission), sent(unsaid, wahl_title="meine", wahl_phone="andere", wunsch=SAVE))
    offer.refresh_from_db()
    assert (errors(parsed(unsaid)), offer.title, offer.phone) == (
        ["Bitte wählen Sie bei Telefon, welche Angabe gilt."],
        "Neuer Treff",
        "2",
    )


def test_what_was_kept_before_the_author_wrote_on_overwrites_nothing(reviewer, author, offer, submission):
    reviewer.post(keep_of(submission), sent(reviewer.get(form_of(submission)), title="Neuer Treff"))
    write(author, edit_page(offer), wish=SUBMIT, title="Neuer Tref", phone="2")
    response = write(reviewer, form_of(submission))
    assert choices(response) == [("Telefon", "meine Angabe: 1", "der neue Stand: 2")]


def test_what_others_changed_of_the_public_offer_is_seen_too(reviewer, client_of, offer, submission):
    data = sent(reviewer.get(form_of(submission)))
    write(client_of(person("steering")), edit_page(offer), phone="2")
    response = reviewer.post(form_of(submission), data | {"wunsch": SAVE})
    assert choices(response) == [("Telefon", "meine Angabe: 1", "der neue Stand: 2")]


def test_decided_by_somebody_else_what_the_reviewer_wrote_is_still_there(reviewer, offer, submission):
    data = sent(reviewer.get(form_of(submission)), title="Neuer Treff")
    send_back(submission, by=person("steering"), sentence="Bitte anders.")
    response = reviewer.post(form_of(submission), data | {"wunsch": SAVE})
    later = reviewer.get(form_of(submission))
    offer.refresh_from_db()
    assert (errors(parsed(response)), sent(response)["title"], sent(later)["title"], offer.title) == (
        ["Jemand anderes hat das gerade schon entschieden."],
        "Neuer Treff",
        "Neuer Treff",
        "Treff",
    )
    assert said(later)[0].startswith(
        "Hier gibt es nichts mehr zu entscheiden. Was Sie geschrieben haben, steht noch da"
    )


def test_where_nothing_was_written_a_decided_submission_leads_to_the_others(reviewer, submission):
    send_back(submission, by=person("steering"), sentence="Bitte anders.")
    response = reviewer.get(form_of(submission), follow=True)
    assert (response.redirect_chain, said(response)) == (
        [("/verwaltung/einreichungen/", 302)],
        ["Hier gibt es nichts mehr zu entscheiden."],
    )


def test_an_archived_offer_is_not_approved_and_nothing_is_lost(reviewer, offer, submission):
    data = sent(reviewer.get(form_of(submission)), title="Neuer Treff")
    Offer.objects.filter(pk=offer.pk).update(status="archived", archived_reason="Zu Ende.")
    response = reviewer.post(form_of(submission), data | {"wunsch": SAVE})
    assert (errors(parsed(response)), sent(response)["title"]) == (
        ["Das ist inzwischen archiviert."],
        "Neuer Treff",
    )


def test_a_new_offer_that_nobody_would_find_is_not_approved(reviewer, author):
    write(author, "/verwaltung/angebote/neu/", wish=SUBMIT, **new_offer())
    submission = Submission.objects.get()
    response = write(reviewer, form_of(submission), district="")
    submission.refresh_from_db()
    assert (len(errors(parsed(response))), submission.state) == (1, "waiting")


def test_a_new_facility_is_changed_and_shown(reviewer, author, partner):
    write(author, NEW_HOUSE, **new_house(partner=partner.pk))
    submission = Submission.objects.get()
    write(reviewer, form_of(submission), phone="7")
    submission.facility.refresh_from_db()
    assert (submission.facility.phone, submission.facility.is_public) == ("7", True)


@pytest.mark.django_db(transaction=True)
def test_a_review_beside_a_new_submission_asks_or_is_first():
    offer = complete_offer(phone="1", summary="Lang.")
    people = [person("steering"), person("partner_editor", partner=offer.provider)]
    first = content_of(Offer.objects.get(pk=offer.pk))
    how = {"wish": Wish.SUBMIT, "confirms": False}
    save_offer(offer.pk, base=first, content=first | {"title": "Neu"}, by=people[1], **how)
    submission = Submission.objects.get()
    shown = proposed(submission, first)
    ready, outcomes = threading.Barrier(2), []

    def run(work) -> None:
        ready.wait(10)
        try:
            work()
            outcomes.append("done")
        except (ConflictError, DecisionError) as refused:
            outcomes.append(type(refused).__name__)
        finally:
            connection.close()

    works = [
        lambda: approve_changed(submission, by=people[0], base=shown, content=shown | {"summary": "Kurz."}),
        lambda: save_offer(offer.pk, base=shown, content=shown | {"phone": "2"}, by=people[1], **how),
    ]
    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    offer.refresh_from_db()
    is_asked = "ConflictError" in outcomes
    # Either the reviewer was first, and the change is a new submission, or the reviewer has to look at it.
    waiting = Submission.objects.waiting().get()
    assert (offer.phone, offer.summary == "Kurz.", waiting.content["phone"]) == ("1", not is_asked, "2")


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_while_somebody_archives_the_offer_is_kept(client_of):
    offer = complete_offer(title="Treff")
    writer = client_of(person("steering"))
    data = sent(writer.get(edit_page(offer)), title="Neuer Treff", wunsch=SAVE)
    held, found = threading.Event(), []

    def send() -> None:
        held.wait(10)
        found.append(writer.post(edit_page(offer), data).url)
        connection.close()

    thread = threading.Thread(target=send)
    thread.start()
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(status="archived", archived_reason="Zu Ende.")
        held.set()
        thread.join(1.5)
    thread.join(30)
    assert (found, KeptForm.objects.get().title, Offer.objects.get().title) == (
        [edit_page(offer)],
        "Neuer Treff",
        "Treff",
    )


def test_what_is_sent_for_an_archived_offer_is_there_when_it_is_taken_up_again(reviewer, offer):
    data = sent(reviewer.get(edit_page(offer)), title="Neuer Treff", wunsch=SAVE)
    Offer.objects.filter(pk=offer.pk).update(status="archived", archived_reason="Zu Ende.")
    reviewer.post(edit_page(offer), data)
    Offer.objects.filter(pk=offer.pk).update(status="draft", archived_reason="")
    assert sent(reviewer.get(edit_page(offer)))["title"] == "Neuer Treff"
