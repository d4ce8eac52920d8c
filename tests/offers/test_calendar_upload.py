"""Taking over times from a calendar file: first shown, then done, and only what was shown."""

import datetime
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from offers.forms_of_staff import MOST_BYTES
from offers.models import Offer, Schedule, Submission
from offers.sessions import Kind
from sozialraum.models import Municipality
from tests.network.factories import PartnerFactory, person
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.sozialraum.html import errors, headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
MORNING = (datetime.time(9, 30), datetime.time(11))


def event(day: datetime.date, more: str = "", title: str = "Treff") -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:{title}\r\nSUMMARY:{title}\r\nDTSTART:{day:%Y%m%d}T093000\r\n"
        f"DTEND:{day:%Y%m%d}T110000\r\n{more}END:VEVENT\r\n"
    )


def file_of(*events: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("kalender.ics", f"BEGIN:VCALENDAR\r\n{''.join(events)}END:VCALENDAR\r\n".encode())


WEEKLY = "RRULE:FREQ=WEEKLY\r\n"


@pytest.fixture
def offer():
    return OfferFactory(title="Elterncafé", provider=PartnerFactory(is_trusted=True))


@pytest.fixture
def editor(client, offer):
    user = person("partner_editor", partner=offer.provider)
    client.force_login(user)
    return user


def address(offer: Offer) -> str:
    return f"/verwaltung/angebote/{offer.pk}/kalender/"


def shown(client, offer: Offer, *events: str, **more: str):
    return client.post(address(offer), {"file": file_of(*events), "title": "", "others": "ersetzen"} | more)


def plan_of(response) -> str:
    return parsed(response).find(".//input[@name='plan']").get("value")


def times(offer: Offer) -> list[tuple]:
    return list(offer.schedules.order_by("first_day").values_list("kind", "first_day", "starts", "ends"))


def notices(response) -> list[str]:
    found = parsed(response).findall(".//main//div[@class]")
    return [text_of(one) for one in found if "notice" in one.get("class").split()]


def test_what_somebody_may_not_publish_is_submitted_and_families_see_the_times_as_they_were(client):
    offer = OfferFactory()
    ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=days(3))
    client.force_login(person("partner_editor", partner=offer.provider))
    plan = plan_of(shown(client, offer, event(days(2)), others="dazu"))
    before = times(offer)
    client.post(address(offer), {"plan": plan})
    proposed = Submission.objects.get(offer=offer).content["schedules"]
    assert (times(offer), [time["first_day"] for time in proposed]) == (
        before,
        [days(2).isoformat(), days(3).isoformat()],
    )


def test_a_preview_shows_what_changes_and_changes_nothing(client, offer, editor):
    ScheduleFactory(offer=offer, weekday=days(1).weekday(), pauses_on_public_holidays=False)
    ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=days(3))
    before = times(offer)
    response = shown(client, offer, event(days(1), WEEKLY), event(days(2)))
    assert headings(parsed(response)) == [
        "h1 Neue Zeiten für „Elterncafé“?",
        "h2 Neu (1)",
        "h2 Fällt weg (1)",
        "h2 Bleibt (1)",
        "h2 Die nächsten Termine wären dann",
    ]
    assert times(offer) == before


def test_what_was_shown_is_done(client, offer, editor):
    ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=days(3))
    over = ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=days(-3))
    changed = Offer.objects.get().updated_at
    plan = plan_of(shown(client, offer, event(days(1), WEEKLY)))
    response = client.post(address(offer), {"plan": plan})
    assert (response.status_code, response.url) == (302, f"/verwaltung/angebote/{offer.pk}/")
    assert times(offer) == [("once", over.first_day, *MORNING), ("weekly", days(1), *MORNING)]
    assert Offer.objects.get().updated_at > changed
    assert "Die Zeiten sind übernommen." in client.get(response.url).content.decode()


def test_the_times_of_the_file_may_be_added(client, offer, editor):
    ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=days(3))
    client.post(address(offer), {"plan": plan_of(shown(client, offer, event(days(1)), others="dazu"))})
    assert times(offer) == [("once", days(1), *MORNING), ("once", days(3), *MORNING)]


