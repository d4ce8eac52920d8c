"""A conference planned, changed, invited to, held, written down and closed, through its pages."""

import datetime
from io import BytesIO

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from network.models import (
    Conference,
    ConferenceDecision,
    ConferenceFeedback,
    ConferenceInvitation,
    ConferenceTask,
)
from network.quarters import Quarter
from tests.monitoring.conferences.town import Town
from tests.network.conferences import ConferenceFactory, ConferenceTaskFactory, in_days
from tests.network.factories import PartnerFactory
from tests.sozialraum.factories import SocialSpaceFactory
from tests.sozialraum.html import errors, parsed, text_of, wrong_fields

NEXT_WEEK = timezone.localdate() + datetime.timedelta(days=7)


def fields(page) -> dict[str, str]:
    """Return what the fields of the page's main form hold."""
    found = {}
    for one in page.findall(".//main//form//*[@name]"):
        if one.tag == "select":
            chosen = one.find(".//option[@selected]")
            found[one.get("name")] = chosen.get("value") if chosen is not None else ""
        elif one.get("type") not in {"checkbox", "radio"}:
            text = one.text if one.tag == "textarea" else one.get("value")
            found[one.get("name")] = (text or "").lstrip("\n")
    return found


def said(response) -> str:
    return text_of(parsed(response).find(".//main"))


def planned(town: Town, **more: str) -> dict[str, str]:
    values = {"day": NEXT_WEEK.isoformat(), "starts": "09:30", "ends": "11:30", "place": "Treff, Raum 2"}
    unit = {"inviting_unit": "Praxisberatung", "quarter": Quarter.of(NEXT_WEEK).first.isoformat()}
    return values | unit | {"agenda": "Eins\r\nZwei"} | more


def plan(client, town: Town, **more: str):
    return client.post(f"/verwaltung/konferenzen/gruppen/{town.group.pk}/konferenz/", planned(town, **more))


def page_of(conference: Conference, path: str = "") -> str:
    return f"/verwaltung/konferenzen/{conference.pk}/{path}"


def test_a_planned_conference_has_the_core_on_its_list(convener, town: Town):
    response = plan(convener, town)
    conference = Conference.objects.get()
    assert (response.status_code, response.url) == (302, page_of(conference))
    local = [timezone.localtime(at) for at in (conference.starts_at, conference.ends_at)]
    assert [(at.date(), f"{at:%H:%M}") for at in local] == [(NEXT_WEEK, "09:30"), (NEXT_WEEK, "11:30")]
    assert (conference.agenda, conference.state, str(conference.inviting_unit)) == (
        "Eins\nZwei",
        "planned",
        "Praxisberatung",
    )
    assert [one.partner for one in conference.invitations.all()] == [town.member]


