"""What people write about an offer, as plain data."""

import datetime
import json

import pytest
from django.contrib.gis.geos import Point
from django.db import IntegrityError

from offers.content import (
    FACILITY,
    FIELDS,
    PARTNER,
    apply,
    changed_fields,
    content_of,
    contents_of,
    merge,
    tell_all,
    tell_changes,
)
from offers.models import Offer, Schedule
from tests.network.factories import AccessibilityFeatureFactory, FacilityFactory, OpeningHoursFactory, PartnerFactory
from tests.offers.factories import LanguageFactory, OfferFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db
WEDNESDAYS = {
    "kind": "weekly",
    "weekday": 2,
    "nth": None,
    "first_day": "2026-09-02",
    "last_day": None,
    "starts": "09:30:00",
    "ends": "11:00:00",
    "pauses_in_school_holidays": True,
    "pauses_on_public_holidays": True,
}
AT_HALF_PAST_NINE = ", 9:30–11 Uhr, ab 2. September 2026, nicht in den Schulferien"
# What an offer's record holds beside what people write about it.
NO_CONTENT = {
    "id",
    "slug",
    "all_ages",
    "status",
    "archived_reason",
    "confirmed_at",
    "confirmed_by",
    "next_review",
    "assigned_to",
    "merged_into",
    "plain_text",
    "external_id",
    "is_example",
    "created_at",
    "updated_at",
}


def full_offer():
    """Return an offer with something in fields of each kind."""
    offer = OfferFactory(
        facility=FacilityFactory(),
        point=Point(6.4412341, 51.1912349, srid=4326),
        district=DistrictFactory(column=5),
        places=12,
        valid_from=datetime.date(2026, 9, 1),
        description="Mit Frühstück.\nKinder sind willkommen.",
    )
    offer.topics.add(TopicFactory(code="spiel"), TopicFactory(code="bewegung"))
    offer.cooperation_partners.add(PartnerFactory())
    ScheduleFactory(offer=offer, **WEDNESDAYS)
    return Offer.objects.get(pk=offer.pk)


def test_every_field_of_an_offer_is_content_or_known_not_to_be():
    fields = {field.name for field in [*Offer._meta.concrete_fields, *Offer._meta.many_to_many]}
    assert set(FIELDS) == fields - NO_CONTENT | {"schedules"}


# What tells records apart, and what only the archive writes.
IN_NO_FORM = {"id", "slug", "external_id", "is_example", "archived_reason", "was_public"}


@pytest.mark.parametrize(
    ("schema", "parts", "no_content"),
    [
        (PARTNER, set(), {"is_trusted"}),
        (FACILITY, {"opening_hours"}, set()),
    ],
)
def test_every_field_of_a_partner_or_facility_is_content_or_known_not_to_be(schema, parts, no_content):
    fields = {field.name for field in [*schema.model._meta.concrete_fields, *schema.model._meta.many_to_many]}
    assert set(schema.fields) == fields - no_content - IN_NO_FORM | parts


def test_a_facility_to_which_a_content_is_applied_says_the_same():
    house, other = FacilityFactory(quality_seal="Siegel", seal_valid_until=datetime.date(2030, 1, 1)), FacilityFactory()
    OpeningHoursFactory(facility=house)
    house.accessibility.add(AccessibilityFeatureFactory())
    content = content_of(house)
    apply(other, content)
    assert content_of(type(house).objects.get(pk=other.pk)) == json.loads(json.dumps(content))


def test_a_content_can_be_kept_as_json():
    content = content_of(full_offer())
    assert json.loads(json.dumps(content)) == content


def test_a_content_says_what_the_record_says():
    offer = full_offer()
    content = content_of(offer)
    said = {name: content[name] for name in ("title", "ages", "point", "places", "valid_from", "provider", "schedules")}
    assert said == {
        "title": offer.title,
        "ages": [0, 36],
        "point": [6.441234, 51.191235],
        "places": 12,
        "valid_from": "2026-09-01",
        "provider": offer.provider_id,
        "schedules": [WEDNESDAYS],
    }


def test_an_offer_to_which_a_content_is_applied_says_the_same():
    content, other = content_of(full_offer()), OfferFactory(all_ages=True, ages=None)
    apply(other, content)
    assert content_of(Offer.objects.get(pk=other.pk)) == content


def test_applying_a_part_leaves_the_rest_alone():
    offer = full_offer()
    before = content_of(offer)
    apply(offer, {"title": "Krabbeln", "topics": [TopicFactory(code="spiel").pk], "ages": None})
    after = content_of(Offer.objects.get(pk=offer.pk))
    assert (changed_fields(before, after), offer.all_ages) == (["title", "topics", "ages"], True)


def test_a_time_that_stays_is_the_same_row():
    offer = full_offer()
    row = offer.schedules.get().pk
    apply(offer, {"schedules": [WEDNESDAYS, WEDNESDAYS | {"weekday": 3}]})
    assert list(Schedule.objects.filter(weekday=2).values_list("pk", flat=True)) == [row]


