"""Which offers resemble each other, for the form's warning and for the list of suspected pairs."""

import pytest
from django.contrib.gis.geos import Point
from django.db.backends.postgresql.psycopg_any import NumericRange

from network.models import Facility
from offers.actions import archive, look_for_all_twins, look_for_twins, suspect_again, tell_apart
from offers.duplicates import MOST_COUNTED, number_of_twins, reasons, resembling, twins_of
from offers.models import Offer, OfferTwins
from tests.network.factories import FacilityFactory, MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory

pytestmark = pytest.mark.django_db
HERE = Point(6.44, 51.19, srid=4326)
NEAR = Point(6.4412, 51.19, srid=4326)  # 84 m
FAR = Point(6.4430, 51.19, srid=4326)  # 210 m


@pytest.fixture
def provider():
    return PartnerFactory()


def warned(title: str = "Elterncafé", user=None, **known) -> list[Offer]:
    facts = {"provider_id": None, "facility_id": None, "point": None, "ages": NumericRange(0, 36)}
    return list(resembling(user=user or person("steering"), title=title, **facts | known))


def pairs() -> list[tuple[int, int]]:
    look_for_all_twins()
    return sorted(OfferTwins.objects.suspected().values_list("first", "second"))


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("Elterncafé", "Elterncafe"),
        ("Müttercafé", "Mütter Café Eicken"),
        ("Väterfrühstück am Samstag", "Väter-Frühstück"),
        ("Krabbelgruppe", "Krabbelgruppe am Mittwoch"),
        ("Starke Eltern – Starke Kinder", "Kurs: Starke Eltern, starke Kinder"),
        ("Fuehrerschein fuer Babysitter", "Führerschein für Babysitter"),
        ("Familienfrühstück", "Frühstück für Familien"),
    ],
)
def test_titles_are_alike_however_they_are_spelt(provider, there, typed):
    offer = OfferFactory(title=there, provider=provider)
    assert warned(typed, provider_id=provider.pk) == [offer]


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("Berufsberatung ohne Termin", "Elterncafé"),
        ("Kinderchor Hockstein", "Vater-Kind-Werkstatt Hockstein"),
        ("Elterncafé", ""),
    ],
)
def test_other_titles_are_not(provider, there, typed):
    OfferFactory(title=there, provider=provider)
    assert warned(typed, provider_id=provider.pk) == []


@pytest.mark.parametrize(("point", "is_found"), [(HERE, True), (NEAR, True), (FAR, False), (None, False)])
def test_an_offer_of_somebody_else_is_the_same_within_100_metres(point, is_found):
    offer = OfferFactory(title="Elterncafé", point=HERE)
    assert warned(point=point, provider_id=PartnerFactory().pk) == [offer] * is_found


def test_the_place_of_a_facility_counts_where_the_offer_has_none():
    offer = OfferFactory(title="Elterncafé", facility=FacilityFactory(point=HERE))
    house = FacilityFactory(point=NEAR, district=None)
    assert warned(facility_id=house.pk) == [offer]


def test_the_own_point_counts_before_that_of_the_facility():
    OfferFactory(title="Elterncafé", point=HERE)
    house = FacilityFactory(point=HERE, district=None)
    assert warned(facility_id=house.pk, point=FAR) == []


@pytest.mark.parametrize(("typed", "is_found"), [("Elterncafé", True), ("Elterncafé Eicken", False)])
def test_what_one_partner_offers_in_two_places_needs_the_same_title(provider, typed, is_found):
    offer = OfferFactory(title="Elterncafé", provider=provider, point=HERE)
    assert warned(typed, provider_id=provider.pk, point=FAR) == [offer] * is_found


@pytest.mark.parametrize(
    ("fields", "known", "is_found"),
    [
        ({"ages": (0, 12)}, {"ages": NumericRange(11, 24)}, True),
        ({"ages": (0, 12)}, {"ages": NumericRange(12, 24)}, False),
        ({"ages": None, "all_ages": True}, {"ages": NumericRange(12, 24)}, True),
        ({"ages": (0, 12)}, {"ages": None, "all_ages": True}, True),
        ({"ages": (0, 12)}, {"ages": None}, True),
    ],
)
def test_ages_have_to_overlap(provider, fields, known, is_found):
    offer = OfferFactory(title="Elterncafé", provider=provider, **fields)
    assert warned(provider_id=provider.pk, **known) == [offer] * is_found


def test_an_offer_does_not_resemble_itself_nor_what_is_archived(provider):
    offer = OfferFactory(title="Elterncafé", provider=provider)
    OfferFactory(title="Elterncafé", provider=provider, status="archived")
    assert warned(provider_id=provider.pk, exclude_pk=offer.pk) == []


def test_the_few_likest_come_first_with_their_likeness(provider):
    OfferFactory.create_batch(5, title="Elterncafé Eicken", provider=provider)
    same = OfferFactory(title="Elterncafé", provider=provider)
    found = warned(provider_id=provider.pk)
    assert (len(found), found[0], found[0].likeness) == (5, same, 1.0)


