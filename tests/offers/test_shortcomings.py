"""What an offer lacks before it is published; and that nothing goes out that nobody would find."""

import datetime

import pytest

from offers.actions import publish
from offers.models import Offer
from offers.shortcomings import NOWHERE, Facts, for_facts, shortcomings
from tests.network.factories import FacilityFactory, PartnerFactory, person
from tests.offers.factories import (
    HomeVisitFactory,
    OfferFactory,
    OnlineFactory,
    RegistrationNeededFactory,
    ScheduleFactory,
    TopicFactory,
)
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, centre

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2027, 3, 1)
YESTERDAY = TODAY - datetime.timedelta(days=1)


def complete(**fields) -> Offer:
    """Return a draft that lacks nothing."""
    given = {"is_citywide": True, "phone": "030 23125-001", "by_arrangement": True, "topics": [TopicFactory()]}
    return OfferFactory(status="draft", **given | fields)


def lacking(offer: Offer) -> list[str]:
    found = for_facts(Offer.objects.filter(pk=offer.pk)).get()
    return [str(one.text) for one in shortcomings(Facts.of(found), TODAY)]


PLACES = {
    "nothing": (dict, False),
    "an online offer": (lambda: {"access_modes": [OnlineFactory()]}, False),
    "a house without a district": (lambda: {"facility": FacilityFactory(point=None, district=None)}, False),
    "the whole city": (lambda: {"is_citywide": True}, True),
    "a district": (lambda: {"district": DistrictFactory()}, True),
    "a point": (lambda: {"point": centre(500)}, True),
    "a house in a district": (lambda: {"facility": FacilityFactory()}, True),
    "a catchment": (lambda: {"catchment_districts": [DistrictFactory()]}, True),
    "a visit at home": (lambda: {"access_modes": [HomeVisitFactory()]}, True),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_database_and_the_form_agree_on_what_can_be_found(place):
    fields, expected = PLACES[place]
    offer = OfferFactory(status="draft", **fields())
    found = Offer.objects.findable().filter(pk=offer.pk).exists()
    assert (found, Facts.of(offer).is_findable) == (expected, expected)


def test_an_offer_for_a_social_space_can_be_found():
    offer = OfferFactory(status="draft")
    offer.catchment_social_spaces.add(SocialSpaceFactory())
    assert (list(Offer.objects.findable()), Facts.of(offer).is_findable) == ([offer], True)


def test_an_offer_found_in_many_ways_counts_once():
    districts = [DistrictFactory(), DistrictFactory()]
    OfferFactory(is_citywide=True, catchment_districts=districts, access_modes=[HomeVisitFactory()])
    assert Offer.objects.findable().count() == 1


def test_publishing_leaves_out_what_nobody_would_find():
    lost, found = OfferFactory(status="draft"), complete()
    assert publish(Offer.objects.all(), by=person()) == 1
    assert list(Offer.objects.filter(status="published")) == [found]
    assert list(Offer.objects.filter(status="draft")) == [lost]


def test_a_complete_offer_lacks_nothing():
    assert lacking(complete()) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_citywide": False}, str(NOWHERE)),
        (
            {"valid_until": YESTERDAY},
            "Das Angebot war am 28.02.2027 zu Ende: Familien sehen es nicht, bis es neue Termine hat.",
        ),
        ({"phone": ""}, "Weder das Angebot noch der Anbieter nennt Telefon, E-Mail oder Internetseite."),
        ({"by_arrangement": False}, "Es steht nicht da, wann das Angebot stattfindet."),
        ({"topics": []}, "Ohne Thema findet es niemand, der nach Themen sucht."),
        ({"confirmed_at": None}, "Noch niemand hat die Angaben bestätigt: Es erscheint weit hinten."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(fields, sentence):
    assert lacking(complete(**fields)) == [sentence]


def test_only_what_nobody_finds_keeps_an_offer_back():
    offer = OfferFactory(status="draft", confirmed_at=None)
    assert [one.blocks for one in shortcomings(Facts.of(offer), TODAY)] == [True, False, False, False, False]


def test_the_provider_s_telephone_is_a_way_to_reach_the_offer():
    assert lacking(complete(phone="", provider=PartnerFactory(phone="030 23125-002"))) == []


def test_a_registration_needs_a_way():
    needed = RegistrationNeededFactory()
    bare = complete(phone="", provider=PartnerFactory(website="https://example.org/"), registration=needed)
    told = complete(registration=needed, registration_note="an der Tür")
    assert (lacking(bare), lacking(told)) == (["Eine Anmeldung ist nötig, aber es steht nicht da, wie."], [])


@pytest.mark.parametrize(
    ("schedules", "is_over"),
    [
        ([{"last_day": YESTERDAY}], True),
        ([{"kind": "once", "first_day": YESTERDAY}], True),
        ([{"kind": "once", "first_day": TODAY}], False),
        ([{"last_day": YESTERDAY}, {"last_day": None}], False),
        ([{"last_day": YESTERDAY}, {"last_day": TODAY}], False),
    ],
)
def test_an_offer_is_over_when_all_its_times_are(schedules, is_over):
    offer = complete(by_arrangement=False)
    for fields in schedules:
        ScheduleFactory(offer=offer, **fields)
    assert [text.startswith("Das Angebot war am 28.02.2027") for text in lacking(offer)] == [True] * is_over


def test_the_facts_of_many_cost_as_many_questions_as_those_of_one(django_assert_num_queries):
    for number in (1, 10):
        for _ in range(number):
            complete(facility=FacilityFactory())
        with django_assert_num_queries(6):
            [Facts.of(offer) for offer in for_facts(Offer.objects.all())]
