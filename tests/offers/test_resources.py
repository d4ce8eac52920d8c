"""All that helps with a need: public and internal, houses and functions, the nearest first."""

import pytest

from offers.models import AgeStep, Offer
from offers.resources import Need, resources
from sozialraum.models import District
from tests.network.factories import ContactPointFactory, FacilityFactory, FacilityKindFactory, UnitKindFactory
from tests.network.spaces import Ground
from tests.offers.days import days
from tests.offers.factories import AccessModeFactory, AgeStepFactory, LifeSituationFactory, OfferFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def sleep(db):
    return TopicFactory(code="schlaf", name="Schlafen")


def offer(title, topic=None, **more):
    """Return an offer that was confirmed today; of a topic where one is named."""
    made = OfferFactory(**({"title": title, "confirmed_at": days(0)} | more))
    if topic:
        made.topics.set([topic])
    return made


def told(answer):
    """Return the titles under their headings."""
    return {str(group.heading): [one.offer.title for one in group.resources] for group in answer.groups}


HERE, FOR_HERE, BESIDE = "Hier", "Für Familien von hier", "Gleich nebenan"
EVERYWHERE = "In der ganzen Stadt, zu Hause oder aus der Ferne"


def test_the_nearest_comes_first_and_the_whole_city_last(ground, sleep):
    beside = DistrictFactory(name="Nebenan", slug="nebenan", column=1)
    far = DistrictFactory(name="Weit weg", slug="weit-weg", column=9)
    offer("Hier", sleep, district=ground.district)
    offer("Für hier", sleep, district=far).catchment_districts.add(ground.district)
    offer("Nebenan", sleep, district=beside)
    offer("Weit weg", sleep, district=far)
    offer("Überall", sleep, is_citywide=True)
    at_home = offer("Zu Hause", sleep)
    at_home.access_modes.set([AccessModeFactory(code="zuhause", comes_home=True)])
    found = told(resources(Need(topics=(sleep,), district=ground.district)))
    assert list(found.items()) == [
        (HERE, ["Hier"]),
        (FOR_HERE, ["Für hier"]),
        (BESIDE, ["Nebenan"]),
        (EVERYWHERE, ["Zu Hause", "Überall"]),
    ]


def test_what_only_professionals_see_is_among_it_and_drafts_are_not(ground, sleep):
    offer("Öffentlich", sleep, district=ground.district)
    offer("Intern", sleep, district=ground.district, visibility="professionals")
    offer("Intern überall", sleep, is_citywide=True, visibility="professionals")
    offer("Entwurf", sleep, district=ground.district, visibility="professionals", status="draft")
    offer("Vorbei", sleep, district=ground.district, visibility="professionals", valid_until=days(-1))
    offer("Nie bestätigt", sleep, district=ground.district, visibility="professionals", confirmed_at=days(-800))
    answer = resources(Need(topics=(sleep,), district=ground.district))
    internal = [one.offer.title for group in answer.groups for one in group.resources if one.is_internal]
    assert (told(answer), internal) == (
        {HERE: ["Intern", "Öffentlich"], EVERYWHERE: ["Intern überall"]},
        ["Intern", "Intern überall"],
    )


def test_any_topic_or_situation_is_enough_and_what_fits_more_stands_before(ground, sleep):
    alone = LifeSituationFactory(code="allein", name="Allein mit Kind")
    offer("A Schlaf", sleep, district=ground.district)
    both = offer("B beides", sleep, district=ground.district)
    both.life_situations.add(alone)
    offer("C allein", district=ground.district).life_situations.add(alone)
    offer("D nichts davon", district=ground.district)
    answer = resources(Need(topics=(sleep,), situations=(alone,), district=ground.district))
    fits = {one.offer.title: one.fits for group in answer.groups for one in group.resources}
    assert (told(answer), fits["B beides"]) == (
        {HERE: ["B beides", "A Schlaf", "C allein"]},
        ["Schlafen", "Allein mit Kind"],
    )


def test_without_a_word_all_of_the_age_is_shown(ground):
    baby = AgeStepFactory(code="baby", ages=(0, 12))
    offer("Baby", district=ground.district, ages=(0, 12), all_ages=False)
    offer("Schule", district=ground.district, ages=(72, 120), all_ages=False)
    offer("Intern Schule", district=ground.district, ages=(72, 120), all_ages=False, visibility="professionals")
    offer("Intern alle", district=ground.district, ages=None, all_ages=True, visibility="professionals")
    step = AgeStep.objects.get(pk=baby.pk)
    assert told(resources(Need(step=step, district=ground.district))) == {HERE: ["Baby", "Intern alle"]}


