"""Offers like the one that is looked at."""

import pytest

from tests.offers.factories import OfferFactory, OfferTypeFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def eicken(municipality):
    return DistrictFactory(name="Eicken", slug="eicken", column=0)


def related(client, slug: str) -> list[str]:
    page = parsed(client.get(f"/angebote/{slug}/"))
    return [text_of(one) for one in page.findall(".//section[@aria-labelledby='aehnliches']//h3")]


def test_offers_of_the_same_type_for_the_same_age_nearby_are_told_the_likest_first(client, eicken):
    kind, other = OfferTypeFactory(code="a"), OfferTypeFactory(code="b")
    OfferFactory(title="Dieses", slug="dieses", type=kind, district=eicken, ages=(0, 12))
    OfferFactory(title="Stadtweit", type=kind, is_citywide=True, district=None, ages=(0, 12))
    OfferFactory(title="Hier, fast so alt", type=kind, district=eicken, ages=(0, 24))
    OfferFactory(title="Hier, so alt", type=kind, district=eicken, ages=(0, 12))
    OfferFactory(title="Woanders", type=kind, district=DistrictFactory(column=3), ages=(0, 12))
    OfferFactory(title="Zu alt", type=kind, district=eicken, ages=(120, 200))
    OfferFactory(title="Anderer Art", type=other, district=eicken, ages=(0, 12))
    OfferFactory(title="Entwurf", type=kind, district=eicken, ages=(0, 12), status="draft")
    assert related(client, "dieses") == ["Hier, so alt", "Hier, fast so alt", "Stadtweit"]


def test_where_these_are_few_the_same_elsewhere_comes_and_then_what_is_about_the_same_nearby(client, eicken):
    kind, other, sleep = OfferTypeFactory(code="a"), OfferTypeFactory(code="b"), TopicFactory(code="schlafen")
    OfferFactory(title="Dieses", slug="dieses", type=kind, district=eicken, topics=[sleep])
    OfferFactory(title="Gleiches hier", type=kind, district=eicken)
    OfferFactory(title="Thema hier", type=other, district=eicken, topics=[sleep])
    OfferFactory(title="Gleiches woanders", type=kind, district=DistrictFactory(column=3))
    OfferFactory(title="Thema woanders", type=other, district=DistrictFactory(column=4), topics=[sleep])
    assert related(client, "dieses") == ["Gleiches hier", "Gleiches woanders", "Thema hier"]


def test_three_are_enough_and_none_is_no_heading(client, eicken):
    kind = OfferTypeFactory(code="a")
    OfferFactory(slug="dieses", type=kind, district=eicken)
    assert related(client, "dieses") == []
    OfferFactory.create_batch(5, type=kind, district=eicken)
    assert len(related(client, "dieses")) == 3
