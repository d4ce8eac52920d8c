"""Two years of life in the social spaces of the example city."""

import datetime
from collections import Counter

import pytest
from django.test import Client

from network.models import ContactPoint, LeadAssignment, Network, RolloutStep
from network.social_spaces import overview
from network.street_teams import spaces_without_contact
from offers.coverage import coverage
from offers.models import ProgrammeStage
from offers.resources import Need, resources
from sozialraum.models import District, SocialSpace
from sozialraum.street_report import report
from tests.network.factories import person
from tests.sozialraum.html import parsed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
BEGIN, TODAY = datetime.date(2024, 9, 1), datetime.date(2026, 11, 26)


def test_some_spaces_have_come_all_the_way_and_others_have_not_begun():
    _rows, networks = overview()
    assert {network.slug: (led, whole) for network, led, whole in networks} == {
        "fruehe-hilfen": (9, 6),
        "home": (3, 2),
        "praeventionskette": (0, 0),
        "schulsozialarbeit": (4, 0),
    }


def test_a_lead_changed_hands():
    former = LeadAssignment.objects.exclude(valid_until=None)
    assert {(one.social_space.code, one.network.slug) for one in former.select_related("social_space", "network")} == {
        ("05", "fruehe-hilfen"),
        ("05", "home"),
        ("10", "fruehe-hilfen"),
    }


def test_every_step_lies_within_two_years_or_is_planned():
    done = RolloutStep.objects.exclude(done_on=None).values_list("done_on", flat=True)
    planned = RolloutStep.objects.filter(done_on=None).values_list("planned_for", flat=True)
    assert (min(done) >= BEGIN, max(done) <= TODAY, min(planned) > TODAY) == (True, True, True)


def test_nobody_is_named_by_name_and_documents_lead_nowhere_real():
    hosts = {
        url.split("/")[2]
        for model in (LeadAssignment, RolloutStep, ProgrammeStage)
        for url in model.objects.exclude(document_url="").values_list("document_url", flat=True)
    }
    assert hosts == {"ratsinfo.example.org"}
    assert ContactPoint.objects.filter(function__regex=r"\m(Frau|Herr)\s").count() == 0


def test_every_unit_of_the_team_of_rheydt_ost_can_be_called():
    rows, _networks = overview()
    assert [row.lacks for row in rows if row.space.code == "05"] == [[]]


def test_every_street_finds_a_team_that_answers():
    found = report()
    assert (spaces_without_contact(), found.districts_without_space, found.closed) == ([], [], [])


def test_home_went_from_two_pilots_to_nine_districts():
    stages = ProgrammeStage.objects.filter(programme__code="home")
    first = {one.district.name for one in stages.on(BEGIN).select_related("district")}
    now = Counter(stages.on(TODAY).values_list("stage", flat=True))
    assert (first, now) == ({"Eicken", "Mülfort"}, {"regular": 5, "pilot": 4, "planned": 3})


def test_a_programme_came_to_its_end():
    ended = ProgrammeStage.objects.filter(stage="ended").select_related("programme", "district")
    assert [(one.programme.code, one.district.name) for one in ended] == [("hippy", "Westend")]


def test_family_centres_are_in_nearly_half_of_the_districts():
    totals = {one.kind.code: (one.districts, one.number) for one in coverage().totals}
    assert totals["familienzentrum"] == (19, 23)


@pytest.mark.parametrize("district", ["Eicken", "Mülfort", "Hauptquartier", "Wanlo"])
def test_something_helps_everywhere_and_somebody_answers(district):
    answer = resources(Need(district=District.objects.get(name=district)))
    internal = [one for group in answer.groups for one in group.resources if one.is_internal]
    functions = [one.function for one in answer.contacts if not one.is_public]
    assert (answer.total > 20, bool(answer.family_offices), len(functions)) == (True, True, 3)
    assert all(one.offer.visibility == "professionals" for one in internal)


@pytest.mark.parametrize("code", ["01", "05", "12"])
def test_the_page_of_a_social_space_reads_well(code):
    client, space = Client(), SocialSpace.objects.get(code=code)
    client.force_login(person("planner"))
    page = parsed(client.get(f"/verwaltung/sozialraeume/{space.pk}/"))
    assert text_of(page.find(".//h1")) == f"Sozialraum {space.name} {space.team_name}"
    public = parsed(client.get(f"/sozialraeume/{space.slug}/"))
    leads = LeadAssignment.objects.filter(social_space=space, valid_until=None).count()
    section = public.find(".//section[@aria-labelledby='federfuehrung']")
    assert (len(section.findall(".//li")) if section is not None else 0) == leads


def test_there_are_no_more_networks_than_the_page_counts():
    assert Network.objects.count() == len(overview()[1])