def test_an_editor_is_warned_of_what_is_public_and_of_the_own_drafts_alone():
    theirs = OfferFactory(title="Elterncafé", point=HERE)
    OfferFactory(title="Elterncafé", point=HERE, status="draft")
    mine = OfferFactory(title="Elterncafé", point=HERE, status="draft")
    OfferFactory(title="Elterncafé", point=HERE, visibility="professionals")
    editor = person("partner_editor", partner=mine.provider)
    assert warned(user=editor, point=HERE) == [theirs, mine]


@pytest.mark.parametrize("secret", [{"address_is_confidential": True}, {"facility": True}])
def test_nobody_finds_a_confidential_place_by_trying(secret):
    if "facility" in secret:
        house = FacilityFactory(point=HERE, address_is_confidential=True)
        OfferFactory(title="Elterncafé", facility=house)
        assert warned(facility_id=house.pk) == []
    else:
        OfferFactory(title="Elterncafé", point=HERE, street="Weg 1", **secret)
    assert warned(point=HERE) == []


def test_a_warning_costs_four_queries(provider, django_assert_num_queries):
    OfferFactory.create_batch(5, title="Elterncafé", provider=provider)
    house, user = FacilityFactory(), person("steering")
    with django_assert_num_queries(4):
        warned(user=user, provider_id=provider.pk, facility_id=house.pk)


def test_a_pair_is_found_once_when_somebody_looks(provider):
    first, second = OfferFactory.create_batch(2, title="Elterncafé", provider=provider)
    assert (pairs(), look_for_twins()) == ([(first.pk, second.pk)], 0)


def test_a_pair_that_is_alike_no_more_goes(provider):
    first, second = OfferFactory.create_batch(2, title="Elterncafé", provider=provider)
    before = pairs()
    Offer.objects.filter(pk=second.pk).update(title="Kinderchor")
    assert (before, pairs()) == ([(first.pk, second.pk)], [])


def test_a_facility_that_moves_brings_its_offers_together():
    house = FacilityFactory(point=FAR, district=None)
    first = OfferFactory(title="Elterncafé", point=HERE)
    second = OfferFactory(title="Elterncafé", facility=house)
    before = pairs()
    Facility.objects.filter(pk=house.pk).update(point=NEAR)
    assert (before, pairs()) == ([], [(first.pk, second.pk)])


def test_what_changes_nothing_that_is_compared_needs_no_look():
    OfferFactory(title="Elterncafé")
    look_for_all_twins()
    Offer.objects.update(summary="Anders gesagt.")
    assert look_for_twins() == 0


def test_an_archived_offer_is_suspected_no_more(provider):
    first, _second = OfferFactory.create_batch(2, title="Elterncafé", provider=provider)
    pairs()
    archive(Offer.objects.filter(pk=first.pk), reason="zu Ende")
    assert list(OfferTwins.objects.suspected()) == []


def test_who_told_a_pair_apart_is_remembered_through_all_changes(provider):
    _first, second = OfferFactory.create_batch(2, title="Elterncafé", provider=provider)
    pairs()
    twins, by = OfferTwins.objects.get(), person("steering")
    said = [tell_apart(twins, by=by), tell_apart(twins, by=person())]
    Offer.objects.filter(pk=second.pk).update(title="Kinderchor")
    Offer.objects.filter(pk=second.pk).update(title="Elterncafé")
    assert (said, pairs(), OfferTwins.objects.get().apart_by) == ([True, False], [], by)
    assert (suspect_again(twins), suspect_again(twins), len(pairs())) == (True, False, 1)


def test_a_person_decides_of_pairs_within_reach_of_both(provider):
    mine = OfferFactory.create_batch(2, title="Elterncafé", provider=provider, point=HERE)
    OfferFactory(title="Elterncafé", point=HERE)
    network = NetworkFactory()
    MembershipFactory(network=network, partner=provider)
    pairs()
    reach = [
        len(twins_of(one)) for one in (person("steering"), person("coordinator", network=network), person("planner"))
    ]
    assert (reach, [twins.first for twins in twins_of(person("coordinator", network=network))]) == ([3, 1, 0], mine[:1])


def test_nobody_counts_beyond_a_hundred(provider):
    OfferFactory.create_batch(16, title="Elterncafé", provider=provider)
    assert (len(pairs()), number_of_twins(person("steering"))) == (120, MOST_COUNTED + 1)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ((1.0, True, False), "Beide haben denselben Titel und kommen vom selben Anbieter."),
        ((0.6, False, True), "Beide haben ähnliche Titel und finden am selben Ort statt."),
        ((0.6, True, True), "Beide haben ähnliche Titel, kommen vom selben Anbieter und finden am selben Ort statt."),
    ],
)
def test_the_reasons_are_said_in_words(facts, sentence):
    likeness, has_one_provider, is_near = facts
    twins = OfferTwins(likeness=likeness, has_one_provider=has_one_provider, is_near=is_near)
    assert reasons(twins) == f"{sentence} Die Altersangaben überschneiden sich."
