"""What an untrusted editor writes about a house or a partner waits, is compared and decided, and families see the approved version."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.models import Facility
from offers.actions import sight
from offers.content import content_of
from offers.models import Submission
from sozialraum.models import Municipality
from tests.network.factories import (
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    OpeningHoursFactory,
    PartnerFactory,
    person,
)
from tests.offers.factories import OfferFactory
from tests.offers.history import edit
from tests.offers.hosting import NEW_HOUSE, edit_page, house_of, new_house, staff_page
from tests.offers.test_submissions import QUEUE, approve, page_of, said, seen, send_back
from tests.offers.writing import sent, write
from tests.sozialraum.factories import SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def partner():
    return PartnerFactory(name="Familienbildung", phone="1")


@pytest.fixture
def house(partner):
    return house_of(partner)


@pytest.fixture
def author(partner):
    return person("partner_editor", partner=partner)


@pytest.fixture
def reviewer():
    return person("steering")


@pytest.fixture
def submit(client, author):
    """Return a function by which the author submits changes of a house or partner."""

    def submitted(host, **changes):
        client.force_login(author)
        response = write(client, edit_page(host), **changes)
        assert response.status_code == 302
        return Submission.objects.get(state="waiting")

    return submitted


def shown_phone(client, host):
    client.logout()
    kind = "einrichtungen" if isinstance(host, Facility) else "partner"
    page = parsed(client.get(f"/{kind}/{host.slug}/"))
    return next(text_of(a) for a in page.iter("a") if a.get("href", "").startswith("tel:"))


def test_an_editor_changes_the_phone_of_the_house_a_coordinator_approves_and_families_see_it(
    client, author, house, partner, django_capture_on_commit_callbacks
):
    network = NetworkFactory()
    MembershipFactory(network=network, partner=partner)
    near = person("coordinator", network=network)
    client.force_login(author)
    with django_capture_on_commit_callbacks(execute=True):
        response = write(client, edit_page(house), phone="02161 490001")
    (asked,) = mail.outbox
    submission = Submission.objects.get()
    before = shown_phone(client, house)
    client.force_login(near)
    rows = parsed(client.get(page_of(submission))).findall(".//tbody/tr")
    with django_capture_on_commit_callbacks(execute=True):
        approve(client, submission)
    (_asked, answer) = mail.outbox
    assert (response.url, asked.to, asked.subject) == (staff_page(house), [near.email], "Zu prüfen: Haus Sonne")
    assert f"{author} (Familienbildung) hat etwas zu „Haus Sonne“ geschrieben." in asked.body
    assert [[text_of(cell) for cell in row] for row in rows] == [["Telefon", "1", "02161 490001"]]
    assert (answer.to, answer.subject) == ([author.email], "Freigegeben: Haus Sonne")
    assert staff_page(house) in answer.body
    assert (before, shown_phone(client, house)) == ("1", "02161 490001")


def test_a_change_of_the_partner_is_approved_too(client, submit, reviewer, partner):
    submission = submit(partner, phone="2", description="Neu")
    before = shown_phone(client, partner)
    client.force_login(reviewer)
    approve(client, submission)
    assert (before, shown_phone(client, partner)) == ("1", "2")


def test_hours_are_compared_in_words(client, submit, reviewer, house):
    OpeningHoursFactory(facility=house)
    submission = submit(house, opening_hours="Di 14–16 Uhr (Sprechzeit)")
    client.force_login(reviewer)
    (row,) = parsed(client.get(page_of(submission))).findall(".//tbody/tr")
    assert [text_of(cell) for cell in row] == [
        "Öffnungszeiten",
        "Mo 9–12 Uhr",
        "Di 14–16 Uhr (Sprechzeit)",
    ]


def test_the_editor_goes_on_with_what_waits_and_is_told(client, submit, house):
    submit(house, phone="2")
    client.get(staff_page(house))
    page = client.get(edit_page(house))
    submit(house, email="haus@example.org")
    kept = Submission.objects.get().content
    assert (sent(page)["phone"], kept["phone"], kept["email"]) == ("2", "2", "haus@example.org")
    assert said(page) == [
        "Diese Fassung wartet auf Prüfung. Sie können weiter daran schreiben; wer sie prüft, sieht immer das Neueste."
    ]


def test_nothing_new_is_no_submission(client, author, house):
    client.force_login(author)
    response = write(client, edit_page(house))
    assert (Submission.objects.count(), "Es hat sich nichts geändert." in said(client.get(response.url))) == (0, True)


def test_what_is_returned_goes_back_with_a_sentence_and_is_not_lost(
    client, submit, reviewer, house, author, django_capture_on_commit_callbacks
):
    submission = submit(house, phone="2")
    client.force_login(reviewer)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_back(client, submission, "Bitte mit Vorwahl.")
    (letter,) = mail.outbox
    client.force_login(author)
    links = [a.get("href") for a in parsed(client.get(f"{QUEUE}zurueck/")).iter("a")]
    page = client.get(edit_page(house))
    assert (letter.subject, edit_page(house) in letter.body, edit_page(house) in links) == (
        "Bitte noch einmal ansehen: Haus Sonne",
        True,
        True,
    )
    assert (sent(page)["phone"], said(page)[0]) == ("2", "Bitte noch einmal ansehen:Bitte mit Vorwahl.")


def test_the_reviewer_changes_and_approves(client, submit, reviewer, house):
    submission = submit(house, phone="2")
    client.force_login(reviewer)
    write(client, f"{page_of(submission)}bearbeiten/", phone="02161 2", opening_hours="Mo 8–12 Uhr")
    house.refresh_from_db()
    submission.refresh_from_db()
    assert (house.phone, house.opening_hours.count(), submission.state) == ("02161 2", 1, "approved")


def test_what_the_reviewer_gets_wrong_is_said_and_nothing_is_approved(client, submit, reviewer, house):
    submission = submit(house, phone="2")
    client.force_login(reviewer)
    response = write(client, f"{page_of(submission)}bearbeiten/", name="", phone="3")
    submission.refresh_from_db()
    assert (submission.state, sent(response)["phone"]) == ("waiting", "3")


def test_who_submitted_takes_it_back(client, submit, house):
    submission = submit(house, phone="2")
    response = client.post(f"{page_of(submission)}zuruecknehmen/")
    submission.refresh_from_db()
    assert (response.url, submission.state) == (staff_page(house), "withdrawn")


def test_what_others_changed_meanwhile_stays_when_a_submission_is_approved(client, submit, reviewer, house):
    submission = submit(house, phone="2")
    client.force_login(reviewer)
    write(client, edit_page(house), email="haus@example.org")
    approve(client, submission)
    house.refresh_from_db()
    assert (house.phone, house.email) == ("2", "haus@example.org")


def test_what_does_not_fit_any_more_is_said_and_not_approved(client, submit, reviewer, house):
    Facility.objects.filter(pk=house.pk).update(quality_seal="Alt", seal_valid_until="2030-01-01")
    submission = submit(house, quality_seal="Neu")
    Facility.objects.filter(pk=house.pk).update(quality_seal="", seal_valid_until=None)
    client.force_login(reviewer)
    address = page_of(submission)
    data = {"entscheidung": "freigeben", "gesehen": seen(client.get(address))}
    response = client.post(address, data, follow=True)
    submission.refresh_from_db()
    assert (submission.state, said(response)[0]) == (
        "waiting",
        "So passt es nicht mehr zu dem, was inzwischen gilt. Bitte wählen Sie „Ändern und freigeben“.",
    )


# New houses


@pytest.fixture
def begun(client, author):
    """Return a facility that the author began, and its submission."""
    client.force_login(author)
    write(client, NEW_HOUSE, **new_house())
    return Facility.objects.get(), Submission.objects.get()


def test_a_new_house_is_hidden_until_it_is_approved_as_a_whole(client, begun, reviewer):
    house, submission = begun
    hidden = client.get(f"/einrichtungen/{house.slug}/").status_code
    client.force_login(reviewer)
    terms = [text_of(dt) for dt in parsed(client.get(page_of(submission))).iter("dt")]
    approve(client, submission)
    assert (submission.is_new, hidden, client.get(f"/einrichtungen/{house.slug}/").status_code) == (True, 404, 200)
    assert terms[:3] == ["Art", "Träger", "Name"]


def test_a_new_house_that_came_back_is_changed_and_submitted_again(client, begun, reviewer, author):
    house, submission = begun
    client.force_login(reviewer)
    send_back(client, submission)
    client.force_login(author)
    write(client, edit_page(house), phone="2")
    house.refresh_from_db()
    submission.refresh_from_db()
    assert (house.phone, house.is_public, submission.state) == ("2", False, "waiting")


def test_a_new_house_that_was_taken_back_can_be_submitted_again(client, begun, author):
    house, submission = begun
    client.post(f"{page_of(submission)}zuruecknehmen/")
    write(client, edit_page(house), phone="2")
    assert Submission.objects.get(state="waiting").record == house


def test_what_is_hidden_on_purpose_is_written_without_asking_to_show_it(client, author, partner):
    house = house_of(partner, is_public=False)
    client.force_login(author)
    response = write(client, edit_page(house), phone="2")
    house.refresh_from_db()
    assert (house.phone, house.is_public, Submission.objects.count()) == ("2", False, 0)
    assert "Gespeichert. Familien sehen es nicht." in said(client.get(response.url))


def test_a_hidden_house_whose_address_an_offer_shows_is_changed_by_a_review_alone(client, submit, partner):
    house = house_of(partner, is_public=False)
    OfferFactory(facility=house, status="published")
    submit(house, street="Anderswo 1")
    house.refresh_from_db()
    assert house.street != "Anderswo 1"


def test_who_may_publish_shows_a_new_house_by_saving_it(client, begun, reviewer):
    house, submission = begun
    client.force_login(reviewer)
    write(client, edit_page(house), is_public="on")
    house.refresh_from_db()
    submission.refresh_from_db()
    assert (house.is_public, submission.state, submission.decided_by) == (True, "approved", reviewer)


def test_the_reviewer_of_a_new_house_is_not_asked_whether_it_is_public(client, begun, reviewer):
    house, submission = begun
    client.force_login(reviewer)
    fields = sent(client.get(f"{page_of(submission)}bearbeiten/"))
    write(client, f"{page_of(submission)}bearbeiten/", phone="2")
    house.refresh_from_db()
    assert ("is_public" in fields, house.is_public, house.phone) == (False, True, "2")


def test_the_button_says_what_happens(client, author, reviewer, house, partner):
    hidden = house_of(partner, is_public=False)
    found = []
    for user in (author, reviewer):
        client.force_login(user)
        for address in (NEW_HOUSE, edit_page(house), edit_page(hidden)):
            buttons = parsed(client.get(address)).iter("button")
            found.append(next(text_of(one) for one in buttons if one.get("value") == "speichern"))
    submits, saves = "Zur Prüfung einreichen", "Speichern"
    assert found == [submits, submits, saves, saves, saves, saves]


# Who is asked, and who decides


def test_those_who_coordinate_the_social_space_of_the_house_are_told(
    submit, house, partner, django_capture_on_commit_callbacks
):
    space = SocialSpaceFactory()
    SocialSpaceMembershipFactory(social_space=space, district=house.district)
    near = person("coordinator", social_space=space)
    person("coordinator", social_space=SocialSpaceFactory())
    with django_capture_on_commit_callbacks(execute=True):
        submit(house, phone="2")
        Submission.objects.update(state="withdrawn", decided_at=timezone.now())
        submit(partner, phone="2")
    assert [letter.to for letter in mail.outbox] == [[near.email], [near.email]]


def test_with_four_eyes_nobody_shows_what_they_wrote_themselves(client, reviewer, house):
    Municipality.objects.update(four_eyes=True)
    client.force_login(reviewer)
    write(client, edit_page(house), phone="2")
    submission = Submission.objects.get()
    client.post(page_of(submission), {"entscheidung": "freigeben", "gesehen": sight(submission, content_of(house))})
    house.refresh_from_db()
    mine = house.phone
    client.force_login(person("steering"))
    approve(client, submission)
    house.refresh_from_db()
    assert (mine, house.phone) == ("1", "2")


def test_with_four_eyes_hiding_a_house_is_looked_at_too(client, reviewer, house):
    Municipality.objects.update(four_eyes=True)
    client.force_login(reviewer)
    write(client, edit_page(house), is_public=None)
    client.force_login(person("steering"))
    (row,) = parsed(client.get(page_of(Submission.objects.get()))).findall(".//tbody/tr")
    assert [text_of(cell) for cell in row] == ["öffentlich sichtbar", "ja", "nein"]


def test_with_four_eyes_a_new_house_of_the_steering_waits(client, reviewer, partner):
    Municipality.objects.update(four_eyes=True)
    client.force_login(reviewer)
    write(client, NEW_HOUSE, **new_house(partner=partner.pk))
    assert (Facility.objects.get().is_public, Submission.objects.get().is_new) == (False, True)


@pytest.mark.parametrize("kind", ["house", "partner"])
def test_who_may_decide(client, submit, partner, house, kind):
    submission = submit({"house": house, "partner": partner}[kind], phone="2")
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


def test_an_earlier_version_of_what_families_see_is_brought_back_by_who_may_publish_alone(
    client, author, reviewer, house
):
    edit(house, phone="2")
    page = f"{staff_page(house)}verlauf/"
    found = []
    for user in (author, reviewer):
        client.force_login(user)
        links = [a.get("href") for a in parsed(client.get(page)).iter("a") if a.get("href", "").startswith(page)]
        oldest = [link for link in links if link.rstrip("/").rpartition("/")[2].isdigit()][-1]
        found.append([text_of(b) for b in parsed(client.get(oldest)).iter("button") if "herstellen" in text_of(b)])
    assert (found[0], len(found[1])) == ([], 1)


def test_the_queue_names_each_kind_and_costs_the_same_for_many(client, reviewer, django_assert_max_num_queries):
    client.force_login(reviewer)
    counts = []
    for number in (1, 10):
        for _one in range(number):
            base = {"base": {}, "content": {}}
            Submission.objects.create(offer=OfferFactory(), author=person())
            Submission.objects.create(facility=FacilityFactory(), author=person(), **base)
            Submission.objects.create(partner=PartnerFactory(), author=person(), **base)
        with django_assert_max_num_queries(15) as asked:
            page = parsed(client.get(QUEUE))
        counts.append(len(asked))
    assert (counts[0], page.find(".//p[@role='status']").get("data-count")) == (counts[1], "33")


def test_the_overview_counts_what_waits_and_what_came_back(client, submit, reviewer, house, author):
    submission = submit(house, phone="2")
    client.force_login(reviewer)
    waiting = "eingereicht: wartet auf Ihre Freigabe" in client.get("/verwaltung/").content.decode()
    send_back(client, submission)
    client.force_login(author)
    assert (waiting, "mit einer Rückfrage" in client.get("/verwaltung/").content.decode()) == (True, True)


def test_the_title_of_a_page_names_what_is_looked_at(client, submit, reviewer, house):
    submission = submit(house, phone="2")
    client.force_login(reviewer)
    assert headings(parsed(client.get(page_of(submission))))[0] == "h1 Haus Sonne"


# The database


def test_a_submission_is_about_one_record(house):
    for about in ({}, {"facility": house, "partner": house.partner}):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Submission.objects.create(**about)
        assert refused.value.__cause__.diag.constraint_name == "submission_is_about_one_record"


@pytest.mark.parametrize("name", ["facility", "partner"])
def test_a_record_has_one_open_submission(house, name):
    about = {name: house if name == "facility" else house.partner}
    Submission.objects.create(**about)
    with pytest.raises(IntegrityError) as refused:
        Submission.objects.create(**about, state="returned", sentence="?", decided_at=timezone.now())
    assert refused.value.__cause__.diag.constraint_name == f"{name}_has_one_open_submission"
