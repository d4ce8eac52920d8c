"""What the resource check sorts, counts and asks: the order of what is equally near, words of distance, the two forms."""

import pytest

from network.models import ContactPoint
from offers.forms_of_resources import MOST_ON_PAPER, HandoutForm, NeedForm
from offers.models import Offer
from offers.resources import Need, resources
from offers.resources.answering import Answer, Group
from offers.resources.finding import Found, Ring
from offers.resources.need import Ground as Area
from offers.resources.telling import Resource
from tests.network.factories import ContactPointFactory, FacilityFactory
from tests.network.spaces import Ground
from tests.offers.days import days
from tests.offers.factories import AgeStepFactory, LifeSituationFactory, OfferFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def ground(db):
    return Ground()


def test_of_what_is_equally_near_the_best_fit_stands_first_then_the_shortest_way_then_the_title():
    found = [
        Found(1, Ring.BESIDE, 1, "A", 900.0),
        Found(2, Ring.BESIDE, 1, "B", 100.0),
        Found(3, Ring.BESIDE, 2, "C", 2000.0),
        Found(4, Ring.BESIDE, 1, "A", None),
        Found(6, Ring.BESIDE, 1, "A", 100.0),
        Found(5, Ring.BESIDE, 1, "A", 100.0),
    ]
    assert [one.pk for one in sorted(found, key=lambda one: one.order)] == [3, 4, 5, 6, 2, 1]


def test_the_rings_run_outward():
    assert list(Ring) == sorted([Ring.EVERYWHERE, Ring.HERE, Ring.BESIDE, Ring.FOR_HERE])


@pytest.mark.parametrize(
    ("metres", "said"), [(None, ""), (0.0, "0,0"), (49.0, "0,0"), (151.0, "0,2"), (1250.1, "1,3"), (12000.0, "12,0")]
)
def test_a_distance_is_told_in_kilometres_with_a_comma(metres, said):
    assert Resource(Offer(), None, [], "", [], metres).kilometres == said


def test_an_answer_counts_what_is_not_shown_too_and_lists_no_empty_houses():
    answer = Answer([Group("Hier", [], 4), Group("Nebenan", [], 3)], [], ["Haus"], [])
    assert (answer.total, [inside for _heading, inside in answer.house_lists]) == (7, [["Haus"]])
    assert (Answer([], [], [], []).total, Answer([], [], [], []).house_lists) == (0, [])


def test_a_need_is_spelled_as_the_search_spells_it(ground):
    need = Need((TopicFactory(code="schlaf"),), (LifeSituationFactory(code="allein"),), district=ground.district)
    assert (need.facets, need.area, need.place) == (
        ["thema=schlaf", "lebenslage=allein"],
        f"district:{ground.district.pk}",
        ground.district,
    )
    assert (Need(space=ground.space).area, Need(space=ground.space).place) == (f"space:{ground.space.pk}", ground.space)


def test_a_social_space_lies_beside_what_touches_any_of_its_districts_of_today(ground):
    second = DistrictFactory(column=1)
    beside, far = DistrictFactory(column=2), DistrictFactory(column=9)
    SocialSpaceMembershipFactory(social_space=ground.space, district=second)
    SocialSpaceMembershipFactory(social_space=ground.space, district=far, valid_until=days(0))
    area = Area.of(Need(space=ground.space))
    assert (set(area.districts), area.beside) == ({ground.district.pk, second.pk}, [beside.pk])
    assert ground.district.boundary.union(second.boundary).contains(area.middle)


def test_a_social_space_without_districts_has_no_middle_and_finds_what_is_everywhere():
    empty = SocialSpaceFactory()
    OfferFactory(title="Überall", is_citywide=True, confirmed_at=days(0))
    OfferFactory(title="Anderswo", district=DistrictFactory(), confirmed_at=days(0))
    area = Area.of(Need(space=empty))
    answer = resources(Need(space=empty))
    assert (area.districts, area.beside, area.middle) == ([], [], None)
    assert [[one.offer.title for one in group.resources] for group in answer.groups] == [["Überall"]]


