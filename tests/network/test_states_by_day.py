"""What records of the networks are on a day: on the first, on the last, and on the day after."""

import datetime

import pytest
from django.utils import timezone

from network.models import (
    Activity,
    Conference,
    ConferenceGroup,
    ConferenceTask,
    CoordinationMandate,
    CouncilDecision,
    Goal,
    Measure,
    Membership,
    MissionStatement,
)
from network.models.rollouts import BEFORE, Kind
from network.quarters import Quarter
from tests.network.conferences import (
    ActivityFactory,
    ConferenceFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
    ConferenceTaskFactory,
    GroupPeriodFactory,
    in_days,
)
from tests.network.factories import (
    ContactPointFactory,
    LeadFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    PartnerKindFactory,
    RolloutStepFactory,
)
from tests.network.factories_of_networks import (
    AgreedLinkFactory,
    CoordinationMandateFactory,
    CouncilDecisionFactory,
    GoalFactory,
    MeasureFactory,
    MissionStatementFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2026, 3, 1), datetime.date(2026, 6, 30)
ONE = datetime.timedelta(days=1)
EDGES = [FIRST - ONE, FIRST, LAST, LAST + ONE]


@pytest.mark.parametrize(
    "factory",
    [MembershipFactory, CoordinationMandateFactory, AgreedLinkFactory, MissionStatementFactory, LeadFactory],
)
def test_a_time_holds_from_its_first_day_until_before_its_end(factory):
    made = factory(valid_from=FIRST, valid_until=LAST + ONE)
    found = [type(made).objects.on(day).filter(pk=made.pk).exists() for day in EDGES]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    "factory",
    [MembershipFactory, CoordinationMandateFactory, AgreedLinkFactory, MissionStatementFactory, LeadFactory],
)
def test_a_time_without_an_end_goes_on(factory):
    made = factory(valid_from=FIRST)
    rows = type(made).objects
    assert [rows.on(day).exists() for day in (FIRST - ONE, FIRST, datetime.date(2999, 1, 1))] == [False, True, True]
    assert (rows.current().count(), made.valid_until) == (1, None)


# Memberships


def test_all_but_guests_sign():
    network = NetworkFactory()
    for role, _label in Membership.Role.choices:
        MembershipFactory(network=network, role=role)
    assert sorted(Membership.objects.bound().values_list("role", flat=True)) == ["coordination", "member", "steering"]


def test_members_stand_by_the_order_of_their_kinds_and_by_name():
    network = NetworkFactory()
    later = PartnerKindFactory(code="verein", name="Verein", order=2)
    earlier = PartnerKindFactory(code="klinik", name="Klinik", order=1)
    for name, kind in (("Zebra", earlier), ("Adler", later), ("Bär", earlier)):
        MembershipFactory(network=network, partner=PartnerFactory(name=name, kind=kind))
    assert [one.partner.name for one in Membership.objects.by_kind()] == ["Bär", "Zebra", "Adler"]


# Who coordinates


@pytest.mark.parametrize(
    ("youngest", "oldest", "covers"),
    [(-9, 0, False), (0, 12, False), (11, 13, True), (12, 13, True), (35, 60, True), (36, 60, False), (-9, 325, True)],
)
def test_a_mandate_answers_for_the_ages_from_its_youngest_until_before_its_oldest(youngest, oldest, covers):
    CoordinationMandateFactory(youngest_months=12, oldest_months=36)
    assert CoordinationMandate.objects.covering(youngest, oldest).exists() is covers


def test_everybody_reads_the_mandates_of_public_partners_the_youngest_ages_first():
    network = NetworkFactory()
    old = CoordinationMandateFactory(network=network, youngest_months=36, oldest_months=72)
    young = CoordinationMandateFactory(network=network, youngest_months=-9, oldest_months=36)
    CoordinationMandateFactory(network=network, youngest_months=72, oldest_months=96, partner__is_public=False)
    assert list(CoordinationMandate.objects.for_public()) == [young, old]


def test_a_mandate_says_when_its_contact_point_is_there():
    point = ContactPointFactory(hours="Mo–Fr 9–12 Uhr")
    with_point, without = CoordinationMandateFactory(contact_point=point), CoordinationMandateFactory()
    assert [with_point.hours, without.hours] == ["Mo–Fr 9–12 Uhr", ""]


# Goals and measures


