"""The words around an offer, as the database hands them to its page."""

import pytest
from django.forms.models import model_to_dict

from offers.models import Offer, Words
from tests.network.factories import AccessibilityFeatureFactory, FacilityFactory, PartnerFactory
from tests.offers.factories import LanguageFactory, OfferFactory, ProgrammeFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory

pytestmark = pytest.mark.django_db


def test_an_offer_of_which_little_is_known_has_words_all_the_same():
    offer = OfferFactory(provider__name="Träger", provider__slug="traeger")
    assert model_to_dict(Words.objects.get()) == {
        "offer": offer.pk,
        "type": "Elterncafé",
        "registration": "ohne Anmeldung",
        "cost": "kostenlos",
        "is_free": True,
        "programme": None,
        "provider": {
            "name": "Träger",
            "slug": "traeger",
            "is_public": True,
            "phone": "",
            "email": "",
            "website": "",
        },
        "facility_is_public": False,
        "topics": [],
        "target_groups": [],
        "life_situations": [],
        "accessibility": [],
        "areas": [],
        "languages": [],
        "access": [{"name": "vor Ort", "comes_home": False, "is_remote": False}],
        "partners": [],
    }


def test_lists_come_in_the_order_of_their_words():
    offer = OfferFactory(topics=[TopicFactory(name="Zuletzt", order=9), TopicFactory(name="Zuerst", order=1)])
    offer.languages.set(
        [LanguageFactory(code="tr", name="Türkisch", order=2), LanguageFactory(code="de", name="Deutsch")]
    )
    assert offer.words.topics == ["Zuerst", "Zuletzt"]
    assert offer.words.languages == [{"name": "Deutsch", "code": "de"}, {"name": "Türkisch", "code": "tr"}]


def test_what_an_offer_and_its_facility_both_have_is_told_once():
    lift, ramp = (
        AccessibilityFeatureFactory(code="lift", name="Lift"),
        AccessibilityFeatureFactory(code="r", name="Rampe"),
    )
    facility = FacilityFactory()
    facility.accessibility.set([lift, ramp])
    offer = OfferFactory(facility=facility)
    offer.accessibility.set([lift])
    assert offer.words.accessibility == ["Lift", "Rampe"]


def test_areas_are_districts_and_social_spaces():
    offer = OfferFactory(catchment_districts=[DistrictFactory(name="Rheydt"), DistrictFactory(name="Eicken")])
    offer.catchment_social_spaces.set([SocialSpaceFactory(name="Mitte")])
    assert offer.words.areas == ["Eicken", "Mitte", "Rheydt"]


def test_only_public_partners_are_named_as_partners():
    offer = OfferFactory()
    offer.cooperation_partners.set([PartnerFactory(name="Bücherei", slug="b"), PartnerFactory(is_public=False)])
    assert offer.words.partners == [{"name": "Bücherei", "slug": "b"}]


@pytest.mark.parametrize(
    ("fields", "is_public"),
    [({}, True), ({"is_public": False}, False), ({"partner__is_public": False}, False)],
    ids=str,
)
def test_a_facility_is_public_if_it_and_its_partner_are(fields, is_public):
    assert OfferFactory(facility=FacilityFactory(**fields)).words.facility_is_public is is_public


def test_a_programme_comes_with_what_it_is():
    offer = OfferFactory(programme=ProgrammeFactory(name="HIPPY", description="Spielen zu Hause"))
    assert offer.words.programme == {"name": "HIPPY", "description": "Spielen zu Hause"}


def test_an_offer_has_the_same_words_however_they_are_asked_for():
    offer = OfferFactory(facility=FacilityFactory(), programme=ProgrammeFactory())
    found = Words.objects.of(offer)
    assert [getattr(found, field.attname) for field in Words._meta.fields] == [
        getattr(offer.words, field.attname) for field in Words._meta.fields
    ]


def test_a_page_reads_an_offer_with_three_questions(django_assert_num_queries):
    offer = OfferFactory(facility=FacilityFactory(), district=DistrictFactory())
    ScheduleFactory(offer=offer)
    with django_assert_num_queries(3):
        read = Offer.objects.for_page().get()
        assert len(read.schedules.all()) == 1
        assert (read.district.name, read.facility.district.name) == (offer.district.name, offer.facility.district.name)
