"""The list of a conference: who is put on it, who is told, who is struck from it, and what a calendar reads."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from network.actions.conference_groups import end_membership
from network.actions.conference_invitations import (
    add_guest,
    answer_invitation,
    note_attendance,
    send_invitations,
    strike_from_list,
)
from network.actions.conference_results import finish_task, reopen_task
from network.actions.conferences import (
    NotPossibleError,
    cancel_conference,
    close_conference,
    complete_list,
    hold_conference,
    plan_conference,
    reopen_conference,
)
from network.conference_calendar import summary_of
from network.conference_letters import invitation_letter, task_letter
from network.conference_links import Asked, invitation_of, read, token
from network.models import Conference, ConferenceGroup, ConferenceInvitation, GroupMember
from tests.network.conferences import (
    ConferenceFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
    ConferenceTaskFactory,
    GroupMemberFactory,
    in_days,
)
from tests.network.factories import PartnerFactory, UserFactory
from tests.offers.days import days

pytestmark = pytest.mark.usefixtures("municipality")


def listed(conference: Conference) -> list[str]:
    return sorted(str(one) for one in conference.invitations.select_related("partner"))


def test_a_new_conference_lists_the_members_of_its_day_who_still_exist():
    group = ConferenceGroupFactory()
    for name, since, until in (("heute", -9, None), ("vorbei", -9, 7), ("dann", 7, None), ("später", 8, None)):
        GroupMemberFactory(
            group=group,
            partner=PartnerFactory(name=name),
            valid_from=days(since),
            valid_until=None if until is None else days(until),
        )
    GroupMemberFactory(group=group, partner__is_public=False, partner__archived_reason="aufgelöst")
    conference = plan_conference(
        conference=ConferenceFactory.build(group=group, inviting_unit=group.inviting_unit), by=UserFactory()
    )
    assert listed(conference) == ["dann", "heute"]


def test_who_joined_meanwhile_is_put_on_the_list_and_nobody_twice():
    conference, by = ConferenceFactory(), UserFactory()
    GroupMemberFactory(group=conference.group, partner=PartnerFactory(name="Kita", email="kita@example.org"))
    assert [complete_list(pk=conference.pk, by=by) for _again in range(2)] == [1, 0]
    assert list(conference.invitations.values_list("email", "role", "invited_at")) == [
        ("kita@example.org", "core", None)
    ]


@pytest.mark.parametrize(
    "state", [{"held": True}, {"closed": True}, {"state": "cancelled", "cancelled_reason": "krank"}]
)
def test_the_list_of_what_is_no_longer_planned_stays_as_it_is(state):
    row = ConferenceInvitationFactory(conference=ConferenceFactory(**state))
    GroupMemberFactory(group=row.conference.group)
    by = UserFactory()
    for deed in (
        lambda: complete_list(pk=row.conference_id, by=by),
        lambda: strike_from_list(invitation=row, by=by),
        lambda: send_invitations(pk=row.conference_id, by=by),
        lambda: cancel_conference(pk=row.conference_id, reason="krank", by=by),
    ):
        with pytest.raises(NotPossibleError):
            deed()
    assert listed(row.conference) == [str(row)]


def test_who_was_invited_is_not_struck_and_who_was_not_is():
    conference, by = ConferenceFactory(), UserFactory()
    told = ConferenceInvitationFactory(conference=conference, invited_at=in_days(-1))
    untold = ConferenceInvitationFactory(conference=conference)
    strike_from_list(invitation=untold, by=by)
    with pytest.raises(NotPossibleError):
        strike_from_list(invitation=told, by=by)
    assert list(conference.invitations.all()) == [told]


def test_a_guest_without_an_address_is_on_the_list_and_gets_no_mail(django_capture_on_commit_callbacks):
    conference, by = ConferenceFactory(), UserFactory()
    add_guest(invitation=ConferenceInvitation(conference=conference, name="Dolmetschen", role="interpreter"), by=by)
    ConferenceInvitationFactory(conference=conference, email="kita@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        number = send_invitations(pk=conference.pk, by=by)
    assert (number, [one.to for one in mail.outbox]) == (1, [["kita@example.org"]])
    assert sorted(conference.invitations.values_list("told_sequence", flat=True), key=str) == [0, None]


def test_only_those_who_were_told_of_a_conference_are_told_that_it_is_called_off(django_capture_on_commit_callbacks):
    conference = ConferenceFactory()
    ConferenceInvitationFactory(conference=conference, email="a@example.org", invited_at=in_days(-1))
    ConferenceInvitationFactory(conference=conference, email="b@example.org")
    ConferenceInvitationFactory(conference=conference, email="", invited_at=in_days(-1))
    with django_capture_on_commit_callbacks(execute=True):
        number = cancel_conference(pk=conference.pk, reason="krank", by=UserFactory())
    assert (number, [one.to for one in mail.outbox]) == (1, [["a@example.org"]])
    conference.refresh_from_db()
    assert (conference.state, conference.cancelled_reason, conference.sequence) == ("cancelled", "krank", 1)


def test_an_answer_counts_until_the_conference_begins():
    coming, begun = ConferenceInvitationFactory(), ConferenceInvitationFactory(conference__starts_at=timezone.now())
    assert [answer_invitation(invitation=one, answer="yes", note="zu zweit") for one in (coming, begun)] == [
        True,
        False,
    ]
    answers = ConferenceInvitation.objects.order_by("pk").values_list("answer", "answer_note")
    assert list(answers) == [("yes", "zu zweit"), ("", "")]


def test_who_came_is_noted_for_the_own_conference_alone():
    row = ConferenceInvitationFactory(conference=ConferenceFactory(held=True))
    other = ConferenceInvitationFactory(conference=ConferenceFactory(held=True))
    came, by = {row.pk: True, other.pk: True}, UserFactory()
    assert [note_attendance(pk=row.conference_id, came=came, by=by) for _again in range(2)] == [1, 0]
    assert note_attendance(pk=row.conference_id, came={row.pk: None}, by=by) == 1
    assert set(ConferenceInvitation.objects.values_list("attended", flat=True)) == {None}


def test_what_has_not_begun_was_not_held_and_what_has_no_minutes_is_not_closed():
    coming, held, by = ConferenceFactory(), ConferenceFactory(held=True), UserFactory()
    with pytest.raises(NotPossibleError):
        hold_conference(pk=coming.pk, situation={}, by=by)
    with pytest.raises(NotPossibleError):
        close_conference(pk=held.pk, by=by)
    assert list(Conference.objects.order_by("pk").values_list("state", flat=True)) == ["planned", "held"]


def test_a_closed_conference_is_opened_step_by_step():
    conference, by = ConferenceFactory(closed=True, situation={"offers": 3}), UserFactory()
    states = []
    for _step in range(2):
        reopen_conference(pk=conference.pk, by=by)
        conference.refresh_from_db()
        states.append((conference.state, conference.closed_at, conference.situation, conference.minutes))
    minutes = "Wir haben uns getroffen."
    assert states == [("held", None, {"offers": 3}, minutes), ("planned", None, None, minutes)]
    with pytest.raises(NotPossibleError):
        reopen_conference(pk=conference.pk, by=by)


def test_a_task_is_done_once_and_opened_once():
    task, by = ConferenceTaskFactory(), UserFactory()
    done = [finish_task(pk=task.pk, day=days(0), outcome=text, by=by) for text in ("Raum gefunden", "anders")]
    task.refresh_from_db()
    assert (done, task.done_on, task.outcome) == ([True, False], days(0), "Raum gefunden")
    opened = [reopen_task(pk=task.pk, by=by) for _again in range(2)]
    task.refresh_from_db()
    assert (opened, task.done_on, task.outcome) == ([True, False], None, "")


def test_who_leaves_a_group_on_the_day_of_joining_was_never_in_it():
    first, second = GroupMemberFactory(valid_from=days(0)), GroupMemberFactory(valid_from=days(-1))
    for one in (first, second):
        end_membership(membership=one, day=days(0), by=UserFactory())
    assert list(GroupMember.objects.values_list("pk", "valid_until")) == [(second.pk, days(0))]


# Links, calendars and letters


def test_a_link_leads_to_its_answer_and_to_the_other_one():
    asked = Asked(invitation=7, sequence=2, answer="yes")
    assert (read(token(asked)), asked.other.answer, asked.other.other) == (asked, "no", asked)
    assert [read(text) for text in ("", "abc", token(asked)[:-1], token(asked) + "x")] == [None] * 4


@pytest.mark.parametrize(
    ("changes", "is_open"),
    [
        ({}, True),
        ({"sequence": 1}, False),
        ({"state": "cancelled", "cancelled_reason": "krank"}, False),
        ({"starts_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}, False),
    ],
    ids=["as it was", "moved", "called off", "begun"],
)
def test_a_link_is_open_for_the_date_that_its_mail_named(changes, is_open):
    row = ConferenceInvitationFactory()
    Conference.objects.filter(pk=row.conference_id).update(**changes)
    found = invitation_of(Asked(row.pk, 0, "yes"))
    assert found == (row if is_open else None)


def test_an_entry_of_a_calendar_is_called_by_group_and_focus():
    group = ConferenceGroup(name="Rheydt Ost")
    named = [Conference(group=group, title=title) for title in ("", "Kita, Schule")]
    assert [summary_of(one) for one in named] == [
        "Sozialraumkonferenz Rheydt Ost",
        "Sozialraumkonferenz Rheydt Ost: Kita, Schule",
    ]


def test_answers_to_a_letter_go_to_the_inviting_unit_or_to_nobody():
    row = ConferenceInvitationFactory(conference__quarter=datetime.date(2026, 10, 1), conference__group__name="Ost")
    mute = ConferenceInvitationFactory(conference__group__inviting_unit__email="")
    letters = [invitation_letter(one, one.conference, is_change=True) for one in (row, mute)]
    assert [one.reply_to for one in letters] == [["praxisberatung@example.org"], []]
    assert letters[0].subject == "Geändert: Sozialraumkonferenz Ost, 4. Quartal 2026"


def test_a_reminder_counts_the_tasks_in_its_subject():
    tasks = ConferenceTaskFactory.create_batch(2)
    subjects = [task_letter(some, ["a@example.org"], days(0)).subject for some in (tasks[:1], tasks)]
    assert subjects == [
        "Eine Aufgabe aus der Sozialraumkonferenz ist offen",
        "2 Aufgaben aus Sozialraumkonferenzen sind offen",
    ]
