"""Invitations: mailed with the date as a file, answered by a signed link with one button, told of every change."""

import datetime
import re
from typing import Any

import pytest
import vobject
from django.core import mail, signing
from django.utils import timezone

from network.actions.conference_invitations import answer_invitation, send_invitations
from network.actions.conferences import (
    NotPossibleError,
    cancel_conference,
    change_conference,
    invite_core,
    plan_conference,
)
from network.conference_calendar import calendar_file
from network.conference_links import SALT, Asked, token
from network.models import Conference, ConferenceInvitation
from network.seen import read, seen
from tests.network.conferences import ConferenceFactory, ConferenceInvitationFactory, GroupMemberFactory, in_days
from tests.network.factories import PartnerFactory, UserFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
COLUMNS = ("starts_at", "ends_at", "place")


@pytest.fixture
def invitation(db):
    conference = ConferenceFactory(title="Übergang; Kita, Schule", agenda="Begrüßung\nAufgaben")
    return ConferenceInvitationFactory(
        conference=conference, partner=PartnerFactory(name="Kita Sonne"), email="kita@example.org"
    )


def send(conference: Conference, django_capture_on_commit_callbacks) -> int:
    with django_capture_on_commit_callbacks(execute=True):
        return send_invitations(pk=conference.pk, by=UserFactory())


def links(letter) -> list[str]:
    return re.findall(r"https?://[^/]+(/konferenz/\S+)", letter.body)


def event_of(file: bytes | str) -> Any:
    """Read a calendar file by another library than the one that writes them."""
    return vobject.readOne(file if isinstance(file, str) else file.decode()).vevent


def attached(letter) -> tuple[str, str, str]:
    [file] = letter.attachments
    return file.filename, file.content, file.mimetype


def test_everybody_on_the_list_with_an_address_is_invited_once(invitation, django_capture_on_commit_callbacks):
    conference = invitation.conference
    ConferenceInvitationFactory(conference=conference, email="")
    assert [send(conference, django_capture_on_commit_callbacks) for _ in range(2)] == [1, 0]
    [letter] = mail.outbox
    day = timezone.localtime(conference.starts_at)
    assert letter.subject == f"Einladung: Sozialraumkonferenz {conference.group.name}, {conference.quarter_name}"
    assert (letter.to, letter.reply_to) == (["kita@example.org"], ["praxisberatung@example.org"])
    said = ("Übergang; Kita, Schule", f"{day:%H:%M}", conference.place, "Begrüßung\nAufgaben")
    assert [one for one in said if one not in letter.body] == []
    assert len(links(letter)) == 2


def test_the_mail_brings_the_date_as_a_file_that_other_programs_read(invitation, django_capture_on_commit_callbacks):
    conference = invitation.conference
    send(conference, django_capture_on_commit_callbacks)
    name, text, kind = attached(mail.outbox[0])
    event = event_of(text)
    assert (name, kind) == ("sozialraumkonferenz.ics", 'text/calendar; method=PUBLISH; charset="utf-8"')
    assert "METHOD:PUBLISH\r\n" in text
    assert event.dtstart.value == conference.starts_at.replace(microsecond=0)
    assert event.summary.value == f"Sozialraumkonferenz {conference.group.name}: Übergang; Kita, Schule"
    assert event.description.value == "Begrüßung\nAufgaben"
    assert (event.status.value, event.sequence.value) == ("CONFIRMED", "0")
    assert event.uid.value.startswith(f"sozialraumkonferenz-{conference.pk}@")


@pytest.mark.parametrize(
    ("day", "offset"), [("2027-03-27", 1), ("2027-03-28", 2), ("2027-10-30", 2), ("2027-10-31", 1)]
)
def test_the_clocks_change_and_the_hour_of_the_conference_does_not(day, offset, municipality):
    berlin = timezone.get_current_timezone()
    starts = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(9, 30), berlin)
    conference = ConferenceFactory(starts_at=starts, ends_at=starts + datetime.timedelta(hours=2))
    event = event_of(calendar_file(Conference.objects.get(pk=conference.pk)))
    begins, ends = event.dtstart.value, event.dtend.value
    assert (begins.replace(tzinfo=None), begins.utcoffset()) == (
        starts.replace(tzinfo=None),
        datetime.timedelta(hours=offset),
    )
    assert ends - begins == datetime.timedelta(hours=2)


def test_a_link_opens_a_page_with_one_button_and_changes_nothing(
    client, invitation, django_capture_on_commit_callbacks
):
    send(invitation.conference, django_capture_on_commit_callbacks)
    for link, button in zip(links(mail.outbox[0]), ("Ja, wir kommen", "Nein, wir kommen nicht"), strict=True):
        response = client.get(link)
        page = parsed(response)
        assert [text_of(one) for one in page.findall(".//main//button")] == [button]
        assert ("no-store" in response.headers["Cache-Control"], client.cookies) == (True, {})
        assert "Kita Sonne" in text_of(page.find(".//main"))
    assert ConferenceInvitation.objects.get().answer == ""


