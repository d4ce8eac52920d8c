"""Two people at one conference at the same moment: nothing is lost, and nothing happens twice."""

import datetime
import threading
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from network.actions.conference_groups import (
    GroupRestsError,
    GroupRunsError,
    add_member,
    end_membership,
    rest_group,
    start_group,
)
from network.actions.conference_invitations import add_guest, note_attendance, send_invitations
from network.actions.conferences import (
    NotPossibleError,
    cancel_conference,
    change_conference,
    close_conference,
    hold_conference,
    plan_conference,
    reopen_conference,
)
from network.models import Conference, ConferenceInvitation, GroupMember
from network.quarters import Quarter
from network.seen import ConflictError, read, seen
from tests.network.conferences import (
    BEGUN,
    ConferenceFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
    GroupMemberFactory,
    in_days,
)
from tests.network.factories import PartnerFactory, UserFactory
from tests.sozialraum.factories import MunicipalityFactory

MINUTES = ("minutes", "results", "next_on")


def before(conference: Conference) -> dict[str, str]:
    return read(seen(conference, MINUTES), MINUTES)


def write(conference: Conference, seen_before: dict[str, str], **wanted: object) -> list[str]:
    said = {name: getattr(conference, name) for name in MINUTES} | wanted
    return change_conference(pk=conference.pk, wanted=said, before=seen_before, by=UserFactory())


@pytest.fixture
def conference(db):
    return ConferenceFactory(held=True, minutes="Anfang", results="Nichts")


def test_what_only_one_of_two_changed_is_taken_from_that_one(conference):
    opened = before(conference)
    assert write(conference, opened, minutes="Von mir") == ["minutes"]
    assert write(conference, opened, results="Von dir") == ["results"]
    conference.refresh_from_db()
    assert (conference.minutes, conference.results) == ("Von mir", "Von dir")


def test_what_both_changed_differently_is_refused_and_nothing_of_it_saved(conference):
    opened = before(conference)
    write(conference, opened, minutes="Von mir")
    with pytest.raises(ConflictError) as conflict:
        write(conference, opened, minutes="Von dir", results="Auch von dir")
    conference.refresh_from_db()
    assert (conflict.value.names, conference.minutes, conference.results) == (["minutes"], "Von mir", "Nichts")


def test_what_both_changed_alike_is_no_conflict(conference):
    opened = before(conference)
    write(conference, opened, minutes="Dasselbe")
    assert write(conference, opened, minutes="Dasselbe") == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"minutes": 3}'])
def test_of_a_form_that_carries_nothing_readable_nothing_was_seen(conference, text):
    with pytest.raises(ConflictError):
        write(conference, read(text, MINUTES), minutes="Überschrieben")


def together(*deeds: Callable[[], object]) -> list[object]:
    """Do things at the same moment, each in its own connection, and return what came of them."""
    start, found = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            found.append(deed())
        except (ConflictError, GroupRestsError, GroupRunsError, IntegrityError, NotPossibleError) as error:
            found.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return sorted(found, key=str)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_minutes_at_once_one_is_told():
    conference = ConferenceFactory(held=True, minutes="Anfang")
    opened = before(conference)
    texts = ["Von mir", "Von dir"]
    found = together(*(lambda text=text: write(conference, opened, minutes=text) for text in texts))
    conference.refresh_from_db()
    assert (found, conference.minutes in texts) == (["ConflictError", ["minutes"]], True)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_the_same_quarter_at_once_one_is_refused():
    group, by = ConferenceGroupFactory(), UserFactory()
    starts = in_days(3)
    quarter = Quarter.of(starts.date()).first

    def plan() -> str:
        made = ConferenceFactory.build(group=group, starts_at=starts, quarter=quarter)
        return type(plan_conference(conference=made, by=by)).__name__

    assert (together(plan, plan), Conference.objects.count()) == (["Conference", "IntegrityError"], 1)


@pytest.mark.django_db(transaction=True)
def test_invitations_that_two_send_at_once_go_out_once():
    MunicipalityFactory()
    row, by = ConferenceInvitationFactory(), UserFactory()
    found = together(*[lambda: send_invitations(pk=row.conference_id, by=by)] * 2)
    assert (found, len(mail.outbox)) == ([0, 1], 1)


@pytest.mark.django_db(transaction=True)
def test_a_conference_is_not_called_off_and_held_at_once():
    MunicipalityFactory()
    conference, by = ConferenceFactory(starts_at=in_days(-1)), UserFactory()
    together(
        lambda: hold_conference(pk=conference.pk, situation={}, by=by),
        lambda: cancel_conference(pk=conference.pk, reason="Grippe", by=by),
    )
    conference.refresh_from_db()
    assert (conference.state, bool(conference.cancelled_reason)) in {("held", False), ("cancelled", True)}