def test_every_kind_of_time_comes_through_the_preview(client, offer, editor):
    shown_plan = plan_of(
        shown(
            client,
            offer,
            event(days(1), "RRULE:FREQ=MONTHLY;BYDAY=-1MO\r\n"),
            event(days(2), "RRULE:FREQ=WEEKLY;COUNT=4\r\n"),
        )
    )
    client.post(address(offer), {"plan": shown_plan})
    kinds = set(offer.schedules.values_list("kind", "nth", "last_day"))
    assert ("monthly", -1, None) in kinds
    assert ("weekly", None, days(23)) in kinds


def test_only_events_of_a_title_are_taken(client, offer, editor):
    response = shown(client, offer, event(days(1)), event(days(2), title="Anderes"), title="treff")
    assert "1 Termin hat einen anderen Titel." in text_of(parsed(response).find(".//main"))
    client.post(address(offer), {"plan": plan_of(response)})
    assert times(offer) == [("once", days(1), *MORNING)]


def test_nothing_to_change_is_said_and_not_offered(client, offer, editor):
    ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=days(3))
    response = shown(client, offer, event(days(3)))
    assert notices(response) == ["Alles, was in der Datei steht, ist schon eingetragen. Es gibt nichts zu ändern."]
    assert parsed(response).find(".//input[@name='plan']") is None


def test_what_cannot_be_read_is_named(client, offer, editor):
    broken = event(days(1), "RRULE:FREQ=SECONDLY\r\n", title="Sekundentakt")
    response = shown(client, offer, event(days(2)), broken)
    reason = "Der Termin wiederholt sich öfter als einmal am Tag oder nach einer seltenen Regel."
    assert notices(response) == [f"1 Termin können wir nicht übernehmen: Zeile 8, „Sekundentakt“: {reason}"]


def test_what_a_file_says_is_shown_as_text(client, offer, editor):
    response = shown(client, offer, event(days(1), WEEKLY * 2, title="<script>alert(1)</script>"))
    assert "&lt;script&gt;alert(1)" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Diese Datei ist leer."),
        (b"Titel;Ort", "Das ist keine Kalenderdatei. Sie heißt meist wie „kalender.ics“."),
        (b"x" * 10 * MOST_BYTES, "Die Datei ist größer als 1 MB. Bitte exportieren Sie einen kürzeren Zeitraum."),
    ],
    ids=["empty", "a table", "10 MB"],
)
def test_a_file_that_is_none_is_refused_beside_its_field(client, offer, editor, content, sentence):
    file = SimpleUploadedFile("kalender.ics", content)
    response = client.post(address(offer), {"file": file, "title": "Treff", "others": "dazu"})
    page = parsed(response)
    assert errors(parsed(response)) == [f"Kalenderdatei – {sentence}"]
    assert page.find(".//input[@name='title']").get("value") == "Treff"
    assert page.find(".//input[@value='dazu']").get("checked") is not None


def test_without_a_file_the_form_says_so(client, offer, editor):
    assert errors(parsed(client.post(address(offer), {"title": "", "others": "dazu"}))) == [
        "Kalenderdatei – Bitte wählen Sie eine Datei aus."
    ]


# Two at once, and plans of others


def test_a_plan_of_times_that_somebody_changed_is_not_carried_out(client, offer, editor):
    plan = plan_of(shown(client, offer, event(days(1))))
    ScheduleFactory(offer=offer, kind=Kind.ONCE, first_day=days(9))
    response = client.post(address(offer), {"plan": plan}, follow=True)
    assert times(offer) == [("once", days(9), *MORNING)]
    assert notices(response) == [
        "Jemand anderes hat die Zeiten gerade geändert. Bitte wählen Sie die Datei noch einmal aus."
    ]


def test_a_plan_is_carried_out_once(client, offer, editor):
    plan = plan_of(shown(client, offer, event(days(1))))
    for _ in range(2):
        client.post(address(offer), {"plan": plan})
    assert times(offer) == [("once", days(1), *MORNING)]