def test_who_sends_the_button_has_answered_and_may_think_again(client, invitation, django_capture_on_commit_callbacks):
    send(invitation.conference, django_capture_on_commit_callbacks)
    yes, no = links(mail.outbox[0])
    assert client.post(yes, {"note": " Die Leitung\t kommt. "}).status_code == 200
    row = ConferenceInvitation.objects.get()
    assert (row.answer, row.answer_note, row.answered_at is None) == ("yes", "Die Leitung kommt.", False)
    assert client.post(no, {"note": ""}).status_code == 200
    row.refresh_from_db()
    assert (row.answer, row.answer_note) == ("no", "")


def test_a_note_that_is_too_long_is_refused_beside_the_field_and_kept(client, invitation):
    text = "x" * 301
    response = client.post(Asked(invitation.pk, 0, "yes").address, {"note": text})
    page = parsed(response)
    assert (response.status_code, page.find(".//*[@id='id_note']").get("value")) == (422, text)
    assert ConferenceInvitation.objects.get().answer == ""


def test_the_date_is_taken_along_by_the_link(client, invitation):
    response = client.get(Asked(invitation.pk, 0, "yes").address + "termin.ics")
    event = event_of(response.content)
    assert (response.status_code, event.dtstart.value) == (200, invitation.conference.starts_at.replace(microsecond=0))


@pytest.mark.parametrize("state", ["begun", "cancelled", "held", "moved"])
def test_a_link_is_over_once_the_conference_has_begun_moved_or_was_called_off(client, invitation, state):
    address = Asked(invitation.pk, 0, "yes").address
    news = {
        "begun": {"starts_at": in_days(-0.01)},
        "cancelled": {"state": "cancelled", "cancelled_reason": "Grippe"},
        "held": {"state": "held"},
        "moved": {"sequence": 1},
    }
    Conference.objects.update(**news[state])
    found = [client.get(address).status_code, client.post(address).status_code]
    assert (found, client.get(f"{address}termin.ics").status_code) == ([410, 410], 410)
    assert ConferenceInvitation.objects.get().answer == ""


def test_only_our_own_links_are_answered(client, invitation):
    good = token(Asked(invitation.pk, 0, "yes"))
    foreign = signing.dumps([invitation.pk, 0, "yes"], salt="another")
    short = signing.dumps([invitation.pk], salt=SALT)
    tokens = [good[:-1] + ("a" if good[-1] != "a" else "b"), foreign, short, "wort", token(Asked(0, 0, "yes"))]
    assert [client.post(f"/konferenz/{text}/").status_code for text in tokens] == [410] * 5
    assert client.put(f"/konferenz/{good}/").status_code == 405


def test_a_new_date_asks_everybody_anew_and_calendars_change_their_entry(
    invitation, django_capture_on_commit_callbacks
):
    conference = invitation.conference
    send(conference, django_capture_on_commit_callbacks)
    answer_invitation(invitation=invitation, answer="yes", note="Zu zweit.")
    later = conference.starts_at + datetime.timedelta(days=1)
    wanted = {"starts_at": later, "ends_at": later + datetime.timedelta(hours=2), "place": conference.place}
    change_conference(
        pk=conference.pk, wanted=wanted, before=read(seen(conference, COLUMNS), COLUMNS), by=UserFactory()
    )
    row = ConferenceInvitation.objects.get()
    assert (row.answer, row.answer_note, row.answered_at) == ("", "", None)
    assert send(conference, django_capture_on_commit_callbacks) == 1
    first, second = (event_of(attached(letter)[1]) for letter in mail.outbox)
    assert (first.uid.value, first.sequence.value) == (second.uid.value, "0")
    assert (second.sequence.value, mail.outbox[1].subject.partition(":")[0]) == ("1", "Geändert")


def test_who_was_invited_is_told_when_it_is_called_off(invitation, django_capture_on_commit_callbacks):
    conference = invitation.conference
    send(conference, django_capture_on_commit_callbacks)
    ConferenceInvitationFactory(conference=conference)
    with django_capture_on_commit_callbacks(execute=True):
        number = cancel_conference(pk=conference.pk, reason="Die Leitung ist krank.", by=UserFactory())
    letter = mail.outbox[-1]
    _name, text, kind = attached(letter)
    assert (number, len(mail.outbox), "Die Leitung ist krank." in letter.body) == (1, 2, True)
    assert (kind, "METHOD:CANCEL\r\n" in text) == ('text/calendar; method=CANCEL; charset="utf-8"', True)
    assert (event_of(text).status.value, event_of(text).sequence.value) == ("CANCELLED", "1")
    with pytest.raises(NotPossibleError):
        send_invitations(pk=conference.pk, by=UserFactory())


def test_a_conference_that_is_over_invites_nobody(invitation):
    Conference.objects.update(starts_at=in_days(-1), ends_at=in_days(-0.9))
    with pytest.raises(NotPossibleError):
        send_invitations(pk=invitation.conference_id, by=UserFactory())


def test_the_core_of_a_group_is_on_the_list_as_it_is_on_that_day():
    member = GroupMemberFactory(partner__email="stelle@example.org")
    GroupMemberFactory(group=member.group, valid_until=timezone.localdate())
    conference = plan_conference(conference=ConferenceFactory.build(group=member.group), by=UserFactory())
    assert list(conference.invitations.values_list("partner", "role", "email")) == [
        (member.partner_id, "core", "stelle@example.org")
    ]
    newcomer = GroupMemberFactory(group=member.group)
    assert (invite_core(conference), invite_core(conference)) == (1, 0)
    assert conference.invitations.filter(partner=newcomer.partner).exists()
