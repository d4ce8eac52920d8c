"""Reporting a barrier: kept until it is answered, with the date by which the law wants that."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from sozialraum.actions import MOST_PER_HOUR, Message, NotTakenError, record_feedback, take
from sozialraum.models import AccessibilityFeedback, ReceivedMessage
from tests.sozialraum.factories import AccessibilityFeedbackFactory, MunicipalityFactory
from tests.sozialraum.html import headings, parsed, text_of, wrong_fields
from tests.sozialraum.stamps import stamp_of
from tests.sozialraum.test_contact import BrokenBackend

ADDRESS = "/barrierefreiheit/"
DAY = datetime.timedelta(days=1)


def filled(**changes: str) -> dict[str, str]:
    return {"message": "Karte nicht bedienbar", "email": "", "leave_empty": "", "stamp": stamp_of()} | changes


def test_a_hint_is_kept_with_the_date_of_its_answer_and_mailed(send, db, mailoutbox):
    MunicipalityFactory()
    response = send(ADDRESS, filled(email="a@example.org"))
    assert (response.status_code, response.headers["Location"]) == (302, "/barrierefreiheit/danke/")
    assert response.cookies == {}
    hint = AccessibilityFeedback.objects.get()
    assert (hint.message, hint.reply_address, hint.answered_at) == ("Karte nicht bedienbar", "a@example.org", None)
    assert round((hint.due_at - hint.received_at) / DAY) == 14
    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == (["barrierefrei@example.org"], ["a@example.org"])
    assert mail.subject == "Hinweis zur Barrierefreiheit von Familienportal Musterstadt"
    assert f"Zu beantworten bis {timezone.localtime(hint.due_at).day}. " in mail.body
    assert "§ 10d BGG NRW" in mail.body


def test_a_hint_sent_twice_is_kept_once(send, db, mailoutbox):
    MunicipalityFactory()
    for _ in range(2):
        assert send(ADDRESS, filled()).status_code == 302
    assert AccessibilityFeedback.objects.count() == 1
    assert len(mailoutbox) == 1


def test_a_failing_mail_does_not_lose_the_hint(client, transactional_db, settings, caplog):
    MunicipalityFactory()
    settings.EMAIL_BACKEND = f"{BrokenBackend.__module__}.BrokenBackend"
    assert client.post(ADDRESS, filled()).status_code == 302
    assert AccessibilityFeedback.objects.count() == 1


def test_a_hint_is_kept_before_anybody_said_where_to_mail_it(send, db, mailoutbox):
    assert send(ADDRESS, filled()).status_code == 302
    assert AccessibilityFeedback.objects.count() == 1
    assert mailoutbox == []


@pytest.mark.django_db
def test_an_empty_hint_is_sent_back_on_the_same_page(client):
    page = parsed(client.post(ADDRESS, filled(message="")))
    assert headings(page)[0] == "h1 Erklärung zur Barrierefreiheit"
    assert wrong_fields(page) == ["#id_message"]
    assert page.find(".//title").text.startswith("Fehler: ")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


@pytest.mark.django_db
def test_the_thanks_say_by_when_an_answer_comes_and_who_helps_otherwise(client):
    response = client.get("/barrierefreiheit/danke/")
    page = parsed(response)
    assert headings(page) == ["h1 Danke, Ihr Hinweis ist angekommen", "h2 Wie geht es weiter?"]
    text = text_of(page.find(".//main"))
    for wanted in ["innerhalb von zwei Wochen", "Spätestens nach sechs Wochen", "Ombudsstelle"]:
        assert wanted in text
    assert response.cookies == {}


@pytest.mark.django_db
def test_a_hint_is_overdue_when_its_date_has_passed_without_an_answer():
    now = timezone.now()
    late = AccessibilityFeedbackFactory(received_at=now - 20 * DAY, due_at=now - 6 * DAY)
    done = AccessibilityFeedbackFactory(received_at=now - 20 * DAY, due_at=now - 6 * DAY, answered_at=now)
    fresh = AccessibilityFeedbackFactory()
    assert [hint.is_overdue for hint in (late, done, fresh)] == [True, False, False]


@pytest.mark.django_db
def test_hints_are_deleted_half_a_year_after_their_answer():
    now = timezone.now()
    long_ago = {"received_at": now - 300 * DAY, "due_at": now - 286 * DAY}
    AccessibilityFeedbackFactory(message="längst beantwortet", **long_ago, answered_at=now - 184 * DAY)
    AccessibilityFeedbackFactory(message="nie beantwortet", **long_ago)
    AccessibilityFeedbackFactory(message="spät beantwortet", **long_ago, answered_at=now - 182 * DAY)
    AccessibilityFeedbackFactory(message="offen")
    output = StringIO()
    call_command("run_scheduled", stdout=output)
    told = dict(line.split(": ", 1) for line in output.getvalue().splitlines())
    assert told["delete_old_feedback"] == "2"
    assert {str(hint) for hint in AccessibilityFeedback.objects.all()} == {"spät beantwortet", "offen"}


@pytest.mark.django_db
def test_a_hint_is_not_due_before_it_came():
    with pytest.raises(IntegrityError, match="feedback_is_due_after_it_came"):
        AccessibilityFeedbackFactory(due_at=timezone.now() - DAY)


@pytest.mark.django_db
def test_a_hint_is_not_answered_before_it_came():
    with pytest.raises(IntegrityError, match="feedback_is_answered_after_it_came"):
        AccessibilityFeedbackFactory(answered_at=timezone.now() - DAY)


@pytest.mark.django_db
def test_the_same_words_are_taken_again_after_a_day():
    message = Message("Hallo")
    assert take(message, "contact") is not None
    assert take(message, "contact") is None
    ReceivedMessage.objects.update(received_at=timezone.now() - 25 * DAY / 24)
    assert take(message, "contact") is not None
    assert ReceivedMessage.objects.count() == 1


@pytest.mark.django_db
def test_the_same_words_from_somebody_else_or_for_another_purpose_are_another_message():
    taken = [take(Message("Hallo"), "contact"), take(Message("Hallo", email="a@example.org"), "contact")]
    taken += [take(Message("Hallo", name="A"), "contact"), take(Message("Hallo"), "accessibility")]
    assert None not in taken


@pytest.mark.django_db
def test_a_flood_of_hints_is_refused_until_an_hour_has_passed():
    for number in range(MOST_PER_HOUR):
        take(Message(str(number)), "accessibility")
    city = MunicipalityFactory()
    with pytest.raises(NotTakenError):
        record_feedback(municipality=city, message=Message("noch einer"))
    assert AccessibilityFeedback.objects.count() == 0
    ReceivedMessage.objects.update(received_at=timezone.now() - DAY / 12)
    record_feedback(municipality=city, message=Message("noch einer"))
    assert AccessibilityFeedback.objects.count() == 1


@pytest.mark.django_db
def test_a_trace_of_a_message_is_unique():
    ReceivedMessage.objects.create(digest="a")
    with pytest.raises(IntegrityError):
        ReceivedMessage.objects.create(digest="a")