def test_an_offer_is_told_once_at_its_nearest(ground):
    both = OfferFactory(title="Beides", district=ground.district, confirmed_at=days(0))
    both.catchment_districts.add(ground.district, DistrictFactory(column=1))
    inside = OfferFactory(title="Intern", district=ground.district, confirmed_at=days(0), visibility="professionals")
    inside.catchment_districts.add(ground.district)
    [group] = resources(Need(district=ground.district)).groups
    assert (str(group.heading), [one.offer.title for one in group.resources]) == ("Hier", ["Beides", "Intern"])


def test_a_house_is_here_or_beside_and_a_secret_one_is_neither(ground):
    here = FacilityFactory(district=ground.district, is_open_for_all=True)
    FacilityFactory(district=ground.district, address_is_confidential=True)
    answer = resources(Need(district=ground.district))
    assert (answer.houses, answer.houses_beside) == ([here], [])


# The question


def asked(**data) -> NeedForm:
    return NeedForm(data)


def test_a_district_or_a_social_space_is_chosen_and_nothing_else_is_needed(ground):
    forms = [asked(gebiet="stadtteil:muelfort"), asked(gebiet="sozialraum:rheydt-ost")]
    assert [one.is_valid() for one in forms] == [True, True]
    assert [one.need() for one in forms] == [Need(district=ground.district), Need(space=ground.space)]


def test_all_words_of_a_need_come_from_lists(ground):
    topic, alone, step = TopicFactory(code="schlaf"), LifeSituationFactory(code="allein"), AgeStepFactory()
    form = asked(thema=["schlaf"], lebenslage=["allein"], alter=step.code, gebiet="stadtteil:muelfort")
    assert form.is_valid()
    assert form.need() == Need((topic,), (alone,), step, ground.district)


@pytest.mark.parametrize("area", ["", "muelfort", "stadtteil:", "stadtteil:rheydt-ost", "sozialraum:muelfort", "x:y:z"])
def test_without_an_area_that_there_is_the_form_asks_for_one(ground, area):
    form = asked(gebiet=area)
    assert form.errors == {"gebiet": ["Bitte wählen Sie einen Stadtteil oder einen Sozialraum."]}


def test_a_district_of_former_times_cannot_be_asked_for(ground):
    DistrictFactory(slug="alt", valid_until=days(-1))
    assert asked(gebiet="stadtteil:alt").is_valid() is False


# The hand-out


def handout(offers=(), contacts=()) -> list[str]:
    """Return what the form says of what was ticked: of all there are, only public offers and contacts may be."""
    form = HandoutForm(
        {"angebot": [one.pk for one in offers], "stelle": [one.pk for one in contacts]},
        offers=Offer.objects.filter(visibility="public"),
        contacts=ContactPoint.objects.public(),
    )
    return [str(sentence) for sentence in form.non_field_errors()]


NOTHING = "Bitte kreuzen Sie an, was auf den Handzettel soll."


def test_a_hand_out_holds_something_and_no_more_than_fits():
    offers = OfferFactory.create_batch(MOST_ON_PAPER)
    contact = ContactPointFactory()
    assert (handout(), handout(offers), handout(contacts=[contact])) == ([NOTHING], [], [])
    assert handout(offers, [contact]) == [
        "Auf einen Handzettel passen 30 Einträge; angekreuzt sind 31. Weniger hilft mehr."
    ]


def test_what_is_for_professionals_is_refused_on_paper_beside_what_is_public():
    public, internal = OfferFactory(), OfferFactory(visibility="professionals")
    assert (handout([public, internal]), handout(contacts=[ContactPointFactory(is_public=False)])) == (
        [NOTHING],
        [NOTHING],
    )