def test_a_social_space_has_all_its_districts(ground, sleep):
    offer("Hier", sleep, district=ground.district)
    offer("Für den Sozialraum", sleep).catchment_social_spaces.add(ground.space)
    found = told(resources(Need(topics=(sleep,), space=ground.space)))
    assert found == {HERE: ["Hier"], FOR_HERE: ["Für den Sozialraum"]}


def test_of_a_secret_place_the_district_is_all_that_is_told(ground, sleep):
    beside = DistrictFactory(name="Nebenan", slug="nebenan", column=1)
    house = FacilityFactory(name="Schutzhaus", district=beside, address_is_confidential=True)
    offer("Schutz", sleep, facility=house, street="", visibility="professionals")
    [group] = resources(Need(topics=(sleep,), district=ground.district)).groups
    [found] = group.resources
    place = found.place
    assert (place.is_confidential, place.name, place.lines, place.district, found.metres) == (
        True,
        "",
        [],
        beside,
        None,
    )


def test_a_place_beside_says_how_far_it_is(ground, sleep):
    beside = DistrictFactory(name="Nebenan", slug="nebenan", column=1)
    house = FacilityFactory(district=beside)
    offer("Nebenan", sleep, facility=house, street="")
    [group] = resources(Need(topics=(sleep,), district=ground.district)).groups
    assert 1000 < group.resources[0].metres < 2000


def test_more_than_fit_a_page_are_counted(ground, sleep, monkeypatch):
    monkeypatch.setattr("offers.resources.answering.MOST", 2)
    for number in range(4):
        offer(f"Überall {number}", sleep, is_citywide=True)
        offer(f"Hier {number}", sleep, district=ground.district)
    groups = resources(Need(topics=(sleep,), district=ground.district)).groups
    assert [(len(group.resources), group.total) for group in groups] == [(2, 4), (2, 4)]


def test_functions_answer_those_for_professionals_too(ground):
    unit = UnitKindFactory()
    ContactPointFactory(function="ASD", unit=unit).social_spaces.add(ground.space)
    ContactPointFactory(function="WJH", is_public=False).social_spaces.add(ground.space)
    ContactPointFactory(function="HOME").districts.add(ground.district)
    ContactPointFactory(function="Anderswo").districts.add(DistrictFactory())
    found = [
        [one.function for one in resources(need).contacts]
        for need in (Need(district=ground.district), Need(space=ground.space))
    ]
    assert found == [["ASD", "HOME", "WJH"]] * 2


def test_houses_and_the_nearest_family_office_are_named(ground):
    beside = DistrictFactory(name="Nebenan", slug="nebenan", column=1)
    far = DistrictFactory(name="Weit weg", slug="weit-weg", column=9)
    here = FacilityFactory(district=ground.district)
    open_house = FacilityFactory(district=beside, kind=FacilityKindFactory(code="treff"), is_open_for_all=True)
    FacilityFactory(district=beside, kind=FacilityKindFactory(code="amt"))
    FacilityFactory(district=ground.district, is_public=False)
    office = FacilityKindFactory(code="familienbuero", name="Familienbüro")
    FacilityFactory(district=far, kind=office)
    near = FacilityFactory(district=beside, kind=office)
    answer = resources(Need(district=ground.district))
    assert (answer.houses, set(answer.houses_beside), answer.family_offices) == ([here], {open_house, near}, [near])


def test_it_costs_the_same_for_few_and_for_many(ground, sleep, django_assert_max_num_queries):
    DistrictFactory(name="Nebenan", slug="nebenan", column=1)
    need = Need(topics=(sleep,), district=District.objects.get(pk=ground.district.pk))
    offer("Hier", sleep, district=ground.district)
    with django_assert_max_num_queries(18) as asked:
        resources(need)
    few = len(asked)
    for number in range(6):
        offer(f"Hier {number}", sleep, district=ground.district)
        offer(f"Intern {number}", sleep, is_citywide=True, visibility="professionals")
    with django_assert_max_num_queries(few):
        resources(need)
    assert Offer.objects.count() == 13


def test_an_offer_that_begins_later_does_not_help_yet(ground, sleep):
    offer("Bald", sleep, district=ground.district, valid_from=days(3))
    offer("Intern bald", sleep, district=ground.district, valid_from=days(3), visibility="professionals")
    offer("Jetzt", sleep, district=ground.district, valid_from=days(0))
    assert told(resources(Need(topics=(sleep,), district=ground.district))) == {HERE: ["Jetzt"]}
