"""Families ask for a visit: little data, to the right team, kept for a while, told to nobody else."""

import datetime
import logging
import threading
from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.sessions.models import Session
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.utils import timezone

from network.actions.visits import delete_visit_request
from network.erasing import Person, forget, places_of
from network.models import RoleAssignment, VisitRequest
from sozialraum.models import LegalText, ReceivedMessage
from tests.network.factories import person
from tests.network.visits import PAGE, Ground, asked, month, with_street
from tests.sozialraum.conftest import send as send_of_ground
from tests.sozialraum.factories import LegalTextFactory, SocialSpaceFactory
from tests.sozialraum.html import errors, headings, parsed, text_of, wrong_fields
from tests.sozialraum.stamps import stamp_of

send = send_of_ground
NOT_TAKEN = (
    "Ihre Anfrage konnte gerade nicht angenommen werden. Ihre Angaben stehen noch da: Bitte versuchen Sie es später noch "
    "einmal, oder rufen Sie an."
)
NO_TEAM = "Für diese Adresse nimmt noch kein Team Anfragen über das Portal an. Wir haben nichts gespeichert."
FAMILY = Person("ayse@example.org", "Ayşe Öztürk")
PERSONAL = ("Ayşe", "Öztürk", "Hauptstr", "4710-777", "ayse@example.org", "Türkisch")