@pytest.mark.parametrize(
    ("status", "is_open"), [("planned", True), ("running", True), ("done", False), ("dropped", False)]
)
def test_a_measure_is_late_from_the_day_after_while_something_is_to_be_done(status, is_open):
    done = LAST if status == "done" else None
    measure = MeasureFactory(status=status, done_on=done, due_on=LAST)
    late = [Measure.objects.overdue(day).exists() for day in (LAST - ONE, LAST, LAST + ONE)]
    assert (late, measure.is_open) == ([False, False, is_open], is_open)


def test_a_measure_without_a_day_is_never_late():
    MeasureFactory(due_on=None)
    assert Measure.objects.overdue(datetime.date(2999, 1, 1)).count() == 0


def test_goals_count_what_serves_them_and_what_of_it_is_done():
    goal, empty = GoalFactory(order=2), GoalFactory(order=1)
    MeasureFactory(goal=goal)
    MeasureFactory(goal=goal, status="dropped")
    MeasureFactory(goal=goal, status="done", done_on=FIRST)
    MeasureFactory(goal=goal, status="done", done_on=FIRST, is_public=False)

    def counted(*, public: bool) -> list[tuple]:
        return [(one, one.measure_count, one.done_count) for one in Goal.objects.with_progress(public=public)]

    assert counted(public=False) == [(empty, 0, 0), (goal, 3, 2)]
    assert counted(public=True) == [(empty, 0, 0), (goal, 2, 1)]


def test_what_is_not_public_is_read_by_nobody_else():
    GoalFactory(is_public=False)
    MeasureFactory(is_public=False, goal__is_public=False)
    CouncilDecisionFactory(is_public=False)
    shown = GoalFactory(), MeasureFactory(), CouncilDecisionFactory()
    assert Goal.objects.public().count() == 2  # the measure has one of its own
    assert (list(Measure.objects.public()), list(CouncilDecision.objects.public())) == ([shown[1]], [shown[2]])


def test_measures_stand_under_their_goals_by_the_day_until_which_they_are_to_be_done():
    goal = GoalFactory()
    for title, due in (("irgendwann", None), ("später", LAST), ("bald", FIRST), ("auch bald", FIRST)):
        MeasureFactory(goal=goal, title=title, due_on=due)
    assert [one.title for one in Measure.objects.all()] == ["auch bald", "bald", "später", "irgendwann"]


def test_the_newest_mission_statement_stands_first():
    old = MissionStatementFactory(valid_from=FIRST, valid_until=LAST)
    new = MissionStatementFactory(valid_from=LAST)
    assert list(MissionStatement.objects.all()) == [new, old]


# Activities and conferences


def test_an_activity_is_to_come_until_it_has_ended_unless_it_is_called_off():
    now = timezone.now()
    running = ActivityFactory(starts_at=in_days(-1), ends_at=in_days(1))
    later, soon = ActivityFactory(starts_at=in_days(9)), ActivityFactory(starts_at=in_days(2))
    ActivityFactory(cancelled_reason="krank")
    ActivityFactory(starts_at=in_days(-3), ends_at=in_days(-2))
    assert list(Activity.objects.coming(now)) == [running, soon, later]


def test_a_conference_is_planned_held_or_called_off():
    made = [
        ConferenceFactory(),
        ConferenceFactory(held=True),
        ConferenceFactory(closed=True),
        ConferenceFactory(state="cancelled", cancelled_reason="krank"),
    ]
    assert [(one.is_planned, one.is_held, one.is_cancelled) for one in made] == [
        (True, False, False),
        (False, True, False),
        (False, True, False),
        (False, False, True),
    ]
    assert set(Conference.objects.held()) == {made[1], made[2]}
    assert set(Conference.objects.standing()) == set(made[:3])


def test_a_conference_is_over_at_its_end_and_not_before():
    conference = ConferenceFactory()
    moment = datetime.timedelta(seconds=1)
    assert [conference.is_over(conference.ends_at + step) for step in (-moment, 0 * moment, moment)] == [
        False,
        False,
        True,
    ]


def test_of_what_is_over_somebody_says_whether_it_took_place_until_the_minutes_are_closed():
    over = ConferenceFactory(starts_at=in_days(-3))
    held = ConferenceFactory(held=True)
    ConferenceFactory(closed=True)
    ConferenceFactory()
    ConferenceFactory(starts_at=in_days(-3), state="cancelled", cancelled_reason="krank")
    assert set(Conference.objects.unreported(timezone.now())) == {over, held}


def test_the_next_conference_comes_first_and_one_that_runs_is_still_to_come():
    now = timezone.now()
    later = ConferenceFactory(starts_at=in_days(40))
    running = ConferenceFactory(starts_at=now - datetime.timedelta(minutes=5))
    ConferenceFactory(starts_at=in_days(-3))
    assert list(Conference.objects.coming(now)) == [running, later]


