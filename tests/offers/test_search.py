"""What a search finds, and why."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from offers.filters import read
from offers.models import Offer, Reach, Refresh, Vocabulary
from offers.search import Sort, rescue, search
from offers.search.choices import read_choices
from offers.search.counting import counts_by_step
from tests.network.factories import AccessibilityFeatureFactory, FacilityFactory
from tests.offers.factories import (
    AgeStepFactory,
    FeeFactory,
    HomeVisitFactory,
    LanguageFactory,
    OfferFactory,
    OnlineFactory,
    RegistrationNeededFactory,
    ScheduleFactory,
    TopicFactory,
)
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    PostcodeFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
    centre,
)

pytestmark = pytest.mark.django_db


def ask(address: str = ""):
    return read(QueryDict(address), read_choices()).criteria


def found(address: str = "") -> list[str]:
    return [hit.card["title"] for hit in search(ask(address)).hits]


def titles(*offers: Offer) -> list[str]:
    return [offer.title for offer in offers]


@pytest.fixture
def eicken():
    return DistrictFactory(name="Eicken", slug="eicken", code="0103", column=0)


@pytest.fixture
def windberg():
    return DistrictFactory(name="Windberg", slug="windberg", code="0102", column=1)


@pytest.fixture
def one_year():
    return AgeStepFactory(code="1-jahr", ages=(12, 24))


def test_a_district_finds_what_is_held_there_then_what_reaches_it_then_what_is_everywhere(eicken, windberg):
    everywhere = OfferFactory(title="A stadtweit", district=windberg, is_citywide=True)
    reaching = OfferFactory(title="B für Eicken", district=windberg, catchment_districts=[eicken])
    held = OfferFactory(title="C in Eicken", district=eicken)
    OfferFactory(title="D in Windberg", district=windberg)
    assert found("stadtteil=eicken") == titles(held, reaching, everywhere)


def test_a_district_is_found_by_its_code_too(eicken, windberg):
    held = OfferFactory(district=eicken)
    OfferFactory(district=windberg)
    assert found("stadtteil=0103") == titles(held)


def test_several_districts_are_alternatives_and_no_offer_comes_twice(eicken, windberg):
    both = OfferFactory(title="A", district=eicken, catchment_districts=[eicken, windberg])
    other = OfferFactory(title="B", district=windberg)
    OfferFactory(title="C", district=DistrictFactory(column=5))
    assert found("stadtteil=eicken&stadtteil=windberg") == titles(both, other)


def test_a_city_wide_offer_held_in_the_district_comes_once_and_first(eicken):
    elsewhere = OfferFactory(title="A überall", is_citywide=True)
    here = OfferFactory(title="Z in Eicken", district=eicken, is_citywide=True)
    result = search(ask("stadtteil=eicken"))
    assert ([hit.card["title"] for hit in result.hits], result.total) == (titles(here, elsewhere), 2)


def test_home_visits_match_every_district(eicken, windberg):
    visit = OfferFactory(district=windberg, access_modes=[HomeVisitFactory()])
    assert found("stadtteil=eicken") == titles(visit)


def test_a_borough_includes_its_districts(windberg):
    borough = BoroughFactory(name="Nord", slug="nord")
    within = DistrictFactory(parent=borough, column=3)
    held = OfferFactory(district=within)
    OfferFactory(district=windberg)
    assert found("stadtteil=nord") == titles(held)


def test_a_catchment_of_a_borough_reaches_its_districts():
    borough = BoroughFactory(column=9)
    within = DistrictFactory(slug="innen", parent=borough, column=3)
    offer = OfferFactory(catchment_districts=[borough])
    assert within.parent == borough
    assert found("stadtteil=innen") == titles(offer)


def test_a_social_space_finds_what_its_districts_have(eicken, windberg):
    space = SocialSpaceFactory(slug="eicken-mitte")
    SocialSpaceMembershipFactory(social_space=space, district=eicken)
    held = OfferFactory(district=eicken)
    OfferFactory(district=windberg)
    assert found("sozialraum=eicken-mitte") == titles(held)


def test_a_postcode_finds_what_its_districts_have(eicken, windberg):
    PostcodeFactory(code="41061").districts.add(eicken)
    held = OfferFactory(district=eicken)
    OfferFactory(district=windberg)
    assert found("plz=41061") == titles(held)


def test_a_facility_lends_its_district_to_its_offers(eicken):
    offer = OfferFactory(facility=FacilityFactory(district=eicken))
    assert found("stadtteil=eicken") == titles(offer)


def test_a_facility_that_moves_takes_its_offers_along(eicken, windberg):
    facility = FacilityFactory(point=centre(1))
    offer = OfferFactory(facility=facility)
    assert found("stadtteil=windberg") == titles(offer)
    facility.point = centre(0)
    facility.save()
    assert (found("stadtteil=eicken"), found("stadtteil=windberg")) == (titles(offer), [])


def test_ages_match_by_overlap_with_an_open_upper_end(one_year):
    OfferFactory(title="A bis unter 1", ages=(0, 12))
    last_month = OfferFactory(title="B ab 23 Monaten", ages=(23, 48))
    OfferFactory(title="C ab 2", ages=(24, 48))
    assert found("alter=1-jahr") == titles(last_month)


def test_for_all_ages_is_found_at_every_age(one_year):
    AgeStepFactory(code="schwangerschaft", ages=(-9, 0))
    offer = OfferFactory(ages=None, all_ages=True)
    assert (found("alter=1-jahr"), found("alter=schwangerschaft")) == (titles(offer), titles(offer))


def test_two_siblings_are_two_ages_either_of_which_fits(one_year):
    AgeStepFactory(code="6-9-jahre", ages=(72, 120))
    baby, school = OfferFactory(title="A", ages=(0, 13)), OfferFactory(title="B", ages=(100, 130))
    OfferFactory(title="C", ages=(36, 72))
    assert found("alter=1-jahr&alter=6-9-jahre") == titles(baby, school)


@pytest.mark.parametrize(("month", "fits"), [("-9", True), ("-1", True), ("0", False), ("324", False)])
def test_exact_months_reach_from_pregnancy_to_27_years(month, fits):
    OfferFactory(ages=(-9, 0))
    assert bool(found(f"monate={month}")) is fits


def test_only_published_public_offers_within_their_time_are_found():
    OfferFactory(status=Offer.Status.DRAFT)
    OfferFactory(visibility=Offer.Visibility.PROFESSIONALS)
    OfferFactory(valid_until="2020-01-01")
    OfferFactory(valid_from="2090-01-01")
    assert (found(), found("q=angebot")) == ([], [])


def test_an_offer_that_ended_since_the_tallies_were_kept_is_not_counted():
    OfferFactory()
    ended = OfferFactory(valid_until="2020-01-01")
    Refresh.objects.update(day="2019-12-31")
    assert search(ask()).total == 1
    assert ended.title not in found()


@pytest.mark.parametrize(
    "query", ["mütter", "Muetter", "MUTTER", "müttertreffs", "babys treff", "krabbeln", "Elterncafe"]
)
def test_words_are_found_in_every_german_form(query):
    offer = OfferFactory(title="Müttertreff", summary="Treff für Babys, die krabbeln.")
    assert found(f"q={query}") == titles(offer)


def test_a_title_counts_more_than_a_description():
    OfferFactory(title="A", description="Hier gibt es auch Babymassage.")
    OfferFactory(title="Babymassage")
    assert found("q=Babymassage") == ["Babymassage", "A"]


def test_a_typo_is_forgiven_when_nothing_else_is_found():
    OfferFactory(title="Hebamme im Haus")
    asked = ask("q=Hebanme")
    assert (search(asked).total, asked.asked.corrections) == (1, (("Hebanme", "Hebamme"),))


def test_every_misspelt_word_must_be_almost_there():
    OfferFactory(title="Hebamme in Eicken")
    OfferFactory(title="Hebamme in Rheydt")
    assert found("q=Hebanme+Rheidt") == ["Hebamme in Rheydt"]


def test_a_word_that_is_right_helps_one_that_is_misspelt():
    OfferFactory(title="Hebammensprechstunde am Abend")
    OfferFactory(title="Hebammenkurs")
    assert found("q=Hebammen+Abent") == ["Hebammensprechstunde am Abend"]


@pytest.mark.parametrize(
    "typed", ["Rheidt", "Reydt", "Rheydtt", "Sprachfröderung", "Sprahcförderung", "Schbrachförderung"]
)
def test_wrong_letters_are_forgiven_wherever_they_stand(typed):
    OfferFactory(title="Sprachförderung in Rheydt")
    assert found(f"q={typed}") == ["Sprachförderung in Rheydt"]


@pytest.mark.parametrize("typed", ["x" * 199, "ä" * 199, "漢" * 199, "Kuh"])
def test_words_that_are_too_long_or_too_short_to_compare_find_nothing(typed):
    OfferFactory(title="Hof mit Tieren")
    assert found(f"q={typed}") == []


def test_what_has_a_misspelt_word_in_its_title_comes_first():
    OfferFactory(title="A", summary="Mit einer Hebamme")
    OfferFactory(title="Z Hebamme")
    assert found("q=Hebanme") == ["Z Hebamme", "A"]


def test_the_vocabulary_holds_what_cards_and_topics_say_and_no_confidential_house():
    house = FacilityFactory(name="Zuflucht Rosengarten", address_is_confidential=True)
    OfferFactory(title="Öffnen", summary="Straße", topics=[TopicFactory(name="Schlafen")], facility=house)
    asked = ["offnen", "strasse", "schlafen", "zuflucht", "rosengarten"]
    known = Vocabulary.objects.filter(word__in=asked)
    assert sorted(known.values_list("word", flat=True)) == ["offnen", "schlafen", "strasse"]


def test_a_word_that_nobody_wrote_finds_nothing():
    OfferFactory()
    assert (search(ask("q=Quantenchromodynamik")).total, search(ask("q=!!!")).total) == (0, 1)


def test_values_of_one_parameter_are_alternatives_and_parameters_must_all_fit():
    sleep, food = TopicFactory(code="schlafen"), TopicFactory(code="essen")
    free = OfferFactory(title="A", topics=[sleep])
    OfferFactory(title="B", topics=[food], cost=FeeFactory())
    other = OfferFactory(title="C", topics=[food])
    OfferFactory(title="D", topics=[TopicFactory(code="spielen")])
    assert found("thema=schlafen&thema=essen&kostenlos=1") == titles(free, other)


def test_weekday_and_part_of_day_mean_the_same_session():
    morning = OfferFactory(title="A")
    ScheduleFactory(offer=morning, weekday=2)
    mixed = OfferFactory(title="B")
    ScheduleFactory(offer=mixed, weekday=2, starts="18:00", ends="19:00")
    ScheduleFactory(offer=mixed, weekday=4)
    assert found("wochentag=mi&tageszeit=vormittag") == titles(morning)


def test_flags_need_what_they_name():
    step_free = OfferFactory(title="A", facility=FacilityFactory(), registration=RegistrationNeededFactory())
    step_free.facility.accessibility.add(AccessibilityFeatureFactory())
    without = OfferFactory(title="B")
    assert (found("barrierefrei=1"), found("ohne-anmeldung=1")) == (titles(step_free), titles(without))


def test_languages_and_access_are_facets():
    arabic = OfferFactory(title="A")
    arabic.languages.add(LanguageFactory(code="ar"))
    online = OfferFactory(title="B", access_modes=[OnlineFactory()])
    assert (found("sprache=ar"), found("zugang=online")) == (titles(arabic), titles(online))


def test_a_radius_keeps_what_is_near_and_nothing_without_a_place(eicken):
    near = OfferFactory(title="A", point=centre(1))
    OfferFactory(title="B", point=centre(9))
    OfferFactory(title="C", is_citywide=True)
    OfferFactory(title="D", district=eicken)
    assert found("stadtteil=eicken&umkreis=2") == titles(near)


def test_the_nearest_come_first_when_asked(eicken):
    far, near = (
        OfferFactory(title="A", point=centre(3), is_citywide=True),
        OfferFactory(title="B", point=centre(0), is_citywide=True),
    )
    assert found("stadtteil=eicken&sort=naehe") == titles(near, far)


def test_lately_confirmed_come_first_when_asked():
    today = timezone.localdate()
    OfferFactory(title="A", confirmed_at=today - datetime.timedelta(days=300))
    OfferFactory(title="B", confirmed_at=today)
    OfferFactory(title="C", confirmed_at=None)
    assert found(f"sort={Sort.CONFIRMED}") == ["B", "A", "C"]


def test_names_are_sorted_as_germans_sort_them():
    for title in ["Zoo", "Ärzte", "Ball", "Apfel"]:
        OfferFactory(title=title)
    assert found("sort=name") == ["Apfel", "Ärzte", "Ball", "Zoo"]


def test_a_confidential_place_is_found_by_district_and_never_by_distance(eicken):
    shelter = FacilityFactory(district=eicken, point=centre(0), address_is_confidential=True, name="Geheimes Haus")
    offer = OfferFactory(facility=shelter)
    hit = search(ask("stadtteil=eicken")).hits[0]
    assert (found("stadtteil=eicken"), found("stadtteil=eicken&umkreis=5")) == (titles(offer), [])
    assert (hit.card["facility"], hit.card["confidential"], "Geheimes" in str(hit.card)) == ("", True, False)


def test_pages_go_on_across_what_is_near_and_what_is_everywhere(eicken):
    for number in range(25):
        OfferFactory(title=f"nah {number:02}", district=eicken)
    for number in range(25):
        OfferFactory(title=f"stadtweit {number:02}", is_citywide=True)
    criteria = ask("stadtteil=eicken")
    pages = [[hit.card["title"] for hit in search(criteria, page).hits] for page in (1, 2, 3, 99)]
    expected = [f"nah {n:02}" for n in range(25)] + [f"stadtweit {n:02}" for n in range(25)]
    assert pages == [expected[:20], expected[20:40], expected[40:], expected[40:]]


def test_an_archived_offer_leaves_no_trace_in_the_copy(eicken):
    offer = OfferFactory(district=eicken)
    offer.delete()
    assert (Reach.objects.count(), search(ask()).total, search(ask()).counts.get("kostenlos=1", 0)) == (0, 0, 0)


def test_an_empty_result_names_what_one_filter_less_and_the_neighbours_would_give(eicken, windberg, one_year):
    OfferFactory(district=windberg)
    OfferFactory(district=eicken, ages=(100, 120))
    OfferFactory(is_citywide=True, ages=(100, 120))
    criteria = ask("stadtteil=eicken&alter=1-jahr")
    help_on = rescue(criteria, read_choices())
    assert search(criteria).total == 0
    assert {one.parameter: count for one, count in help_on.loosened} == {"alter=1-jahr": 2, "stadtteil=eicken": 1}
    assert [(choice.value, count) for choice, count in help_on.neighbours] == [("windberg", 1)]


def test_numbers_by_age_are_right_on_the_day_before_they_are_kept(eicken, one_year):
    OfferFactory(district=eicken, ages=(12, 20))
    OfferFactory(district=eicken, ages=(100, 110), is_citywide=True)
    area = f"district:{eicken.pk}"
    kept = counts_by_step(area)
    Refresh.objects.update(day="2019-12-31")
    counted = counts_by_step(area)
    assert (kept.here, kept.everywhere) == ({"": 1, "1-jahr": 1}, {"": 1})
    assert (counted.here, counted.everywhere) == ({"": 1, "1-jahr": 1}, {"": 1})
