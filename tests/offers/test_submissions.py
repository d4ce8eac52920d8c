"""What somebody submits waits, is compared, approved, changed or returned, and families see the approved version."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone

from offers.history import KINDS
from offers.history.restoring import may_restore
from offers.models import Offer, Submission
from sozialraum.models import Municipality
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory
from tests.offers.writing import NEW, SUBMIT, complete_offer, edit_page, new_offer, sent, write
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import errors, headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
QUEUE = "/verwaltung/einreichungen/"


@pytest.fixture
def partner():
    return PartnerFactory(name="Familienbildung")


@pytest.fixture
def offer(partner):
    return complete_offer(provider=partner, title="Treff", phone="1")


@pytest.fixture
def author(partner):
    return person("partner_editor", partner=partner)


@pytest.fixture
def reviewer():
    return person("steering")


@pytest.fixture
def submit(client, author, offer):
    """Return a function by which the author submits changes of the offer."""

    def submitted(**changes):
        client.force_login(author)
        response = write(client, edit_page(offer), wish=SUBMIT, **changes)
        assert response.status_code == 302
        return Submission.objects.get(state="waiting")

    return submitted


def page_of(submission):
    return f"{QUEUE}{submission.pk}/"


def seen(response):
    return parsed(response).find(".//input[@name='gesehen']").get("value")


def approve(client, submission):
    address = page_of(submission)
    return client.post(address, {"entscheidung": "freigeben", "gesehen": seen(client.get(address))})


def send_back(client, submission, sentence="Bitte noch die Telefonnummer."):
    return client.post(page_of(submission), {"entscheidung": "zurueckgeben", "sentence": sentence})


def want_four_eyes():
    Municipality.objects.update(four_eyes=True)


def said(response):
    return [text_of(one) for one in parsed(response).findall(".//*[@class='notice-body']")]


def test_a_change_by_an_untrusted_editor_waits_while_families_see_the_approved_version(client, submit, offer):
    submit(title="Neuer Treff")
    client.logout()
    assert headings(parsed(client.get(offer.get_absolute_url())))[0] == "h1 Treff"


def test_the_editor_goes_on_with_what_waits(client, submit, offer):
    submit(title="Neuer Treff")
    first = sent(client.get(edit_page(offer)))["title"]
    submit(summary="Kürzer.")
    kept = Submission.objects.get().content
    assert (first, kept["title"], kept["summary"]) == ("Neuer Treff", "Neuer Treff", "Kürzer.")


def test_nothing_new_is_no_submission(client, author, offer):
    client.force_login(author)
    response = write(client, edit_page(offer), wish=SUBMIT)
    assert (Submission.objects.count(), "Es hat sich nichts geändert." in said(client.get(response.url))) == (0, True)


def test_the_reviewer_sees_the_change_field_by_field(client, submit, reviewer):
    submission = submit(title="Neuer Treff", phone="")
    client.force_login(reviewer)
    rows = parsed(client.get(page_of(submission))).findall(".//tbody/tr")
    assert [[text_of(cell) for cell in row] for row in rows] == [
        ["Titel", "Treff", "Neuer Treff"],
        ["Telefon", "1", "nichts"],
    ]


def test_what_is_approved_is_public_and_its_author_is_told(
    client, submit, reviewer, offer, author, django_capture_on_commit_callbacks
):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        approve(client, submission)
    submission.refresh_from_db()
    (letter,) = mail.outbox
    assert (submission.state, submission.decided_by, letter.to, letter.subject) == (
        "approved",
        reviewer,
        [author.email],
        "Freigegeben: Neuer Treff",
    )
    assert f"/verwaltung/angebote/{offer.pk}/" in letter.body
    assert headings(parsed(client.get(offer.get_absolute_url())))[0] == "h1 Neuer Treff"


def test_what_its_author_confirmed_counts_from_the_day_on_which_it_was_submitted(
    client, submit, reviewer, offer, author
):
    submission = submit(title="Neuer Treff", confirms="on")
    Submission.objects.update(submitted_at=timezone.now() - datetime.timedelta(days=3))
    client.force_login(reviewer)
    approve(client, submission)
    offer.refresh_from_db()
    assert (offer.confirmed_at, offer.confirmed_by) == (timezone.localdate() - datetime.timedelta(days=3), author)


def test_what_is_returned_goes_back_with_a_sentence_and_is_not_lost(
    client, submit, reviewer, offer, author, django_capture_on_commit_callbacks
):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_back(client, submission)
    (letter,) = mail.outbox
    client.force_login(author)
    page = client.get(edit_page(offer))
    assert (letter.to, letter.subject) == ([author.email], "Bitte noch einmal ansehen: Treff")
    assert "Bitte noch die Telefonnummer." in letter.body
    assert (sent(page)["title"], said(page)[0]) == (
        "Neuer Treff",
        "Bitte noch einmal ansehen:Bitte noch die Telefonnummer.",
    )


def test_what_came_back_is_submitted_again(client, submit, reviewer):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    send_back(client, submission)
    again = submit(phone="2")
    assert (again.pk, again.sentence, again.content["title"], again.content["phone"]) == (
        submission.pk,
        "",
        "Neuer Treff",
        "2",
    )


def test_nothing_is_returned_without_a_sentence(client, submit, reviewer):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    response = send_back(client, submission, "")
    submission.refresh_from_db()
    assert (errors(parsed(response)), submission.state) == (
        ["Was fehlt noch? – Bitte sagen Sie in einem Satz, was noch fehlt."],
        "waiting",
    )


def test_the_reviewer_changes_and_approves(client, submit, reviewer, offer):
    submission = submit(title="Neuer Tref")
    client.force_login(reviewer)
    write(client, f"{page_of(submission)}bearbeiten/", title="Neuer Treff")
    offer.refresh_from_db()
    submission.refresh_from_db()
    assert (offer.title, submission.state) == ("Neuer Treff", "approved")


def test_what_the_reviewer_gets_wrong_is_said_and_nothing_is_approved(client, submit, reviewer):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    response = write(client, f"{page_of(submission)}bearbeiten/", title="", phone="3")
    submission.refresh_from_db()
    assert (submission.state, sent(response)["phone"]) == ("waiting", "3")


def test_a_new_offer_is_approved_as_a_whole(client, author, reviewer):
    client.force_login(author)
    write(client, NEW, wish=SUBMIT, **new_offer())
    submission = Submission.objects.get()
    client.force_login(reviewer)
    terms = [text_of(dt) for dt in parsed(client.get(page_of(submission))).iter("dt")]
    approve(client, submission)
    assert (terms[:2], Offer.objects.get().status) == (["Titel", "Kurz gesagt"], "published")


def test_a_new_offer_that_came_back_is_a_draft_that_its_author_submits_again(client, author, reviewer):
    client.force_login(author)
    write(client, NEW, wish=SUBMIT, **new_offer())
    client.force_login(reviewer)
    send_back(client, Submission.objects.get())
    offer = Offer.objects.get()
    client.force_login(author)
    write(client, edit_page(offer), wish=SUBMIT)
    assert (offer.status, Offer.objects.get().status, Submission.objects.get().state) == (
        "draft",
        "submitted",
        "waiting",
    )


def test_who_submitted_takes_it_back(client, submit, author, offer):
    submission = submit(title="Neuer Treff")
    client.force_login(author)
    client.post(f"{page_of(submission)}zuruecknehmen/")
    submission.refresh_from_db()
    assert (submission.state, sent(client.get(edit_page(offer)))["title"]) == ("withdrawn", "Treff")


def test_nobody_else_takes_it_back(client, submit, partner):
    submission = submit(title="Neuer Treff")
    client.force_login(person("partner_editor", partner=partner))
    assert client.post(f"{page_of(submission)}zuruecknehmen/").status_code == 404


def test_what_others_changed_meanwhile_stays_when_a_submission_is_approved(client, submit, reviewer, offer):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    write(client, edit_page(offer), phone="2")
    approve(client, submission)
    offer.refresh_from_db()
    assert (offer.title, offer.phone) == ("Neuer Treff", "2")


def test_what_changed_while_the_reviewer_looked_at_it_is_looked_at_again(client, submit, reviewer, offer):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    sign = seen(client.get(page_of(submission)))
    submit(title="Ganz anderer Treff")
    client.force_login(reviewer)
    response = client.post(page_of(submission), {"entscheidung": "freigeben", "gesehen": sign}, follow=True)
    offer.refresh_from_db()
    assert (offer.title, said(response)[0]) == (
        "Treff",
        "Die Angaben haben sich geändert, während Sie sie geprüft haben. Bitte sehen Sie noch einmal hin.",
    )


def test_a_second_reviewer_is_told_that_it_is_decided(client, submit, reviewer):
    submission = submit(title="Neuer Treff")
    client.force_login(reviewer)
    approve(client, submission)
    assert client.get(page_of(submission)).status_code == 404


def test_of_what_was_archived_meanwhile_there_is_nothing_to_decide(client, submit, reviewer, offer):
    submission = submit(title="Neuer Treff")
    Offer.objects.filter(pk=offer.pk).update(status="archived", archived_reason="Zu Ende.")
    client.force_login(reviewer)
    assert client.get(page_of(submission)).status_code == 404


# Who is asked


def test_those_who_coordinate_the_network_of_the_provider_are_told(
    submit, partner, offer, django_capture_on_commit_callbacks
):
    network = NetworkFactory()
    MembershipFactory(network=network, partner=partner)
    near = person("coordinator", network=network)
    person("coordinator", network=NetworkFactory())
    person("steering")
    with django_capture_on_commit_callbacks(execute=True):
        submission = submit(title="Neuer Treff")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([near.email], "Zu prüfen: Treff")
    assert f"/verwaltung/einreichungen/{submission.pk}/" in letter.body


def test_those_who_coordinate_the_social_space_are_told(submit, offer, django_capture_on_commit_callbacks):
    space, district = SocialSpaceFactory(), DistrictFactory(column=7)
    SocialSpaceMembershipFactory(social_space=space, district=district)
    Offer.objects.filter(pk=offer.pk).update(district=district)
    near = person("coordinator", social_space=space)
    with django_capture_on_commit_callbacks(execute=True):
        submit(title="Neuer Treff")
    assert [letter.to for letter in mail.outbox] == [[near.email]]


def test_where_nobody_coordinates_the_steering_is_told(submit, reviewer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submit(title="Neuer Treff")
    assert [letter.to for letter in mail.outbox] == [[reviewer.email]]


def test_who_goes_on_writing_does_not_send_a_second_mail(submit, reviewer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submit(title="Neuer Treff")
        submit(title="Noch neuerer Treff")
    assert len(mail.outbox) == 1


# Four eyes


def test_with_four_eyes_a_change_by_anybody_waits(client, reviewer, offer):
    want_four_eyes()
    client.force_login(reviewer)
    write(client, edit_page(offer), wish=SUBMIT, title="Neuer Treff")
    offer.refresh_from_db()
    assert (offer.title, Submission.objects.get().author) == ("Treff", reviewer)


def test_with_four_eyes_nobody_approves_what_they_wrote(client, reviewer, offer):
    want_four_eyes()
    client.force_login(reviewer)
    write(client, edit_page(offer), wish=SUBMIT, title="Neuer Treff")
    submission = Submission.objects.get()
    sign = parsed(client.get(page_of(submission))).find(".//input[@name='gesehen']")
    response = client.post(page_of(submission), {"entscheidung": "freigeben", "gesehen": ""}, follow=True)
    submission.refresh_from_db()
    assert (sign, submission.state, said(response)[0]) == (
        None,
        "waiting",
        "Vier Augen sehen mehr: Bitte lassen Sie jemand anderen prüfen, was Sie geschrieben haben.",
    )


def test_with_four_eyes_somebody_else_approves(client, reviewer, offer):
    want_four_eyes()
    client.force_login(reviewer)
    write(client, edit_page(offer), wish=SUBMIT, title="Neuer Treff")
    client.force_login(person("steering"))
    approve(client, Submission.objects.get())
    offer.refresh_from_db()
    assert offer.title == "Neuer Treff"


def test_with_four_eyes_a_list_publishes_only_what_others_submitted(client, reviewer, author, partner):
    want_four_eyes()
    mine, theirs, draft = (complete_offer(provider=partner, status=s) for s in ("submitted", "submitted", "draft"))
    Submission.objects.create(offer=mine, author=reviewer)
    Submission.objects.create(offer=theirs, author=author)
    client.force_login(reviewer)
    chosen = {"angebot": [mine.pk, theirs.pk, draft.pk], "aktion": "veroeffentlichen"}
    preview = parsed(client.post("/verwaltung/angebote/auswahl/", chosen))
    client.post("/verwaltung/angebote/auswahl/", chosen | {"ausfuehren": "1"})
    sentence = "Vier Augen sehen mehr: Es muss eingereicht sein, und jemand anderes gibt es frei."
    assert [text_of(li) for li in preview.iter("li")].count(sentence) == 2
    assert set(Offer.objects.filter(status="published")) == {theirs}


def test_with_four_eyes_nobody_brings_a_published_version_back_alone(reviewer, offer):
    assert may_restore(KINDS["angebote"], offer, reviewer)
    want_four_eyes()
    assert not may_restore(KINDS["angebote"], offer, reviewer)


# Rights


def test_who_may_decide(client, submit, partner):
    submission = submit(title="Neuer Treff")
    people = [
        person("steering"),
        person("partner_lead", partner=partner),
        person("partner_lead", partner=PartnerFactory()),
        person("planner"),
        person(),
    ]
    found = []
    for user in people:
        client.force_login(user)
        looked = client.get(page_of(submission)).status_code
        changed = client.get(f"{page_of(submission)}bearbeiten/").status_code
        decided = client.post(page_of(submission), {"entscheidung": "freigeben", "gesehen": "x"}).status_code
        found.append((looked, changed, decided))
    assert found == [(200, 200, 302), (200, 403, 404), (404, 403, 404), (403, 403, 403), (403, 403, 403)]


def test_an_editor_of_a_trusted_partner_publishes_without_review(client, author, offer, partner):
    partner.is_trusted = True
    partner.save()
    client.force_login(author)
    write(client, edit_page(offer), title="Neuer Treff")
    offer.refresh_from_db()
    assert (offer.title, Submission.objects.count()) == ("Neuer Treff", 0)


def test_the_queue_shows_what_waits_and_costs_the_same_for_many(client, reviewer, django_assert_max_num_queries):
    client.force_login(reviewer)
    counts = []
    for number in (1, 20):
        for _one in range(number):
            Submission.objects.create(offer=OfferFactory(), author=person())
        with django_assert_max_num_queries(15) as asked:
            page = parsed(client.get(QUEUE))
        counts.append(len(asked))
    assert (counts[0], page.find(".//p[@role='status']").get("data-count")) == (counts[1], "21")


def test_a_submission_that_does_not_exist_is_not_found(client, reviewer):
    client.force_login(reviewer)
    assert [client.get(f"{QUEUE}999999/{end}").status_code for end in ("", "bearbeiten/")] == [404, 404]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("submission_knows_what_it_changes", {"content": {"title": "A"}}),
        ("submission_is_returned_with_a_sentence", {"state": "returned", "decided_at": timezone.now}),
        ("submission_is_decided_at_a_time", {"state": "approved"}),
        ("submission_is_decided_at_a_time", {"decided_at": timezone.now}),
    ],
)
def test_the_database_refuses(name, fields):
    made = {field: value() if callable(value) else value for field, value in fields.items()}
    with pytest.raises(IntegrityError) as refused:
        Submission.objects.create(offer=OfferFactory(), **made)
    assert refused.value.__cause__.diag.constraint_name == name


def test_an_offer_has_one_open_submission():
    offer = OfferFactory()
    Submission.objects.create(offer=offer)
    with pytest.raises(IntegrityError) as refused:
        Submission.objects.create(offer=offer, state="returned", sentence="?", decided_at=timezone.now())
    assert refused.value.__cause__.diag.constraint_name == "offer_has_one_open_submission"
