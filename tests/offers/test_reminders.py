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
from offers.wording.times import describe_day
from sozialraum.models import Municipality
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


def links_of(letter: mail.EmailMessage) -> list[tuple[str, str]]:
    """Return what each link of a mail is called, and where it leads."""
    return re.findall(r"^(.+): http://127\.0\.0\.1:\d+(/pruefung/\S+)$", letter.body, re.MULTILINE)


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
    assert [name for name, _address in links_of(letter)] == ["Stimmt noch", "Ändern", "Gibt es nicht mehr"] * 2
    assert len({address for _name, address in links_of(letter)}) == 6


def test_a_mail_reads_as_people_write():
    due_in(5, provider=PartnerFactory(email="haus@example.org"), title="Elterncafé")
    remind(TODAY)
    (letter,) = mail.outbox
    assert re.sub(r"http\S+", "…", letter.body).splitlines() == [
        "Guten Tag,",
        "",
        (
            "Familien verlassen sich darauf, dass Ihre Angebote stimmen. Bitte sehen Sie kurz nach und wählen Sie bei jedem Angebot "
            "einen der drei Links. Eine Anmeldung ist nicht nötig: Der Link öffnet eine Seite mit einem Knopf."
        ),
        "",
        "Elterncafé",
        "zu bestätigen bis 6. März 2027",
        "Stimmt noch: …",
        "Ändern: …",
        "Gibt es nicht mehr: …",
        "",
        f"Die Links gelten bis {describe_day(timezone.localdate() + datetime.timedelta(days=60))}.",
        "",
        "Vielen Dank!",
        Municipality.objects.get().portal_name,
    ]


def test_a_mail_lists_also_what_was_asked_about_before_and_is_still_due():
    partner = PartnerFactory(email="haus@example.org")
    due_in(20, provider=partner, title="A")
    due_in(31, provider=partner, title="B")
    assert (remind(TODAY), remind(days(1)), remind(days(1))) == (1, 1, 0)
    told = mail.outbox[1].body.splitlines()
    asked_before = told.index("Danach haben wir schon gefragt, und Ihre Antwort fehlt uns noch:")
    assert told.index("B") < asked_before < told.index("A")
    assert (mail.outbox[1].subject, len(links_of(mail.outbox[1]))) == ("Stimmen Ihre 2 Angebote noch?", 6)


def test_who_keeps_the_offers_of_two_partners_gets_one_mail_that_names_them():
    keeper = UserFactory(email="kim@example.org")
    for title, name in (("A", "Caritas"), ("B", "Diakonie")):
        partner = PartnerFactory(name=name)
        RoleFactory(user=keeper, role="partner_editor", partner=partner)
        due_in(5, provider=partner, title=title)
    assert remind(TODAY) == 1
    assert [line for line in mail.outbox[0].body.splitlines() if line.startswith(("A", "B "))] == [
        "A (Caritas)",
        "B (Diakonie)",
    ]


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
        with django_assert_num_queries(10):
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
def links(offer) -> dict[str, str]:
    remind()
    return dict(links_of(mail.outbox[0]))


@pytest.fixture
def right(links) -> str:
    return links["Stimmt noch"]


@pytest.fixture
def change(links) -> str:
    return links["Ändern"]


@pytest.fixture
def gone(links) -> str:
    return links["Gibt es nicht mehr"]


def kept(offer) -> tuple:
    offer.refresh_from_db()
    return offer.confirmed_at, offer.status, OutdatedReport.objects.count()


def test_a_program_that_follows_links_answers_nothing(client, offer, links):
    answers = [ask(link).status_code for link in links.values() for ask in (client.get, client.head)]
    assert (answers, kept(offer)) == ([200] * 6, (days(-300), "published", 0))


def test_each_link_opens_a_page_with_one_button(client, offer, links):
    pages = [parsed(client.get(link)) for link in links.values()]
    found = [(headings(page)[0], [text_of(one) for one in page.findall(".//main//button")]) for page in pages]
    assert found == [
        ("h1 Stimmt das noch?", ["Ja, alles stimmt noch"]),
        ("h1 Was hat sich geändert?", ["Änderung mitteilen"]),
        ("h1 Gibt es das nicht mehr?", ["Ja, das gibt es nicht mehr"]),
    ]