@pytest.mark.parametrize("change", ["offer", "person", "text"])
def test_a_plan_is_for_one_offer_and_one_person(client, offer, editor, change):
    plan = plan_of(shown(client, offer, event(days(1))))
    other = OfferFactory(provider=offer.provider) if change == "offer" else offer
    if change == "person":
        client.force_login(person("partner_lead", partner=offer.provider))
    response = client.post(address(other), {"plan": plan[1:] if change == "text" else plan}, follow=True)
    assert notices(response) == ["Diese Vorschau ist nicht mehr gültig. Bitte wählen Sie die Datei noch einmal aus."]
    assert not Schedule.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_first_changes_the_times_and_the_other_is_told(offer, client_of):
    clients = [client_of(person("partner_editor", partner=offer.provider)) for _number in range(2)]
    plans = [plan_of(shown(one, offer, event(days(number)))) for number, one in enumerate(clients, start=1)]
    done, ready = [], threading.Barrier(2)

    def carry_out(one, plan: str) -> None:
        ready.wait(10)
        done.append(one.post(address(offer), {"plan": plan}).url)
        connection.close()

    threads = [threading.Thread(target=carry_out, args=pair) for pair in zip(clients, plans, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (sorted(done), len(times(offer))) == ([f"/verwaltung/angebote/{offer.pk}/", address(offer)], 1)


def test_what_waits_already_is_what_the_file_is_compared_with(client):
    offer = OfferFactory()
    client.force_login(person("partner_editor", partner=offer.provider))
    client.post(address(offer), {"plan": plan_of(shown(client, offer, event(days(2))))})
    response = shown(client, offer, event(days(2)), event(days(3)), others="dazu")
    assert headings(parsed(response))[1:3] == ["h2 Neu (1)", "h2 Bleibt (1)"]
    client.post(address(offer), {"plan": plan_of(response)})
    proposed = Submission.objects.get().content["schedules"]
    assert (times(offer), [time["first_day"] for time in proposed]) == (
        [],
        [days(2).isoformat(), days(3).isoformat()],
    )


def test_what_was_published_after_the_preview_is_submitted(client):
    offer = OfferFactory(status="draft")
    client.force_login(person("partner_editor", partner=offer.provider))
    plan = plan_of(shown(client, offer, event(days(2))))
    Offer.objects.update(status="published")
    client.post(address(offer), {"plan": plan})
    assert (times(offer), Submission.objects.get().state) == ([], "waiting")


def test_with_four_eyes_times_of_a_file_wait_too(client, offer, editor):
    Municipality.objects.update(four_eyes=True)
    client.post(address(offer), {"plan": plan_of(shown(client, offer, event(days(2))))})
    assert (times(offer), Submission.objects.get().author) == ([], editor)


def test_what_others_changed_beside_the_times_stays(client, offer, editor):
    plan = plan_of(shown(client, offer, event(days(2))))
    Offer.objects.update(phone="7")
    client.post(address(offer), {"plan": plan})
    assert (Offer.objects.get().phone, len(times(offer))) == ("7", 1)


def test_an_archived_offer_gets_no_times(client, offer, editor):
    plan = plan_of(shown(client, offer, event(days(2))))
    Offer.objects.update(status="archived", archived_reason="Zu Ende.")
    found = [client.get(address(offer)).url, client.post(address(offer), {"plan": plan}).url]
    assert (found, times(offer)) == ([f"/verwaltung/angebote/{offer.pk}/"] * 2, [])


def test_the_page_is_for_those_who_keep_the_offer(client, offer):
    people = [person("partner_editor", partner=offer.provider), person("steering")]
    people += [person("planner"), person("partner_lead", partner=PartnerFactory()), person()]
    found = []
    for one in people:
        client.force_login(one)
        found.append((client.get(address(offer)).status_code, shown(client, offer, event(days(1))).status_code))
    assert found == [(200, 200), (200, 200), (403, 403), (404, 404), (403, 403)]
    client.logout()
    assert client.get(address(offer)).url == f"/konto/anmelden/?next={address(offer)}"


def test_an_offer_that_does_not_exist_has_no_page_and_the_method_is_checked(client, offer, editor):
    found = client.get("/verwaltung/angebote/999999/kalender/").status_code, client.put(address(offer)).status_code
    assert found == (404, 405)


def test_a_form_from_elsewhere_is_refused(offer, editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert shown(strict, offer, event(days(1))).status_code == 403


def test_the_offer_s_page_leads_there_for_those_who_may(client, offer):
    found = []
    for one in (person("partner_editor", partner=offer.provider), person("planner")):
        client.force_login(one)
        found.append(address(offer) in client.get(f"/verwaltung/angebote/{offer.pk}/").content.decode())
    assert found == [True, False]
