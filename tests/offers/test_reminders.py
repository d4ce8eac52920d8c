"""Keepers are asked to confirm their offers: once at each stage, one mail with all that is due, by a link that works once."""

import datetime
import re
import threading
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail, signing
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection
from django.utils import timezone

from offers import review_links
from offers.actions import remind
from offers.models import DeadAddress, Offer, OutdatedReport, ReviewReminder
from tests.browser import WIDER, Visit
from tests.network.factories import PartnerFactory, RoleFactory, UserFactory
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.sozialraum.html import errors, headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
TODAY = datetime.date(2027, 3, 1)


def days(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def due_in(number: int, **fields) -> Offer:
    return OfferFactory(confirmed_at=days(-300), next_review=days(number), **fields)


def link_of(letter: mail.EmailMessage) -> str:
    return re.search(r"http://127\.0\.0\.1:\d+(/pruefung/\S+)", letter.body)[1]


class RefusingBackend(EmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, messages: list) -> int:
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"unknown")})


# When, and to whom


def test_one_mail_lists_all_that_is_due_at_a_partner():
    partner = PartnerFactory(email="haus@example.org")
    for title, number in (("B", 10), ("A", 5), ("C", 40)):
        due_in(number, provider=partner, title=title)
    assert remind(TODAY) == 1
    (letter,) = mail.outbox
    titles = [line for line in letter.body.splitlines() if len(line) == 1]
    assert (letter.to, letter.subject, titles) == (["haus@example.org"], "Stimmen Ihre 2 Angebote noch?", ["A", "B"])


def test_each_offer_is_named_once_before_once_at_and_once_after_its_day():
    due_in(20, provider=PartnerFactory(email="haus@example.org"))
    sent = {number: remind(days(number)) for number in (-11, -10, 0, 19, 20, 21, 33, 34, 60, 400)}
    assert [number for number, mails in sent.items() if mails] == [-10, 20, 34]


def test_the_rhythm_of_an_offer_says_when_it_is_due():
    for months in (3, 6, 12):
        OfferFactory(confirmed_at=datetime.date(2026, 11, 30), review_months=months, title=f"{months}")
    due = Offer.objects.with_due().order_by("due_on").values_list("title", "due_on")
    assert list(due) == [
        ("3", datetime.date(2027, 2, 28)),
        ("6", datetime.date(2027, 5, 30)),
        ("12", datetime.date(2027, 11, 30)),
    ]


def test_what_nobody_ever_confirmed_and_what_follows_the_seasons_is_reminded_of_too():
    partner = PartnerFactory(email="haus@example.org")
    OfferFactory(provider=partner, confirmed_at=None, title="A")
    Offer.objects.update(created_at=datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC))
    OfferFactory(provider=partner, confirmed_at=datetime.date(2026, 11, 26), review_months=None, title="B")
    assert remind(TODAY) == 1
    titles = [line for line in mail.outbox[0].body.splitlines() if len(line) == 1]
    assert titles == ["B", "A"]


def test_editors_are_asked_instead_of_the_partner_s_office():
    partner = PartnerFactory(email="haus@example.org")
    for email, is_active in (("kim@example.org", True), ("alt@example.org", False)):
        RoleFactory(user=UserFactory(email=email, is_active=is_active), role="partner_editor", partner=partner)
    due_in(5, provider=partner)
    remind(TODAY)
    assert [letter.to for letter in mail.outbox] == [["kim@example.org"]]


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "archived", "archived_reason": "zu Ende"}])
def test_of_what_is_not_published_nobody_is_reminded(fields):
    due_in(5, provider=PartnerFactory(email="haus@example.org"), **fields)
    assert remind(TODAY) == 0


def test_a_partner_without_any_address_gets_no_mail():
    due_in(5, provider=PartnerFactory(email=""))
    assert (remind(TODAY), mail.outbox) == (0, [])


def test_a_confirmed_offer_is_asked_about_again_in_its_next_round():
    offer = due_in(5, provider=PartnerFactory(email="haus@example.org"))
    remind(TODAY)
    Offer.objects.filter(pk=offer.pk).update(confirmed_at=TODAY, next_review=None)
    assert (remind(days(10)), remind(days(340))) == (0, 1)


def test_an_address_that_refuses_three_times_gets_no_more(settings):
    due_in(5, provider=PartnerFactory(email="tot@example.org"))
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    sent = [remind(TODAY) for _ in range(5)]
    assert (sent, DeadAddress.objects.get().failures, ReviewReminder.objects.count()) == ([0] * 5, 3, 0)


def test_an_address_that_takes_a_mail_again_is_forgiven(settings):
    due_in(5, provider=PartnerFactory(email="haus@example.org"))
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    remind(TODAY)
    settings.EMAIL_BACKEND = backend
    assert (remind(TODAY), DeadAddress.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one_mail():
    due_in(5, provider=PartnerFactory(email="haus@example.org"))
    sent = []

    def work() -> None:
        sent.append(remind(TODAY))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(sent), len(mail.outbox)) == ([0, 1], 1)


