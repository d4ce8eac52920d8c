"""Each rule of conferences, groups and activities is kept by the database."""

import datetime

import pytest
from django.apps import apps
from django.utils import timezone

from network.models import Conference
from tests.network import conferences as made
from tests.network.conferences import in_days
from tests.network.test_constraints import refused_by

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)
LATER = datetime.date(2026, 5, 1)
GUEST = {"partner": None, "role": "interpreter"}
REFUSED = [
    ("conference_group_is_divided_by_cooperation_or_proximity", made.ConferenceGroupFactory, {"basis": "losglück"}),
    ("conference_group_rests_after_it_ran", made.GroupPeriodFactory, {"valid_from": DAY, "valid_until": DAY}),
    ("group_membership_ends_after_it_begins", made.GroupMemberFactory, {"valid_from": DAY, "valid_until": DAY}),
    ("conference_counts_for_a_quarter", made.ConferenceFactory, {"quarter": datetime.date(2026, 2, 1)}),
    ("conference_counts_for_a_quarter", made.ConferenceFactory, {"quarter": datetime.date(2026, 4, 2)}),
    ("conference_ends_after_it_begins", made.ConferenceFactory, {"ends_at": in_days(1)}),
    ("cancelled_conference_and_no_other_says_why", made.ConferenceFactory, {"state": "cancelled"}),
    ("cancelled_conference_and_no_other_says_why", made.ConferenceFactory, {"cancelled_reason": "Grippe"}),
    ("closed_conference_has_minutes_and_a_day", made.ConferenceFactory, {"state": "closed", "minutes": "Ja."}),
    ("closed_conference_has_minutes_and_a_day", made.ConferenceFactory, {"closed_at": in_days(0)}),
    (
        "closed_conference_has_minutes_and_a_day",
        made.ConferenceFactory,
        {"state": "closed", "closed_at": in_days(0), "minutes": ""},
    ),
    ("invited_is_a_partner_or_has_a_name", made.ConferenceInvitationFactory, {"name": "Dolmetschpool"}),
    ("invited_is_a_partner_or_has_a_name", made.ConferenceInvitationFactory, GUEST),
    ("core_of_a_conference_is_a_partner", made.ConferenceInvitationFactory, {"partner": None, "name": "Verein"}),
    ("answer_to_an_invitation_has_a_day", made.ConferenceInvitationFactory, {"answer": "yes"}),
    ("answer_to_an_invitation_has_a_day", made.ConferenceInvitationFactory, {"answered_at": in_days(0)}),
    ("open_task_has_no_outcome", made.ConferenceTaskFactory, {"outcome": "Fertig."}),
    ("feedback_that_was_handed_on_has_a_day", made.ConferenceFeedbackFactory, {"status": "handed_on"}),
    ("feedback_is_answered_where_it_was_discussed", made.ConferenceFeedbackFactory, {"answer": "Machen wir."}),
    ("activity_ends_after_it_begins", made.ActivityFactory, {"ends_at": in_days(1)}),
]


@pytest.mark.parametrize(("name", "factory", "changes"), REFUSED, ids=range(len(REFUSED)))
def test_what_a_row_must_not_be(name, factory, changes):
    refused_by(name, lambda: factory(**changes))


def test_a_group_has_one_conference_a_quarter_whenever_it_takes_place():
    first = made.ConferenceFactory()
    again = {"group": first.group, "quarter": first.quarter, "starts_at": in_days(70)}
    refused_by("group_has_one_conference_a_quarter", lambda: made.ConferenceFactory(**again))


def test_one_that_was_called_off_makes_way_for_another_one_in_its_quarter():
    first = made.ConferenceFactory(state="cancelled", cancelled_reason="Die Leitung ist krank.")
    made.ConferenceFactory(group=first.group, quarter=first.quarter)
    assert Conference.objects.standing().count() == 1


def test_a_group_runs_once_at_a_time_and_may_run_again():
    first = made.GroupPeriodFactory(valid_from=DAY)
    same = {"group": first.group, "valid_from": LATER}
    refused_by("conference_group_runs_once_at_a_time", lambda: made.GroupPeriodFactory(**same))
    first.valid_until = LATER
    first.save()
    made.GroupPeriodFactory(**same)


def test_a_partner_is_in_a_group_once_at_a_time():
    first = made.GroupMemberFactory(valid_from=DAY)
    same = {"group": first.group, "partner": first.partner, "valid_from": LATER}
    refused_by("partner_is_in_a_conference_group_once_at_a_time", lambda: made.GroupMemberFactory(**same))


def test_nobody_is_invited_twice():
    first = made.ConferenceInvitationFactory()
    same = {"conference": first.conference, "partner": first.partner}
    refused_by("partner_is_invited_once", lambda: made.ConferenceInvitationFactory(**same))
    guest = made.ConferenceInvitationFactory(**GUEST, name="Dolmetschpool")
    same = {"conference": guest.conference, "name": guest.name, **GUEST}
    refused_by("guest_is_invited_once", lambda: made.ConferenceInvitationFactory(**same))


def test_the_address_of_a_group_is_its_own():
    first = made.ConferenceGroupFactory()
    refused_by("network_conferencegroup_slug_key", lambda: made.ConferenceGroupFactory(slug=first.slug))


def test_no_rule_is_forgotten_here():
    mine = ("Activity", "Conference", "GroupMember", "GroupPeriod")
    rules = {
        rule.name
        for model in apps.get_app_config("network").get_models()
        if model.__name__.startswith(mine) and not hasattr(model, "pgh_tracked_model")
        for rule in model._meta.constraints
    }
    apart = {
        "conference_group_runs_once_at_a_time",
        "group_has_one_conference_a_quarter",
        "guest_is_invited_once",
        "partner_is_in_a_conference_group_once_at_a_time",
        "partner_is_invited_once",
    }
    assert rules == {name for name, _factory, _changes in REFUSED} | apart


def test_a_rule_is_told_in_a_sentence_beside_its_field():
    conference = made.ConferenceFactory.build(
        group=made.ConferenceGroupFactory(), starts_at=timezone.now(), ends_at=timezone.now()
    )
    conference.ends_at = conference.starts_at
    with pytest.raises(Exception, match="Das Ende muss nach dem Beginn liegen") as told:
        conference.validate_constraints()
    assert list(told.value.message_dict) == ["ends_at"]