def test_the_page_shows_what_families_read_and_no_confidential_address(client, offer, right):
    told = {
        "street": "Marktstraße 3",
        "postcode": "41061",
        "city": "Mönchengladbach",
        "registration_note": "bis Montag",
    }
    Offer.objects.filter(pk=offer.pk).update(url="https://example.org/treff", **told)
    page = text_of(parsed(client.get(right)).find(".//main"))
    assert all(text in page for text in ("Marktstraße 3, 41061 Mönchengladbach", "bis Montag", "example.org/treff"))
    Offer.objects.filter(pk=offer.pk).update(address_is_confidential=True)
    assert "Marktstraße" not in client.get(right).content.decode()


def test_who_opened_the_wrong_link_finds_the_others_on_its_page(client, offer, right):
    found = {text_of(a): a.get("href") for a in parsed(client.get(right)).findall(".//main//a")}
    assert list(found) == ["Ändern", "Gibt es nicht mehr"]
    assert headings(parsed(client.get(found["Ändern"])))[0] == "h1 Was hat sich geändert?"


def test_one_click_confirms_without_a_login_or_a_cookie(client, offer, right):
    response = client.post(right)
    offer.refresh_from_db()
    assert (response.status_code, response.cookies, headings(parsed(response))) == (
        200,
        {},
        ["h1 Danke, das ist bestätigt"],
    )
    assert (offer.confirmed_at, offer.confirmed_by, offer.next_review) == (timezone.localdate(), None, None)


def test_once_an_offer_is_confirmed_all_its_links_are_over(client, offer, links):
    client.post(links["Stimmt noch"])
    again = [ask(link).status_code for link in links.values() for ask in (client.get, client.post)]
    offer.refresh_from_db()
    assert (again, offer.status) == ([410] * 6, "published")


def test_one_click_ends_an_offer(client, offer, gone):
    client.post(gone)
    offer.refresh_from_db()
    assert (offer.status, offer.archived_reason) == (
        "archived",
        "Der Anbieter sagt, dass es das Angebot nicht mehr gibt.",
    )


def test_a_change_waits_for_those_who_keep_the_offer_right_and_is_kept_once(client, offer, change):
    for _ in range(2):
        client.post(change, {"message": "Jetzt um 10 Uhr."})
    assert list(OutdatedReport.objects.values_list("offer", "message")) == [
        (offer.pk, "Vom Anbieter: Jetzt um 10 Uhr.")
    ]


@pytest.mark.parametrize("sent", [{}, {"message": ""}, {"message": " "}])
def test_a_change_without_words_gets_a_sentence(client, offer, change, sent):
    page = parsed(client.post(change, sent))
    assert errors(page) == ["Was hat sich geändert? – Bitte schreiben Sie, was sich geändert hat."]
    assert kept(offer) == (days(-300), "published", 0)


def test_a_link_gives_no_answer_but_its_own(client, offer, links):
    client.post(links["Ändern"], {"antwort": "beendet", "message": "Jetzt um 10 Uhr."})
    assert kept(offer) == (days(-300), "published", 1)
    client.post(links["Stimmt noch"], {"antwort": "beendet", "message": "Jetzt um 11 Uhr."})
    assert kept(offer) == (timezone.localdate(), "published", 1)


def test_a_link_that_is_not_ours_is_refused(client, offer):
    day = timezone.localdate().isoformat()
    foreign = [[offer.pk, "stimmt", offer.next_review.isoformat(), day], [offer.pk, offer.next_review.isoformat()]]
    texts = ["x", "a:b:c", signing.dumps(foreign[0], salt="other"), signing.dumps(foreign[1], salt=review_links.SALT)]
    assert [client.get(f"/pruefung/{text}/").status_code for text in texts] == [410] * 4


def test_a_link_ends_after_two_months_and_what_it_leads_to_with_it(offer):
    asked = [timezone.localdate() - datetime.timedelta(days=number) for number in (60, 61)]
    found = [review_links.Review(offer.pk, days(5), review_links.Answer.RIGHT, day) for day in asked]
    assert [review_links.read(review_links.token(one)) for one in found] == [found[0], None]
    assert [review_links.read(review_links.token(one)) for one in found[1].others] == [None, None]


def test_the_link_is_kept_by_nobody(client, right):
    response = client.get(right)
    assert (response.headers["Cache-Control"], client.delete(right).status_code) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        405,
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_keep_the_rules_without_script(browser, client, links, width):
    for link in links.values():
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