def test_many_offers_cost_as_many_questions_as_few(django_assert_num_queries):
    partner = PartnerFactory(email="haus@example.org")
    for count in (1, 20):
        for _ in range(count):
            due_in(5, provider=partner)
        with django_assert_num_queries(9):
            remind(TODAY)


# The link


@pytest.fixture
def offer():
    offer = OfferFactory(
        title="Elterncafé",
        confirmed_at=days(-300),
        next_review=timezone.localdate() + datetime.timedelta(days=5),
        provider=PartnerFactory(email="haus@example.org"),
    )
    return ScheduleFactory(offer=offer).offer


@pytest.fixture
def link(offer) -> str:
    remind()
    return link_of(mail.outbox[0])


def test_opening_the_link_confirms_nothing(client, offer, link):
    page = parsed(client.get(link))
    offer.refresh_from_db()
    buttons = [text_of(button) for button in page.findall(".//main//button")]
    assert (offer.confirmed_at, headings(page)[0]) == (days(-300), "h1 Stimmt das noch?")
    assert buttons == ["Ja, alles stimmt noch", "Das gibt es nicht mehr", "Änderung mitteilen"]


def test_one_click_confirms_without_a_login_or_a_cookie(client, offer, link):
    response = client.post(link, {"antwort": "stimmt"})
    offer.refresh_from_db()
    assert (response.status_code, response.cookies, headings(parsed(response))) == (
        200,
        {},
        ["h1 Danke, das ist bestätigt"],
    )
    assert (offer.confirmed_at, offer.confirmed_by, offer.next_review) == (timezone.localdate(), None, None)


def test_the_link_works_once(client, offer, link):
    client.post(link, {"antwort": "stimmt"})
    again = [client.get(link), client.post(link, {"antwort": "beendet"})]
    offer.refresh_from_db()
    assert ([response.status_code for response in again], offer.status) == ([410, 410], "published")


def test_one_click_ends_an_offer(client, offer, link):
    client.post(link, {"antwort": "beendet"})
    offer.refresh_from_db()
    assert (offer.status, offer.archived_reason) == (
        "archived",
        "Der Anbieter sagt, dass es das Angebot nicht mehr gibt.",
    )


def test_a_change_waits_for_those_who_keep_the_offer_right_and_is_kept_once(client, offer, link):
    for _ in range(2):
        client.post(link, {"antwort": "geaendert", "message": "Jetzt um 10 Uhr."})
    assert list(OutdatedReport.objects.values_list("offer", "message")) == [
        (offer.pk, "Vom Anbieter: Jetzt um 10 Uhr.")
    ]


def test_a_change_without_words_gets_a_sentence(client, link):
    page = parsed(client.post(link, {"antwort": "geaendert", "message": ""}))
    assert errors(page) == ["Was hat sich geändert? – Bitte schreiben Sie, was sich geändert hat."]


@pytest.mark.parametrize("answer", ["", "loeschen", "\x00"])
def test_an_answer_that_means_nothing_changes_nothing(client, offer, link, answer):
    response = client.post(link, {"antwort": answer})
    offer.refresh_from_db()
    assert (response.status_code, offer.confirmed_at, offer.status) == (200, days(-300), "published")


def test_a_link_that_is_not_ours_is_refused(client, offer):
    texts = ["x", "a:b:c", signing.dumps([offer.pk, offer.next_review.isoformat()], salt="other")]
    assert [client.get(f"/pruefung/{text}/").status_code for text in texts] == [410, 410, 410]


def test_a_link_ends_after_two_months(offer, monkeypatch):
    monkeypatch.setattr(review_links, "VALID_FOR", datetime.timedelta(seconds=-1))
    assert review_links.read(review_links.token(review_links.Review(offer.pk, days(5)))) is None


def test_the_link_is_kept_by_nobody(client, link):
    response = client.get(link)
    assert (response.headers["Cache-Control"], client.delete(link).status_code) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        405,
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_keeps_the_rules_without_script(browser, client, link, width):
    visit = Visit(browser, client, link, viewport={"width": width, "height": 800})
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)


# What the database refuses


def test_nobody_is_reminded_of_the_same_twice(offer):
    row = {"offer": offer, "due_on": days(5), "stage": "due", "address": "haus@example.org"}
    ReviewReminder.objects.create(**row)
    with pytest.raises(IntegrityError, match="nobody_is_reminded_of_the_same_twice"):
        ReviewReminder.objects.create(**row)


def test_a_dead_address_has_failed(db):
    with pytest.raises(IntegrityError, match="dead_address_has_failed"):
        DeadAddress.objects.create(address="a@example.org", failures=0)