class RefusingBackend(EmailBackend):
    """A mail server that knows no family."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"unknown")})


@pytest.fixture
def ground(db):
    return Ground()


def sentences(answer) -> list[str]:
    """Return what is wrong with the form, each with its field where it is about one."""
    return [f"{name}: {said}" for name, found in answer.context["form"].errors.items() for said in found]


def test_the_page_tells_what_a_visit_is_and_what_happens_with_what_one_writes(client, ground):
    page = parsed(client.get(PAGE))
    assert headings(page) == [
        "h1 Willkommensbesuch für Familien",
        "h2 Was passiert beim Besuch?",
        "h2 Was macht eine Familienpatin oder ein Familienpate?",
        "h2 Wer kann fragen?",
        "h2 Um einen Besuch bitten",
        "h3 Was mit Ihren Angaben geschieht",
        "h2 Stadt Musterstadt, Fachbereich Kinder, Jugend und Familie",
    ]
    facts = text_of(page.find(".//section[@aria-labelledby='anfragen']"))
    assert "14 Tage nach dem Besuch oder der Absage löschen wir sie, spätestens 90 Tage nach Ihrer Anfrage" in facts
    assert "Nur das Team Ihres Stadtteils liest sie, sonst niemand." in facts


def test_the_form_asks_for_what_a_visit_needs_and_no_more(client, ground):
    page = parsed(client.get(PAGE))
    names = {field.get("name") for tag in ("input", "select") for field in page.findall(f".//main//{tag}")} - {"send"}
    fields = {"wish", "name", "address", "birth_month", "phone", "email", "language"}
    assert names == fields | {"leave_empty", "stamp"}
    assert page.find(".//main//textarea") is None


def test_whoever_knows_what_a_visit_is_gets_to_the_form_at_once(client, ground):
    page = parsed(client.get(PAGE))
    (link,) = page.findall(".//a[@href='#anfragen']")
    assert (text_of(link), text_of(page.find(".//*[@id='anfragen']"))) == (
        "Gleich zum Formular",
        "Um einen Besuch bitten",
    )


def test_staff_write_the_text_themselves(client, ground):
    LegalTextFactory(kind=LegalText.Kind.WELCOME, title="Wir besuchen Sie", body="## Kommt {name}?\n\nJa.")
    page = parsed(client.get(PAGE))
    assert headings(page)[:2] == ["h1 Wir besuchen Sie", "h2 Kommt Musterstadt?"]


def test_the_months_go_from_three_years_back_to_ten_months_ahead(client, ground):
    options = [one.get("value") for one in parsed(client.get(PAGE)).findall(".//select[@id='id_birth_month']//option")]
    assert options == ["", *(month(-n) for n in range(37)), *(month(n) for n in range(1, 11))]


def test_the_page_is_cached_like_any_other_and_sets_no_cookie(client, ground, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(3):
        answer = client.get(PAGE)
    assert (answer.cookies, answer.headers["Cache-Control"]) == ({}, "public, max-age=60, stale-while-revalidate=600")
    with django_assert_num_queries(1):
        assert client.get(PAGE, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, ground, method):
    assert getattr(client, method)(PAGE).status_code == 405


def test_a_request_reaches_the_team_of_the_street(send, ground):
    answer = send(PAGE, asked())
    found = VisitRequest.objects.get()
    today = timezone.localdate()
    assert (found.social_space, found.wish, found.name, found.address) == (
        ground.space,
        "visit",
        "Ayşe Öztürk",
        "Hauptstraße 5a, 41236",
    )
    assert (found.phone, found.email, found.language) == ("0221 4710-777", "ayse@example.org", "Türkisch")
    assert (found.birth_month, found.received_on) == (today.replace(day=1), today)
    assert found.delete_on == today + datetime.timedelta(days=90)
    assert (found.state, answer.status_code, answer.cookies) == ("offen", 200, {})
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_answer_names_the_team_and_the_day_of_deletion_and_repeats_nothing(send, ground):
    page = parsed(send(PAGE, asked()))
    said = text_of(page.find(".//main"))
    day = timezone.localdate() + datetime.timedelta(days=90)
    assert headings(page)[0] == "h1 Danke, Ihre Anfrage ist angekommen"
    assert "Sie geht an: Team Ost. Niemand sonst liest sie." in said
    assert f"spätestens am {day.day}. " in said
    assert "Frühe Hilfen, Team Ost" in said
    assert [word for word in PERSONAL if word in said] == []


def test_the_team_hears_that_a_request_waits_and_nothing_about_whose(send, ground, mailoutbox):
    send(PAGE, asked(email=""))
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([ground.visitor.email], "Eine Familie wünscht sich einen Besuch")
    assert "/verwaltung/willkommensbesuche/" in mail.body
    assert "im Sozialraum Rheydt Ost" in mail.body
    assert [word for word in PERSONAL if word in mail.message().as_string() + mail.body] == []


def test_the_family_gets_a_mail_where_it_gave_an_address(send, ground, mailoutbox):
    send(PAGE, asked())
    _team, mail = mailoutbox
    assert (mail.to, mail.subject) == (["ayse@example.org"], "Ihre Anfrage ist angekommen")
    assert "Sie geht an: Team Ost." in mail.body
    assert "Frühe Hilfen, Team Ost, Telefon 0221 4710-300" in mail.body
    assert [word for word in PERSONAL if word in mail.body] == []


def test_a_failing_mail_loses_no_request_and_names_nobody_in_the_log(client, transactional_db, settings, caplog):
    Ground()
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    with caplog.at_level(logging.DEBUG, logger="network"):
        answer = client.post(PAGE, asked())
    assert (answer.status_code, VisitRequest.objects.count()) == (200, 1)
    assert [line.getMessage() for line in caplog.records if line.name.startswith("network")] == [
        "A mail about a visit was not sent: SMTPRecipientsRefused"
    ] * 2
    assert "ayse" not in caplog.text


def test_a_request_sent_twice_arrives_once(send, ground, mailoutbox):
    answers = [headings(parsed(send(PAGE, asked())))[0] for _ in range(2)]
    assert answers == ["h1 Danke, Ihre Anfrage ist angekommen"] * 2
    assert (VisitRequest.objects.count(), len(mailoutbox)) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_request_sent_twice_at_the_same_moment_is_kept_once():
    Ground()
    form, gate, found = asked(email=""), threading.Barrier(2), []

    def send_it() -> None:
        gate.wait()
        try:
            found.append(Client().post(PAGE, form).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send_it) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (found, VisitRequest.objects.count()) == ([200, 200], 1)


def test_no_word_of_a_family_reaches_a_log_a_session_or_an_address(send, ground, caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    with caplog.at_level(logging.DEBUG):
        answers = [send(PAGE, asked()), send(PAGE, asked(address="Xyz 5")), send(PAGE, asked(email="kein"))]
    assert [word for word in PERSONAL if word in caplog.text] == []
    assert [(one.cookies, one.request["QUERY_STRING"], "Location" in one.headers) for one in answers] == [
        ({}, "", False)
    ] * 3
    assert Session.objects.count() == 0


def test_a_corrected_request_arrives_too(send, ground):
    send(PAGE, asked())
    send(PAGE, asked(wish="both"))
    assert list(VisitRequest.objects.values_list("wish", flat=True)) == ["visit", "both"]


EMPTY = {"wish": "", "name": "", "address": " ", "birth_month": "", "phone": "", "email": "", "language": ""}


def test_what_is_missing_is_said_beside_each_field_and_nothing_is_lost(send, ground):
    answer = send(PAGE, asked(**(EMPTY | {"language": "Türkisch"})))
    page = parsed(answer)
    assert sentences(answer) == [
        "wish: Bitte wählen Sie, was Sie sich wünschen.",
        "name: Bitte schreiben Sie Ihren Namen. Der Vorname oder der Nachname genügt.",
        "address: Bitte schreiben Sie Straße und Hausnummer, damit das Team Ihres Stadtteils Sie findet.",
        "birth_month: Bitte wählen Sie den Monat.",
        "phone: Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an. Eines von beiden genügt.",
    ]
    assert wrong_fields(page) == ["#id_wish_group", "#id_name", "#id_address", "#id_birth_month", "#id_phone"]
    assert page.find(".//input[@id='id_language']").get("value") == "Türkisch"
    assert (answer.status_code, VisitRequest.objects.count()) == (200, 0)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phone": "12"}, ["phone: Bitte prüfen Sie die Telefonnummer: Es fehlen Ziffern."]),
        ({"email": "kein"}, ["email: Bitte gültige E-Mail-Adresse eingeben."]),
        (
            {"address": "Hauptstraße"},
            ["address: Bitte schreiben Sie auch die Hausnummer, zum Beispiel „Hauptstraße 5“."],
        ),
        (
            {"address": "Hauptstraße 500"},
            ["address: Diese Hausnummer kennen wir in der Straße „Hauptstraße“ nicht. Bitte prüfen Sie sie."],
        ),
        (
            {"address": "Hauptstrase 5"},
            [
                "address: Die Straße „Hauptstrase“ kennen wir nicht. Bitte prüfen Sie, wie sie geschrieben wird. Meinen Sie: Hauptstraße?"
            ],
        ),
        (
            {"address": "Xyz 5"},
            ["address: Die Straße „Xyz“ kennen wir nicht. Bitte prüfen Sie, wie sie geschrieben wird."],
        ),
    ],
)
def test_what_cannot_be_right_is_asked_about(send, ground, changes, said):
    assert (sentences(send(PAGE, asked(**changes))), VisitRequest.objects.count()) == (said, 0)


@pytest.mark.parametrize("value", ["1999-01", "2999-01", "2026-13", "gestern", "2026-01-05"])
def test_a_month_that_was_not_offered_is_none(send, ground, value):
    (said,) = sentences(send(PAGE, asked(birth_month=value)))
    assert said.startswith("birth_month: Bitte eine gültige Auswahl treffen.")


def test_a_street_that_is_there_twice_needs_its_postcode(send, ground):
    with_street("Hauptstraße", "41061", space=ground.space)
    assert sentences(send(PAGE, asked())) == [
        "address: „Hauptstraße“ gibt es mehrmals: 41061 Ort 41061; 41236 Ort 41236. Bitte schreiben Sie die Postleitzahl dazu."
    ]
    send(PAGE, asked(address="Hauptstraße 5, 41061"))
    assert VisitRequest.objects.get().address == "Hauptstraße 5, 41061"


def test_where_no_team_answers_the_family_learns_whom_to_call(send, ground):
    with_street("Feldweg", "41061", space=None)
    (said,) = sentences(send(PAGE, asked(address="Feldweg 5")))
    assert said == (
        f"address: {NO_TEAM} Bitte rufen Sie an: Stadt Musterstadt, Fachbereich Kinder, Jugend und Familie, Telefon 0221 4710-100."
    )
    assert VisitRequest.objects.count() == 0


def test_a_team_that_reads_no_requests_is_named_with_its_phone(send, ground):
    other = SocialSpaceFactory()
    with_street("Feldweg", "41061", space=other)
    ground.contact.social_spaces.add(other)
    (said,) = sentences(send(PAGE, asked(address="Feldweg 5")))
    assert said == f"address: {NO_TEAM} Bitte rufen Sie an: Frühe Hilfen, Team Ost, Telefon 0221 4710-300."


def test_where_nobody_can_be_called_the_contact_page_is_named(send, ground):
    with_street("Feldweg", "41061", space=None)
    type(LegalTextFactory().municipality).objects.update(phone="")
    (said,) = sentences(send(PAGE, asked(address="Feldweg 5")))
    assert said == f"address: {NO_TEAM} Bitte schreiben Sie uns über die Seite Kontakt."


def test_a_team_whose_people_have_left_takes_no_request(send, ground):
    ground.visitor.is_active = False
    ground.visitor.save()
    (said,) = sentences(send(PAGE, asked()))
    assert said.startswith(f"address: {NO_TEAM}")


def test_without_any_team_there_is_no_form_but_a_way_to_call(client, ground):
    RoleAssignment.objects.all().delete()
    page = parsed(client.get(PAGE))
    assert page.find(".//main//form") is None
    assert "Zurzeit nimmt noch kein Team Anfragen über das Portal an." in text_of(page.find(".//main"))
    assert "0221 4710-100" in text_of(page.find(".//aside"))


@pytest.mark.parametrize(
    "changes", [{"leave_empty": "http://"}, {"stamp": ""}, {"stamp": "form:1:x"}], ids=["trap", "no stamp", "forged"]
)
def test_what_looks_like_a_robot_comes_back_filled_in(send, ground, changes):
    answer = send(PAGE, asked(**changes))
    page = parsed(answer)
    assert (len(errors(page)), VisitRequest.objects.count()) == (1, 0)
    assert page.find(".//input[@id='id_name']").get("value") == "Ayşe Öztürk"
    assert page.find(".//input[@id='id_stamp']").get("value").startswith("form:")


def test_a_form_sent_at_once_comes_back(send, ground):
    assert len(errors(parsed(send(PAGE, asked(stamp=stamp_of(0)))))) == 1


def test_a_form_of_another_site_is_refused_and_keeps_what_was_written(send, ground):
    answer = send(PAGE, asked(), headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, VisitRequest.objects.count()) == (403, 0)
    assert parsed(answer).find(".//input[@id='id_address']").get("value") == "Hauptstr. 5a"


def test_a_flood_is_stopped(send, ground):
    ReceivedMessage.objects.bulk_create([ReceivedMessage(digest=f"{n}") for n in range(30)])
    answer = send(PAGE, asked())
    assert (answer.status_code, errors(parsed(answer)), VisitRequest.objects.count()) == (503, [NOT_TAKEN], 0)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/x-www-form-urlencoded", 200),
        (b"name=%ff%fe&address=%00&birth_month=%c3%28", "application/x-www-form-urlencoded", 200),
        (b"address=" + b"9" * 5000, "application/x-www-form-urlencoded", 200),
        (b"name=" + b"x" * 3_000_000, "application/x-www-form-urlencoded", 400),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 200),
        (b"{}", "application/json", 200),
    ],
)
def test_a_mangled_form_is_no_error_of_ours(client, ground, body, kind, status):
    assert (client.post(PAGE, body, content_type=kind).status_code, VisitRequest.objects.count()) == (status, 0)


def test_a_name_that_holds_lines_and_marks_stays_one_line_of_text(send, client, ground):
    send(PAGE, asked(name="<b>Ayşe</b>\r\nBcc: x@example.org"))
    assert VisitRequest.objects.get().name == "<b>Ayşe</b> Bcc: x@example.org"


def test_of_what_was_asked_nothing_is_left_but_the_request_itself(send, ground):
    """No history, no session, no copy in any other table."""
    send(PAGE, asked())
    assert places_of(FAMILY) == [("Anfragen nach einem Willkommensbesuch", 1)]
    assert delete_visit_request(request=VisitRequest.objects.get(), by=ground.visitor) is True
    assert places_of(FAMILY) == []


def test_whose_data_are_erased_whose_request_goes_as_a_whole(send, ground):
    send(PAGE, asked(phone=""))
    forget(FAMILY, by=person("operator"), reason="Auf Wunsch der Person")
    assert VisitRequest.objects.count() == 0