def test_a_task_is_overdue_from_the_day_after_until_it_is_done():
    task = ConferenceTaskFactory(due_on=LAST)
    ConferenceTaskFactory(due_on=FIRST, done_on=FIRST, conference=task.conference)
    assert [ConferenceTask.objects.overdue(day).count() for day in (LAST, LAST + ONE)] == [0, 1]
    assert [one.open_tasks for one in Conference.objects.with_open_tasks()] == [1]


def test_an_invited_organisation_knows_the_date_once_a_mail_named_it_as_it_stands():
    conference = ConferenceFactory(sequence=2)
    told = [None, 1, 2]
    rows = [ConferenceInvitationFactory(conference=conference, told_sequence=number) for number in told]
    assert [one.knows_the_date for one in rows] == [False, False, True]


def test_who_is_invited_is_called_by_the_partners_name_or_the_own_one():
    core = ConferenceInvitationFactory(partner__name="Kita Sonne")
    guest = ConferenceInvitationFactory(partner=None, name="Jobcenter", role="job_centre")
    assert [(str(one), one.is_guest) for one in (core, guest)] == [("Kita Sonne", False), ("Jobcenter", True)]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (FIRST - ONE, "planned"),
        (FIRST, "running"),
        (LAST, "running"),
        (LAST + ONE, "resting"),
        (datetime.date(2999, 1, 1), "resting"),
    ],
)
def test_a_group_is_planned_runs_and_rests_by_its_periods_alone(day, status):
    GroupPeriodFactory(valid_from=FIRST, valid_until=LAST + ONE)
    assert ConferenceGroup.objects.with_status(day).get().status == status


def test_a_group_without_a_period_is_planned_for_ever():
    ConferenceGroupFactory()
    assert ConferenceGroup.objects.with_status(datetime.date(2999, 1, 1)).get().status == "planned"


# Quarters


@pytest.mark.parametrize(
    ("quarter", "days", "middle", "short"),
    [
        (Quarter(2026, 1), 90, datetime.date(2026, 2, 15), "1/26"),
        (Quarter(2028, 1), 91, datetime.date(2028, 2, 15), "1/28"),
        (Quarter(2026, 2), 91, datetime.date(2026, 5, 16), "2/26"),
        (Quarter(2026, 4), 92, datetime.date(2026, 11, 16), "4/26"),
        (Quarter(2009, 3), 92, datetime.date(2009, 8, 16), "3/09"),
    ],
)
def test_half_of_a_quarter_is_over_at_its_middle(quarter, days, middle, short):
    assert (quarter.days, quarter.middle, quarter.short) == (days, middle, short)


def test_a_quarter_is_told_in_words_and_sorted_by_time():
    later, earlier = Quarter(2026, 1), Quarter(2025, 4)
    assert (str(later), sorted([later, earlier]), later.after(-1)) == ("1. Quartal 2026", [earlier, later], earlier)
    assert [Quarter(2026, 1).after(steps) for steps in (-5, 0, 3, 4)] == [
        Quarter(2024, 4),
        Quarter(2026, 1),
        Quarter(2026, 4),
        Quarter(2027, 1),
    ]


# Steps of a roll-out, and how records are called


def test_all_decisions_follow_the_invitation_and_only_the_proposal_follows_nothing():
    assert set(Kind) - set(BEFORE) == {Kind.PROPOSAL}
    assert {kind for kind, before in BEFORE.items() if before == Kind.INVITATION} == {
        Kind.LEAD,
        Kind.CENTRE,
        Kind.OTHERS,
    }


def test_records_are_called_by_what_they_are_about():
    network, partner, other = NetworkFactory(name="HOME"), PartnerFactory(name="SkF"), PartnerFactory(name="Caritas")
    made = [
        MembershipFactory(network=network, partner=partner),
        AgreedLinkFactory(network=network, first=partner, second=other),
        SignatureFactory(rules__network=network, rules__number=3, partner=partner),
        LeadFactory(network=network, partner=other, social_space__name="Mitte"),
        RolloutStepFactory(network=network, social_space__name="Ost"),
        CoordinationMandateFactory(network=network, function="Koordination"),
    ]
    assert [str(one) for one in made] == [
        "SkF – HOME",
        "SkF – Caritas",
        "SkF: Geschäftsordnung, Fassung 3",
        "Caritas – HOME, Mitte",
        "Vorschlag des Jugendamts – HOME, Ost",
        "Koordination (HOME)",
    ]
