"""The contact form: no account, no cookie, nothing lost, every message once."""

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from sozialraum.models import ReceivedMessage
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import errors, headings, parsed, text_of, wrong_fields
from tests.sozialraum.stamps import stamp_of

ADDRESS = "/kontakt/"
HOUR = 3600
NOT_SENT = (
    "Ihre Nachricht konnte gerade nicht gesendet werden. Ihr Text steht noch da: Bitte versuchen Sie es später noch "
    "einmal, rufen Sie an oder schreiben Sie eine E-Mail."
)


class BrokenBackend(EmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def filled(**changes: str) -> dict[str, str]:
    """Return the contact form as a person sends it, with some fields changed."""
    return {
        "message": "Wo gibt es Babymassage?",
        "name": "",
        "email": "",
        "leave_empty": "",
        "stamp": stamp_of(),
    } | changes


@pytest.fixture
def city(db):
    return MunicipalityFactory()


def test_the_page_stands_at_its_address_and_says_how_else_to_reach_people(client, city):
    page = parsed(client.get(ADDRESS))
    assert reverse("contact") == ADDRESS
    assert headings(page) == [
        "h1 Kontakt",
        "h2 Schreiben Sie uns",
        "h2 Stadt Musterstadt, Fachbereich Kinder, Jugend und Familie",
    ]
    card = text_of(page.find(".//*[@class='contact-card']"))
    assert card.endswith("Markt 1 41061 Musterstadt 0221 4710-100 familie@example.org")


def test_the_form_asks_for_little_and_says_what_it_is_for(client, city):
    page = parsed(client.get(ADDRESS))
    labels = [text_of(label) for label in page.findall(".//main//label")]
    assert labels == [
        "Ihre Nachricht (Pflichtfeld)",
        "Ihr Name (freiwillig)",
        "Ihre E-Mail-Adresse (wenn Sie eine Antwort möchten)",
        "Dieses Feld bitte frei lassen",
    ]
    hint = page.find(".//*[@id='id_email_helptext']")
    assert text_of(hint).startswith("Ohne E-Mail-Adresse können wir Ihnen nicht antworten.")


def test_the_trap_for_robots_is_hidden_from_people(client, city):
    page = parsed(client.get(ADDRESS))
    trap = next(div for div in page.iter("div") if "hidden" in div.attrib)
    assert [field.get("name") for field in trap.iter("input")] == ["leave_empty"]


def test_the_page_is_cached_like_any_other_and_sets_no_cookie(client, city, django_assert_num_queries):
    with django_assert_num_queries(2):
        response = client.get(ADDRESS)
    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    with django_assert_num_queries(1):
        again = client.get(ADDRESS, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(ADDRESS).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, city, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_a_message_arrives_as_a_mail_that_can_be_answered(send, city, mailoutbox):
    response = send(ADDRESS, filled(name="Ayşe", email="ayse@example.org"))
    assert (response.status_code, response.headers["Location"]) == (302, "/kontakt/danke/")
    assert response.cookies == {}
    assert "no-store" in response.headers["Cache-Control"]
    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == (["familie@example.org"], ["ayse@example.org"])
    assert mail.subject == "Nachricht über Familienportal Musterstadt"
    assert mail.body.splitlines()[:5] == [
        "Wo gibt es Babymassage?",
        "",
        "--",
        "Name: Ayşe",
        "Antwort an: ayse@example.org",
    ]


def test_a_message_without_an_address_arrives_and_says_that_no_answer_is_possible(send, city, mailoutbox):
    send(ADDRESS, filled())
    (mail,) = mailoutbox
    assert mail.reply_to == []
    assert mail.body.splitlines()[3] == "Ohne E-Mail-Adresse: Eine Antwort ist nicht möglich."


def test_a_mail_holds_the_words_as_they_were_written(send, city, mailoutbox):
    send(ADDRESS, filled(message="Kind < 3 & „müde“\r\nZeile 2"))
    assert mailoutbox[0].body.startswith("Kind < 3 & „müde“\r\nZeile 2\n")


def test_a_name_cannot_add_lines_to_the_head_of_the_mail(send, city, mailoutbox):
    send(ADDRESS, filled(name="X\r\nBcc: all@example.org", email="a@example.org"))
    assert mailoutbox[0].recipients() == ["familie@example.org"]
    assert "Bcc" not in mailoutbox[0].message().as_string().split("\n\n")[0]


def test_nothing_of_a_message_is_kept(send, city, mailoutbox):
    send(ADDRESS, filled(name="Ayşe", email="ayse@example.org"))
    trace = ReceivedMessage.objects.get()
    assert len(trace.digest) == 64
    assert str(trace) == trace.digest


def test_a_message_sent_twice_arrives_once(send, city, mailoutbox):
    answers = [send(ADDRESS, filled()).headers["Location"] for _ in range(2)]
    assert answers == ["/kontakt/danke/", "/kontakt/danke/"]
    assert len(mailoutbox) == 1


def test_an_empty_message_is_sent_back_with_everything_else_in_it(send, city, mailoutbox):
    response = send(ADDRESS, filled(message=" ", name="Ayşe", email="kein"))
    page = parsed(response)
    assert response.status_code == 200
    assert response.context["form"].errors == {
        "message": ["Bitte schreiben Sie hier, worum es geht."],
        "email": ["Bitte gültige E-Mail-Adresse eingeben."],
    }
    assert wrong_fields(page) == ["#id_message", "#id_email"]
    assert "no-store" in response.headers["Cache-Control"]
    assert page.find(".//title").text == "Fehler: Kontakt · Familienportal Musterstadt"
    assert page.find(".//*[@id='id_name']").get("value") == "Ayşe"
    assert page.find(".//*[@id='id_email']").get("value") == "kein"
    assert text_of(page.find(".//*[@id='id_message_error']")) == "Fehler: Bitte schreiben Sie hier, worum es geht."
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        (
            "x" * 5001,
            "Bitte sicherstellen, dass der Wert aus höchstens 5000 Zeichen besteht. (Er besteht aus 5001 Zeichen.)",
        ),
        ("a\0b", "Nullzeichen sind nicht erlaubt."),
    ],
)
def test_a_message_that_cannot_be_taken_says_why(send, city, message, sentence):
    response = send(ADDRESS, filled(message=message))
    assert response.context["form"].errors == {"message": [sentence]}


