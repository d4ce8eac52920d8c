"""The example city has two years of conferences, trainings and project ideas."""

import datetime

import pytest
from django.utils import timezone

from network.conference_counting import by_borough
from network.models import Activity, Conference, ConferenceFeedback, ConferenceInvitation, ConferenceTask
from offers.example_city.load import load_city
from offers.models import Project

pytestmark = pytest.mark.django_db


def test_as_many_groups_meet_as_the_city_told(city):
    found = [(one.borough.name, one.running, one.total) for one in by_borough(timezone.localdate())]
    assert found == [("Nord", 2, 5), ("Ost", 4, 4), ("Süd", 4, 6), ("West", 2, 3)]


def test_two_years_were_held_and_missed_and_something_is_to_come(city):
    held = Conference.objects.held()
    days = held.order_by("starts_at").values_list("starts_at", flat=True)
    assert days[len(days) - 1] - days[0] > datetime.timedelta(days=650)
    assert set(Conference.objects.values_list("state", flat=True)) == {"planned", "held", "closed"}
    assert ConferenceTask.objects.open().exists()
    assert ConferenceTask.objects.exclude(done_on=None).exists()
    assert set(ConferenceFeedback.objects.values_list("status", flat=True)) == {"open", "handed_on", "discussed"}


def test_whoever_is_on_a_list_has_an_address_of_the_example(city):
    emails = ConferenceInvitation.objects.values_list("email", flat=True)
    assert {one.rpartition("@")[2] for one in emails} == {"example.org"}
    assert set(ConferenceInvitation.objects.values_list("role", flat=True)) == set(ConferenceInvitation.Guest.values)


def test_texts_say_that_they_are_invented(city):
    told = [*Conference.objects.exclude(minutes="").values_list("minutes", flat=True)]
    told += [
        *Activity.objects.values_list("description", flat=True),
        *Project.objects.values_list("description", flat=True),
    ]
    assert [text for text in told if not text.startswith("Beispieldaten. ")] == []


def test_each_stage_of_a_project_is_there_and_one_became_an_offer(city):
    assert set(Project.objects.values_list("stage", flat=True)) == set(Project.Stage.values)
    assert [one.offer.slug for one in Project.objects.filter(stage="offer")] == ["papa-zeit-mit-baby"]
    assert Project.objects.exclude(conference=None).count() == 3


def test_a_second_load_changes_none_of_it(city):
    counts = load_city()
    for model in (Conference, ConferenceInvitation, ConferenceTask, ConferenceFeedback, Activity, Project):
        assert (counts[model].created, counts[model].changed) == (0, 0), model
