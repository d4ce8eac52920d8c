"""A district that is to move to another social space belongs to the old one until the day before."""

import pytest
from django.utils import timezone

from monitoring.profiles.areas import profiled_district, profiled_space
from network.actions import take_in
from network.forms.contacts import ContactPointForm
from network.forms.spaces import StepForm
from network.models import ContactPoint, Document, RolloutStep
from network.social_spaces import overview, points_in
from network.street_teams import responsible_for
from offers.permissions import offers_with
from offers.surroundings import around_district, around_space, current_districts
from sozialraum.models import SocialSpaceMembership, StreetSection
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    LeadFactory,
    NetworkFactory,
    UnitKindFactory,
    UserFactory,
    person,
)
from tests.network.spaces import Ground
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ProgrammeStageFactory
from tests.sozialraum.factories import PostcodeFactory, SocialSpaceFactory

pytestmark = pytest.mark.usefixtures("municipality")


class Move:
    """A district that leaves one social space for another on a day, and who answers in both."""

    def __init__(self, day: int) -> None:
        ground = Ground()
        self.old, self.district = ground.space, ground.district
        self.new = SocialSpaceFactory(name="Mitte", slug="mitte")
        unit = UnitKindFactory(answers_first=True)
        for name, space in (("alt", self.old), ("neu", self.new)):
            ContactPointFactory(function=name, unit=unit).social_spaces.add(space)
        membership = SocialSpaceMembership(social_space=self.new, district=self.district, valid_from=days(day))
        take_in(membership=membership, by=UserFactory())


@pytest.fixture(params=[1, 400], ids=["tomorrow", "next year"])
def planned(request, db):
    return Move(request.param)


@pytest.fixture(params=[0, -1], ids=["today", "yesterday"])
def done(request, db):
    return Move(request.param)


def answering(move: Move) -> list[str]:
    return [one.function for one in ContactPoint.objects.for_district(move.district)]


def test_the_team_of_a_district_answers_until_the_day_before_the_move(planned):
    assert answering(planned) == ["alt"]


def test_from_the_day_of_the_move_the_new_team_answers(done):
    assert answering(done) == ["neu"]


def named(move: Move) -> tuple[str, str, str]:
    found = current_districts().get(pk=move.district.pk)
    return found.space_name, found.space_slug, found.space_team


def test_a_district_names_the_social_space_in_which_it_is(planned):
    assert named(planned) == (planned.old.name, planned.old.slug, planned.old.team_name)


def test_a_district_names_the_new_social_space_once_it_is_there(done):
    assert named(done) == (done.new.name, done.new.slug, done.new.team_name)


def test_the_page_of_a_district_calls_the_team_of_today(planned):
    around = around_district("planned", timezone.localdate(), planned.district.slug)
    assert [one.function for one in around.contacts] == ["alt"]
    assert around.district.space_slug == planned.old.slug


def shown(move: Move) -> list[tuple]:
    """Return what the pages of both social spaces show of the district."""
    today = timezone.localdate()
    pages = [around_space("moved", today, one.slug) for one in (move.old, move.new)]
    return [(page.districts, page.facilities, [one.name for one in page.programmes]) for page in pages]


def test_the_pages_of_both_social_spaces_show_where_the_district_is_today(planned):
    house = FacilityFactory(district=planned.district)
    ProgrammeStageFactory(district=planned.district)
    around_space.cache_clear()
    assert shown(planned) == [([planned.district], [house], ["HOME"]), ([], [], [])]


def test_the_pages_of_both_social_spaces_show_where_the_district_went(done):
    house = FacilityFactory(district=done.district)
    ProgrammeStageFactory(district=done.district)
    around_space.cache_clear()
    assert shown(done) == [([], [], []), ([done.district], [house], ["HOME"])]


def test_the_profile_of_a_social_space_has_the_districts_of_today(planned):
    today = timezone.localdate()
    profiled_space.cache_clear()
    profiled_district.cache_clear()
    parts = [profiled_space("moved", today, one.slug).parts for one in (planned.old, planned.new)]
    assert parts == [[planned.district], []]
    profiled = profiled_district("moved", today, planned.district.slug)
    assert profiled.space == (planned.old.name, planned.old.slug)


@pytest.mark.parametrize("ahead", [1, 400])
def test_a_profile_that_is_kept_changes_with_the_day_though_nobody_wrote_anything(ahead, db):
    move = Move(ahead)
    LeadFactory(social_space=move.old, valid_from=days(-9), valid_until=days(ahead))
    profiled_space.cache_clear()
    kept = [profiled_space("kept", days(number), move.old.slug) for number in (ahead - 1, ahead)]
    assert [(one.parts, len(one.leads)) for one in kept] == [([move.district], 1), ([], 0)]


def test_the_workspace_counts_the_district_where_it_is_today(planned):
    rows, _networks = overview()
    assert {row.space: row.districts for row in rows} == {planned.old: 1, planned.new: 0}


def test_a_point_of_the_district_is_called_in_the_social_space_of_today(planned):
    point = ContactPointFactory(function="HOME")
    point.districts.add(planned.district)
    assert [point in points_in(space) for space in (planned.old, planned.new)] == [True, False]


def test_a_street_leads_to_the_team_of_today(planned):
    StreetSection.objects.create(street="Ahornweg", postcode=PostcodeFactory(), district=planned.district)
    [found] = responsible_for(StreetSection.objects.select_related("postcode", "district"))
    assert (found.space, found.contact.function) == (planned.old, "alt")


def test_offers_are_kept_by_the_coordination_of_today(planned):
    offer = OfferFactory(district=planned.district)
    people = [person("coordinator", social_space=space) for space in (planned.old, planned.new)]
    assert [list(offers_with("edit", one)) for one in people] == [[offer], []]


def test_a_contact_point_is_kept_for_the_districts_of_today(planned):
    people = [person("coordinator", social_space=space) for space in (planned.old, planned.new)]
    choices = [list(ContactPointForm(instance=ContactPoint(), user=one).fields["districts"].queryset) for one in people]
    assert choices == [[planned.district], []]


def test_a_family_centre_is_chosen_among_the_houses_of_today(planned):
    house, network = FacilityFactory(district=planned.district), NetworkFactory()
    steps = [RolloutStep(social_space=one, network=network, kind="centre") for one in (planned.old, planned.new)]
    choices = [
        list(StepForm(instance=step, documents=Document.objects.none()).fields["facility"].queryset) for step in steps
    ]
    assert choices == [[house], []]