def test_steps_are_taken_in_their_order(db):
    by = UserFactory()
    early, conference = ConferenceFactory(), ConferenceFactory(starts_at=in_days(-1))
    for deed in (
        lambda: hold_conference(pk=early.pk, situation={}, by=by),
        lambda: close_conference(pk=conference.pk, by=by),
        lambda: reopen_conference(pk=conference.pk, by=by),
        lambda: note_attendance(pk=conference.pk, came={}, by=by),
    ):
        with pytest.raises(NotPossibleError), transaction.atomic():
            deed()
    hold_conference(pk=conference.pk, situation={"day": "2026-01-01"}, by=by)
    with pytest.raises(NotPossibleError):
        close_conference(pk=conference.pk, by=by)
    Conference.objects.filter(pk=conference.pk).update(minutes="Wir waren da.")
    close_conference(pk=conference.pk, by=by)
    conference.refresh_from_db()
    assert (conference.state, conference.closed_by, conference.situation) == ("closed", by, {"day": "2026-01-01"})
    for state in ("held", "planned"):
        reopen_conference(pk=conference.pk, by=by)
        conference.refresh_from_db()
        assert (conference.state, conference.closed_at) == (state, None)


def test_who_came_is_written_down_for_those_that_were_sent(db):
    conference = ConferenceFactory(held=True)
    rows = ConferenceInvitationFactory.create_batch(3, conference=conference)
    foreign = ConferenceInvitationFactory()
    came = {rows[0].pk: True, rows[1].pk: False, foreign.pk: True}
    assert note_attendance(pk=conference.pk, came=came, by=UserFactory()) == 2
    found = ConferenceInvitation.objects.order_by("pk").values_list("attended", flat=True)
    assert list(found) == [True, False, None, None]


def test_a_group_runs_rests_and_runs_again(db):
    group, by = ConferenceGroupFactory(), UserFactory()
    later = BEGUN.replace(year=BEGUN.year + 1)

    def told(deed: Callable[..., None], day: datetime.date) -> object:
        """Return the day that stands in the way, None where the deed is done."""
        try:
            deed(group=group, day=day, by=by)
        except (GroupRunsError, GroupRestsError) as error:
            return error.period.valid_from if error.period else "never ran"
        return None

    found = [
        told(rest_group, later),
        told(start_group, BEGUN),
        told(start_group, later),
        told(rest_group, BEGUN),
        told(rest_group, later),
        told(start_group, BEGUN),
        told(rest_group, later),
        told(start_group, later),
        told(start_group, BEGUN.replace(year=BEGUN.year - 1)),
    ]
    assert found == ["never ran", None, BEGUN, BEGUN, None, BEGUN, BEGUN, None, BEGUN]
    assert list(group.periods.values_list("valid_from", "valid_until")) == [(BEGUN, later), (later, None)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_a_group_at_once_the_second_is_told_of_the_first():
    group, by = ConferenceGroupFactory(), UserFactory()
    later = BEGUN.replace(year=BEGUN.year + 1)
    found = together(*(lambda day=day: start_group(group=group, day=day, by=by) for day in (BEGUN, later)))
    assert (found, group.periods.count()) == (["GroupRunsError", None], 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_let_a_group_rest_at_once_the_second_is_told_of_the_first():
    group, by = ConferenceGroupFactory(), UserFactory()
    start_group(group=group, day=BEGUN, by=by)
    later = BEGUN.replace(year=BEGUN.year + 1)
    found = together(*(lambda: rest_group(group=group, day=later, by=by) for _ in range(2)))
    assert (found, group.periods.get().valid_until) == (["GroupRestsError", None], later)


def test_a_member_joins_once_leaves_and_may_come_back(db):
    group, partner, by = ConferenceGroupFactory(), PartnerFactory(), UserFactory()
    later = BEGUN.replace(year=BEGUN.year + 1)
    assert [add_member(group=group, partner=partner, day=BEGUN, by=by) for _ in range(2)] == [True, False]
    end_membership(membership=GroupMember.objects.get(), day=later, by=by)
    assert add_member(group=group, partner=partner, day=later, by=by)
    mistaken = GroupMemberFactory(group=group, valid_from=later)
    end_membership(membership=mistaken, day=later, by=by)
    assert not GroupMember.objects.filter(pk=mistaken.pk).exists()


def test_a_guest_is_put_on_the_list_once(db):
    row = ConferenceInvitationFactory()
    twin = ConferenceInvitation(conference=row.conference, partner=row.partner, role="other")
    with pytest.raises(Exception, match="steht schon auf der Liste"):
        add_guest(invitation=twin, by=UserFactory())