def test_two_times_that_are_alike_stay_two():
    offer = OfferFactory()
    apply(offer, {"schedules": [WEDNESDAYS, WEDNESDAYS]})
    apply(offer, {"schedules": [WEDNESDAYS, WEDNESDAYS]})
    assert offer.schedules.count() == 2


def test_a_point_decides_the_district():
    here, elsewhere = DistrictFactory(column=0), DistrictFactory(column=1)
    offer = OfferFactory()
    apply(offer, {"point": list(here.boundary.point_on_surface.coords), "district": elsewhere.pk})
    assert Offer.objects.get(pk=offer.pk).district == here


def test_words_that_were_deleted_meanwhile_are_left_out():
    offer, word = OfferFactory(), TopicFactory(code="bewegung")
    gone = word.pk
    word.delete()
    apply(offer, {"topics": [gone, TopicFactory(code="spiel").pk]})
    assert [topic.code for topic in offer.topics.all()] == ["spiel"]


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_was_deleted_meanwhile_leaves_the_offer_as_it_was():
    offer, gone = OfferFactory(title="Treff"), PartnerFactory()
    pk = gone.pk
    gone.delete()
    with pytest.raises(IntegrityError):
        apply(offer, {"title": "Anders", "provider": pk})
    assert Offer.objects.get(pk=offer.pk).title == "Treff"


def test_contents_of_many_offers_cost_as_much_as_of_one(django_assert_num_queries):
    for _number in range(5):
        full_offer()
    with django_assert_num_queries(12):
        contents_of(list(Offer.objects.all()))


def test_changes_are_told_field_by_field_in_words():
    offer = full_offer()
    old = content_of(offer)
    new = old | {
        "title": "Krabbeln",
        "ages": None,
        "topics": [],
        "is_citywide": True,
        "valid_from": None,
        "gender_focus": "fathers",
        "review_months": None,
        "languages": [LanguageFactory().pk],
        "schedules": [WEDNESDAYS, WEDNESDAYS | {"weekday": 3}],
    }
    assert [(str(change.label), change.old, change.new) for change in tell_changes(old, new)] == [
        ("Titel", offer.title, "Krabbeln"),
        ("Themen", "Bewegung und Spiel", "nichts"),
        ("Alter in Monaten", "für Kinder unter 3 Jahren", "für jedes Alter"),
        ("richtet sich an", "für alle", "für Väter"),
        ("stadtweit", "nein", "ja"),
        ("Zeiten", f"mittwochs{AT_HALF_PAST_NINE}", f"mittwochs{AT_HALF_PAST_NINE}\ndonnerstags{AT_HALF_PAST_NINE}"),
        ("Sprachen", "nichts", "Arabisch"),
        ("zu prüfen", "jedes Jahr", "zu jeder Saison: bis 1. März und bis 1. September"),
        ("gilt ab", "1. September 2026", "nichts"),
    ]


def test_what_was_deleted_meanwhile_is_told_as_such():
    assert tell_changes({"topics": []}, {"topics": [0]})[0].new == "(inzwischen gelöscht)"


def test_all_of_a_content_is_told_without_what_is_empty():
    told = tell_all({"title": "Treff", "summary": "", "is_citywide": False, "sibling_care": True, "places": 3})
    assert [(change.name, change.new) for change in told] == [
        ("title", "Treff"),
        ("sibling_care", "ja"),
        ("places", "3"),
    ]


def test_telling_changes_asks_once_for_each_kind_of_word(django_assert_num_queries):
    topics = [TopicFactory(code=f"thema-{number}").pk for number in range(10)]
    with django_assert_num_queries(1):
        tell_changes({"topics": topics}, {"topics": topics[:5]})


BASE = {"title": "Treff", "summary": "Kurz", "phone": "1", "email": ""}


def test_changes_of_two_people_to_different_fields_are_put_together():
    merged = merge(BASE, BASE | {"phone": "2"}, BASE | {"title": "Café"})
    assert (merged.content, merged.theirs, merged.conflicts) == (BASE | {"phone": "2", "title": "Café"}, ["phone"], [])


def test_where_two_people_changed_the_same_somebody_has_to_choose():
    merged = merge(BASE, BASE | {"phone": "2"}, BASE | {"phone": "3"})
    assert (merged.content, merged.theirs, merged.conflicts) == (BASE | {"phone": "2"}, [], ["phone"])


def test_where_two_people_changed_the_same_alike_nobody_has_to_choose():
    merged = merge(BASE, BASE | {"phone": "2"}, BASE | {"phone": "2"})
    assert (merged.content, merged.theirs, merged.conflicts) == (BASE | {"phone": "2"}, [], [])


def test_what_only_they_changed_is_not_taken_back():
    merged = merge(BASE, BASE | {"phone": "2"}, dict(BASE))
    assert (merged.content["phone"], merged.theirs, merged.conflicts) == ("2", ["phone"], [])