@pytest.mark.parametrize(
    ("entered", "field", "sentence"),
    [
        ({"ends": "09:30"}, "ends", "Das Ende muss nach dem Beginn liegen."),
        ({"day": ""}, "day", "Dieses Feld ist zwingend erforderlich."),
        ({"place": " "}, "place", "Dieses Feld ist zwingend erforderlich."),
        ({"inviting_unit": "Praxis"}, "inviting_unit", "„Praxis“ kennen wir nicht. Meinten Sie „Praxisberatung“?"),
        ({"agenda": "x" * 20_001}, "agenda", "Bitte kürzen Sie den Text auf höchstens 20.000 Zeichen."),
        (
            {"quarter": "2026-02-01"},
            "quarter",
            "Bitte eine gültige Auswahl treffen. 2026-02-01 ist keine gültige Auswahl.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(convener, town: Town, entered, field, sentence):
    response = plan(convener, town, title="Ein Schwerpunkt", **entered)
    page = parsed(response)
    assert (response.status_code, wrong_fields(page)) == (422, [f"#id_{field}"])
    assert sentence in errors(page)[0]
    assert (fields(page)["title"], Conference.objects.count()) == ("Ein Schwerpunkt", 0)


def test_a_second_one_for_a_quarter_is_refused_with_the_day_of_the_first(convener, town: Town):
    plan(convener, town)
    page = parsed(plan(convener, town))
    assert "Für dieses Quartal hat die Gruppe schon eine Konferenz: am" in errors(page)[0]
    assert Conference.objects.count() == 1


def test_the_next_one_is_proposed_as_the_last_one_told(convener, town: Town):
    last = town.conference(closed=True, place="Treff", agenda="Wie immer", next_on=NEXT_WEEK)
    page = parsed(convener.get(f"/verwaltung/konferenzen/gruppen/{town.group.pk}/konferenz/"))
    found = fields(page)
    after = Quarter.of(last.quarter).after(1).first.isoformat()
    assert [found[name] for name in ("day", "place", "agenda", "quarter")] == [
        NEXT_WEEK.isoformat(),
        "Treff",
        "Wie immer",
        after,
    ]


def test_two_who_change_different_things_lose_nothing(convener, client_of, town: Town):
    conference = town.conference()
    other = client_of(town.people["steering"])
    address = page_of(conference, "bearbeiten/")
    mine, theirs = (fields(parsed(one.get(address))) for one in (convener, other))
    other.post(address, theirs | {"agenda": "Von ihnen"})
    convener.post(address, mine | {"place": "Von mir"})
    conference.refresh_from_db()
    assert (conference.agenda, conference.place) == ("Von ihnen", "Von mir")


def test_who_saves_without_a_change_asks_nobody_anew(convener, town: Town):
    conference = town.conference()
    address = page_of(conference, "bearbeiten/")
    response = convener.post(address, fields(parsed(convener.get(address))), follow=True)
    conference.refresh_from_db()
    answers = set(conference.invitations.values_list("answer", flat=True))
    assert ("Es hat sich nichts geändert." in said(response), conference.sequence, answers) == (True, 0, {"yes"})


def test_two_who_write_the_same_are_shown_both_and_the_second_decides(convener, client_of, town: Town):
    conference = town.conference(held=True)
    other = client_of(town.people["steering"])
    address = page_of(conference, "protokoll/")
    mine, theirs = (fields(parsed(one.get(address))) for one in (convener, other))
    other.post(address, theirs | {"minutes": "Ihr Protokoll"})
    refused = convener.post(address, mine | {"minutes": "Mein Protokoll"})
    page = parsed(refused)
    assert (refused.status_code, fields(page)["minutes"]) == (422, "Mein Protokoll")
    assert "Ihr Protokoll" in text_of(page.find(".//*[@class='notice-body']"))
    conference.refresh_from_db()
    assert conference.minutes == "Ihr Protokoll"
    assert convener.post(address, fields(page)).status_code == 302
    conference.refresh_from_db()
    assert conference.minutes == "Mein Protokoll"


def test_who_moves_an_invited_conference_is_told_to_invite_anew(convener, town: Town):
    conference = town.conference()
    address = page_of(conference, "bearbeiten/")
    response = convener.post(address, fields(parsed(convener.get(address))) | {"place": "Anderswo"}, follow=True)
    told = said(response)
    assert "Bitte verschicken Sie die Einladungen noch einmal." in told
    assert "2 Einladungen verschicken" in told
    assert set(ConferenceInvitation.objects.values_list("answer", flat=True)) == {""}


def test_guests_are_put_on_the_list_invited_and_struck_off(convener, town: Town, django_capture_on_commit_callbacks):
    conference = ConferenceFactory(group=town.group)
    address = page_of(conference, "gaeste/")
    named = {"name": "Dolmetschpool", "role": "interpreter", "email": "pool@example.org"}
    convener.post(address, named)
    PartnerFactory(name="Projekt Nachbarn", email="nachbarn@example.org")
    convener.post(address, {"partner": "Projekt Nachbarn", "role": "project"})
    rows = ConferenceInvitation.objects.order_by("pk")
    assert list(rows.values_list("name", "role", "email")) == [
        ("Dolmetschpool", "interpreter", "pool@example.org"),
        ("", "project", "nachbarn@example.org"),
    ]
    again = parsed(convener.post(address, named))
    assert errors(again) == ["Diese Stelle steht schon auf der Liste."]
    nobody = parsed(convener.post(address, {"role": "other"}))
    assert "Bitte einen Partner wählen oder den Namen der Stelle eintragen." in errors(nobody)[0]
    convener.post(f"/verwaltung/konferenzen/liste/{rows[0].pk}/streichen/")
    with django_capture_on_commit_callbacks(execute=True):
        convener.post(page_of(conference, "einladen/"))
    assert ([one.to for one in mail.outbox], rows.count()) == ([["nachbarn@example.org"]], 1)
    convener.post(f"/verwaltung/konferenzen/liste/{rows[0].pk}/streichen/")
    assert rows.count() == 1


def test_new_members_of_the_group_are_added_to_the_list(convener, town: Town):
    conference = ConferenceFactory(group=town.group)
    convener.post(page_of(conference, "einladen/"), {"mitglieder": "1"})
    assert [one.partner for one in conference.invitations.all()] == [town.member]


def test_it_is_called_off_with_a_reason(convener, town: Town, django_capture_on_commit_callbacks):
    conference = town.conference()
    address = page_of(conference, "absagen/")
    empty = parsed(convener.post(address, {"reason": " "}))
    assert "Bitte sagen Sie in einem Satz, warum." in errors(empty)[0]
    with django_capture_on_commit_callbacks(execute=True):
        convener.post(address, {"reason": "Die Leitung ist krank."})
    assert "Die Leitung ist krank." in said(convener.get(page_of(conference)))
    assert sorted(one.to[0] for one in mail.outbox) == ["core@example.org", "other@example.org"]
    later = convener.post(address, {"reason": "Noch einmal."}, follow=True)
    assert "Das geht im jetzigen Stand der Konferenz nicht." in said(later)
    assert plan(convener, town).status_code == 302


def test_it_is_not_held_before_it_begins(convener, town: Town):
    conference = town.conference()
    response = convener.post(page_of(conference, "schritt/gehalten/"), follow=True)
    assert ("Das geht im jetzigen Stand" in said(response), Conference.objects.get().state) == (True, "planned")


def test_from_held_to_closed(convener, town: Town, django_capture_on_commit_callbacks):
    conference = town.conference(starts_at=in_days(-1), ends_at=in_days(-0.9))
    convener.post(page_of(conference, "schritt/gehalten/"))
    rows = {one.partner: one for one in conference.invitations.all()}
    came = {f"da-{rows[town.member].pk}": "ja", f"da-{rows[town.guest].pk}": "nein"}
    before = {f"war-{row.pk}": "" for row in rows.values()}
    convener.post(page_of(conference, "anwesenheit/"), came | before)
    convener.post(page_of(conference, "ergebnis/beschluss/"), {"text": "Wir fangen an."})
    due = (timezone.localdate() + datetime.timedelta(days=20)).isoformat()
    task = {"text": "Raum suchen", "owner": "Kita Sonne", "due_on": due}
    convener.post(page_of(conference, "ergebnis/aufgabe/"), task)
    handed = {"social_space": town.space.pk, "text": "Es fehlt ein Treff.", "status": "open"}
    convener.post(page_of(conference, "ergebnis/rueckkopplung/"), handed)
    unfinished = convener.post(page_of(conference, "schritt/abschliessen/"), follow=True)
    assert "Das geht im jetzigen Stand" in said(unfinished)
    minutes = page_of(conference, "protokoll/")
    form = fields(parsed(convener.get(minutes)))
    convener.post(minutes, form | {"minutes": "Wir waren da.", "next_on": NEXT_WEEK.isoformat()})
    convener.post(page_of(conference, "schritt/abschliessen/"))
    conference.refresh_from_db()
    assert (conference.state, conference.next_on, conference.closed_by) == (
        "closed",
        NEXT_WEEK,
        town.people["convener"],
    )
    told = said(convener.get(page_of(conference)))
    wanted = (
        "Wir waren da.",
        "Wir fangen an.",
        "Raum suchen",
        "Es fehlt ein Treff.",
        "1 von 2 Organisationen waren da.",
    )
    assert [one for one in wanted if one not in told] == []
    with django_capture_on_commit_callbacks(execute=True):
        convener.post(page_of(conference, "protokoll/verschicken/"))
    name, content, kind = mail.outbox[0].attachments[0]
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert (len(mail.outbox), name, kind, "Wir waren da." in text) == (2, "protokoll.pdf", "application/pdf", True)
    convener.post(page_of(conference, "schritt/wieder-oeffnen/"))
    assert Conference.objects.get().state == "held"


def test_minutes_go_out_only_once_they_are_closed(convener, town: Town, django_capture_on_commit_callbacks):
    conference = town.conference(held=True)
    with django_capture_on_commit_callbacks(execute=True):
        convener.post(page_of(conference, "protokoll/verschicken/"))
    assert mail.outbox == []


def test_the_next_date_lies_after_the_conference(convener, town: Town):
    conference = town.conference(held=True)
    address = page_of(conference, "protokoll/")
    form = fields(parsed(convener.get(address)))
    day = timezone.localdate(conference.starts_at).isoformat()
    assert (
        "Der nächste Termin liegt nach dieser Konferenz."
        in errors(parsed(convener.post(address, form | {"next_on": day})))[0]
    )


def test_who_came_stays_as_a_colleague_wrote_it_down_meanwhile(convener, town: Town):
    conference = town.conference(held=True)
    first, second = conference.invitations.order_by("pk")
    before = {f"war-{row.pk}": "" for row in (first, second)}
    convener.post(page_of(conference, "anwesenheit/"), before | {f"da-{first.pk}": "ja", f"da-{second.pk}": ""})
    convener.post(page_of(conference, "anwesenheit/"), before | {f"da-{first.pk}": "", f"da-{second.pk}": "nein"})
    assert list(conference.invitations.order_by("pk").values_list("attended", flat=True)) == [True, False]


def test_feedback_is_followed_until_it_was_discussed(convener, town: Town):
    conference = town.conference(held=True)
    SocialSpaceFactory()
    page = parsed(convener.get(page_of(conference, "ergebnis/rueckkopplung/")))
    offered = [text_of(one) for one in page.findall(".//select[@name='social_space']/option")]
    handed = {"social_space": town.space.pk, "text": "Es fehlt ein Treff.", "status": "handed_on"}
    without_day = parsed(convener.post(page_of(conference, "ergebnis/rueckkopplung/"), handed))
    assert (offered, errors(without_day)) == (
        ["Eicken-Windberg"],
        ["Sitzung am – Bitte angeben, an welchem Tag die Sitzung war."],
    )
    convener.post(page_of(conference, "ergebnis/rueckkopplung/"), handed | {"on": "2026-11-10"})
    row = ConferenceFeedback.objects.get()
    news = {"status": "discussed", "answer": "Kommt in die Planung.", "on": "2026-11-12"}
    convener.post(f"/verwaltung/konferenzen/rueckkopplung/{row.pk}/", handed | news)
    row.refresh_from_db()
    assert (row.status, row.answer, row.on) == ("discussed", "Kommt in die Planung.", datetime.date(2026, 11, 12))


def test_a_task_is_done_by_its_owner_or_the_convener_and_nobody_else(client, town: Town):
    task = ConferenceTaskFactory(conference=town.conference(held=True), owner=town.member)
    found = {}
    for name, user in town.people.items():
        client.force_login(user)
        found[name] = client.post(f"/verwaltung/konferenzen/aufgaben/{task.pk}/", {"outcome": name}).status_code
        ConferenceTask.objects.update(done_on=None, outcome="")
    assert found == {"convener": 302, "member": 302, "guest": 404, "stranger": 404, "planner": 403, "steering": 302}
    client.force_login(town.people["member"])
    client.post(f"/verwaltung/konferenzen/aufgaben/{task.pk}/", {"outcome": "Ist gefunden."})
    task.refresh_from_db()
    assert (task.outcome, task.done_on) == ("Ist gefunden.", timezone.localdate())
    listed = [said(client.get(f"/verwaltung/konferenzen/aufgaben/{query}")) for query in ("", "?stand=erledigt")]
    assert ["Räume für ein Elterncafé" in one for one in listed] == [False, True]
    client.post(f"/verwaltung/konferenzen/aufgaben/{task.pk}/", {"offen": "1"})
    task.refresh_from_db()
    assert task.done_on is None


def test_a_task_needs_an_owner_and_a_day_after_the_conference(convener, town: Town):
    conference = town.conference(held=True)
    wrong = {"text": "Raum suchen", "owner": "Niemand", "due_on": "2020-01-01"}
    page = parsed(convener.post(page_of(conference, "ergebnis/aufgabe/"), wrong))
    assert wrong_fields(page) == ["#id_owner", "#id_due_on"]
    assert (ConferenceTask.objects.count(), ConferenceDecision.objects.count()) == (0, 0)


def test_results_are_entered_once_a_conference_was_held(convener, town: Town):
    conference = town.conference()
    response = convener.post(page_of(conference, "ergebnis/beschluss/"), {"text": "Zu früh."}, follow=True)
    assert ("Das geht im jetzigen Stand" in said(response), ConferenceDecision.objects.count()) == (True, 0)


def test_members_are_added_to_no_list_of_what_is_over(convener, town: Town):
    conference = ConferenceFactory(group=town.group, held=True)
    response = convener.post(page_of(conference, "einladen/"), {"mitglieder": "1"}, follow=True)
    assert ("Das geht im jetzigen Stand" in said(response), conference.invitations.count()) == (True, 0)


def test_an_archived_partner_is_not_put_on_the_list(convener, town: Town):
    town.member.is_public, town.member.archived_reason = False, "aufgelöst"
    town.member.save()
    plan(convener, town)
    assert ConferenceInvitation.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["bearbeiten/", "absagen/", "protokoll/", "gaeste/", "anwesenheit/", "ergebnis/aufgabe/"]
)
def test_a_member_reads_and_does_not_write(client, town: Town, path):
    conference = town.conference(held=True)
    client.force_login(town.people["member"])
    page = parsed(client.get(page_of(conference)))
    buttons = [one for one in page.findall(".//main//form") if "aufgaben" not in one.get("action", "")]
    assert (client.get(page_of(conference, path)).status_code, buttons) == (403, [])


def test_a_list_without_anybody_says_so_and_leads_on(convener, town: Town):
    conference = ConferenceFactory(group=town.group, held=True)
    page = parsed(convener.get(page_of(conference, "anwesenheit/")))
    assert text_of(page.find(".//*[@class='empty-title']")) == "Auf der Liste steht niemand."
    assert "Auf der Liste steht noch niemand." in said(convener.get(page_of(conference)))