HASTY = "Das ging sehr schnell. Ihr Text steht noch da: Bitte senden Sie ihn noch einmal ab."
EXPIRED = "Diese Seite war zu lange offen. Ihr Text steht noch da: Bitte senden Sie ihn noch einmal ab."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stamp": 0}, HASTY),
        ({"leave_empty": "http://"}, HASTY),
        ({"stamp": ""}, EXPIRED),
        ({"stamp": "form:1:x"}, EXPIRED),
        ({"stamp": 25 * HOUR}, EXPIRED),
    ],
)
def test_what_looks_like_a_robot_comes_back_ready_to_be_sent_again(send, city, mailoutbox, changes, sentence):
    if isinstance(changes.get("stamp"), int):
        changes = {"stamp": stamp_of(changes["stamp"])}
    page = parsed(send(ADDRESS, filled(**changes)))
    assert errors(page) == [sentence]
    assert mailoutbox == []
    assert text_of(page.find(".//*[@id='id_message']")) == "Wo gibt es Babymassage?"
    assert page.find(".//*[@id='id_leave_empty']").get("value") is None
    assert page.find(".//*[@id='id_stamp']").get("value").startswith("form:")


def test_a_form_may_stay_open_for_most_of_a_day(send, city, mailoutbox):
    assert send(ADDRESS, filled(stamp=stamp_of(23 * HOUR))).status_code == 302
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({}, 302),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_on_another_site_cannot_use_visitors_to_send(send, city, mailoutbox, headers, status):
    response = send(ADDRESS, filled(), headers=headers)
    assert response.status_code == status
    assert len(mailoutbox) == (1 if status == 302 else 0)


def test_a_flood_is_stopped_and_people_are_told_another_way(send, city, mailoutbox):
    for number in range(30):
        assert send(ADDRESS, filled(message=f"Nachricht {number}")).status_code == 302
    response = send(ADDRESS, filled(message="Zu viel"))
    page = parsed(response)
    assert response.status_code == 503
    assert errors(page) == [NOT_SENT]
    assert text_of(page.find(".//*[@id='id_message']")) == "Zu viel"
    assert len(mailoutbox) == 30


def test_when_mail_fails_the_text_is_not_lost_and_can_be_sent_again(client, transactional_db, settings, mailoutbox):
    MunicipalityFactory()
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.BrokenBackend"
    response = client.post(ADDRESS, filled())
    assert response.status_code == 503
    assert errors(parsed(response)) == [NOT_SENT]
    settings.EMAIL_BACKEND = works
    assert client.post(ADDRESS, filled()).status_code == 302
    assert len(mailoutbox) == 1


def test_without_an_address_of_the_municipality_there_is_no_form(client, send, db, mailoutbox):
    page = parsed(client.get(ADDRESS))
    assert page.find(".//main//form") is None
    assert "Das Formular ist noch nicht eingerichtet" in text_of(page.find(".//main"))
    assert send(ADDRESS, filled()).status_code == 503
    assert mailoutbox == []


def test_the_thanks_say_what_happens_next_and_by_when(client, city):
    response = client.get("/kontakt/danke/")
    page = parsed(response)
    assert headings(page) == ["h1 Danke, Ihre Nachricht ist unterwegs", "h2 Wie geht es weiter?"]
    assert "innerhalb von zwei Wochen" in text_of(page.find(".//main"))
    assert page.find(".//meta[@name='robots']").get("content") == "noindex"
    assert response.cookies == {}
    assert client.post("/kontakt/danke/").status_code == 405


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/x-www-form-urlencoded", 200),
        (b"message=%ff%fe&email=%00&stamp=%c3%28", "application/x-www-form-urlencoded", 200),
        (b"message=%ed%a0%80&stamp=" + b"form:" * 100, "application/x-www-form-urlencoded", 200),
        (b"message=a&message=b&stamp=a&stamp=b", "application/x-www-form-urlencoded", 200),
        (b"&".join(b"a%d=1" % number for number in range(1001)), "application/x-www-form-urlencoded", 400),
        (b"message=" + b"x" * 3_000_000, "application/x-www-form-urlencoded", 400),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 200),
        (b"{}", "application/json", 200),
        (b"message=a", "multipart/form-data", 400),
    ],
)
def test_a_mangled_form_is_no_error_of_ours(client, city, body, kind, status):
    assert client.post(ADDRESS, body, content_type=kind).status_code == status
    assert ReceivedMessage.objects.count() == 0
