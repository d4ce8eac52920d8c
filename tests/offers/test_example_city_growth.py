"""The grown city: of the wanted size, the same for the same seed, and as true to the rules as the readable one."""

import datetime
import re
from collections import Counter
from hashlib import sha256

import pytest
from django.db import connection, transaction
from django.db.models import Count, Q

from network.models import Facility, OpeningHours, Partner
from offers.example_city.growth.chance import Chance, Weighted
from offers.example_city.growth.copying import CopyTable
from offers.example_city.growth.growing import GrowthError, grow
from offers.example_city.growth.phrases import read_phrases
from offers.example_city.reading import FixtureError
from offers.models import Entry, Offer, Reach, Refresh, Schedule, Tally
from sozialraum.models import ContentChange

TODAY = datetime.date(2026, 11, 22)
MORE = 60  # offers beyond the readable ones: enough for four facilities
GENERATED = Q(external_id__startswith="beispiel-")
# What a generated city is, in words that do not depend on ids.
FINGERPRINT = """
    SELECT to_jsonb(o) - '{id,created_at,updated_at,provider_id,facility_id,district_id,type_id,cost_id}'::text[]
            - '{registration_id,programme_id}'::text[],
        p.slug, p.name, f.slug, f.street, ST_AsText(f.point), d.code, t.code, c.code, r.code,
        ARRAY(SELECT (x.weekday, x.opens, x.closes)::text FROM network_openinghours x WHERE x.facility_id = f.id ORDER BY 1),
        ARRAY(SELECT (to_jsonb(s) - 'id' - 'offer_id')::text FROM offers_schedule s WHERE s.offer_id = o.id ORDER BY s.id),
        ARRAY(
            SELECT x.code FROM offers_offer_catchment_districts l JOIN sozialraum_district x ON x.id = l.district_id
            WHERE l.offer_id = o.id ORDER BY 1
        ),
        (SELECT facets FROM offers_entry e WHERE e.offer_id = o.id)
    FROM offers_offer o
    JOIN network_partner p ON p.id = o.provider_id
    JOIN offers_offertype t ON t.id = o.type_id
    JOIN offers_costkind c ON c.id = o.cost_id
    JOIN offers_registrationkind r ON r.id = o.registration_id
    LEFT JOIN network_facility f ON f.id = o.facility_id
    LEFT JOIN sozialraum_district d ON d.id = o.district_id
    WHERE o.external_id IS NOT NULL ORDER BY o.id
"""
FURNITURE = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), true FROM pg_constraint
    UNION ALL SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid), true FROM pg_index
    UNION ALL SELECT tgrelid::regclass::text, CASE WHEN NOT tgisinternal THEN tgname END, '', tgenabled = 'O' FROM pg_trigger
"""

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def ask(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def fingerprint() -> str:
    return sha256(repr(ask(FINGERPRINT)).encode()).hexdigest()


def grow_by(number: int, seed: int = 1) -> dict:
    return grow(Offer.objects.count() + number, seed, TODAY)


def fingerprint_of(*steps: int, seed: int = 1) -> str:
    """Return the fingerprint of a city that grew in these steps; afterwards it is as small as before."""
    with transaction.atomic():
        for number in steps:
            grow_by(number, seed)
        found = fingerprint()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="class")
def large(city, django_db_blocker):
    """Let the city grow for the tests that only look at it."""
    with transaction.atomic():
        yield grow_by(MORE)
        transaction.set_rollback(True)


@pytest.mark.usefixtures("large")
class TestGrownCity:
    def test_the_city_has_the_wanted_size(self, large):
        assert {model: count.created for model, count in large.items()} == {
            Partner: 1,
            Facility: 4,
            OpeningHours: OpeningHours.objects.filter(facility__slug__regex=r"-b\d+$").count(),
            Offer: MORE,
            Schedule: Schedule.objects.filter(offer__in=Offer.objects.filter(GENERATED)).count(),
        }
        assert Offer.objects.filter(GENERATED).count() == MORE

    def test_every_generated_offer_can_be_found(self):
        assert Entry.objects.filter(offer__in=Offer.objects.filter(GENERATED)).count() == MORE
        assert (
            Tally.objects.get(area="all", step="", facet="").count
            == Offer.objects.public_on(Refresh.objects.get().day).count()
        )
        assert Reach.objects.filter(area="all").count() == Entry.objects.count()

    def test_tallies_are_what_counting_one_by_one_gives(self):
        (differing,), (number,) = ask("""
            WITH counted AS (
                SELECT area, step, facet, count(*)::int, (count(*) FILTER (WHERE NOT is_everywhere))::int AS bound
                FROM offers_tally_source GROUP BY area, step, facet
            ), kept AS (SELECT area, step, facet, count, bound FROM offers_tally)
            SELECT count(*) FROM ((TABLE counted EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE counted)) differing
            UNION ALL SELECT count(*) FROM kept
        """)
        assert differing == 0
        assert number > 1000

    def test_generated_records_obey_the_rules_of_their_forms(self):
        for offer in Offer.objects.filter(GENERATED):
            offer.full_clean(exclude=["external_id", "slug"])
        for facility in Facility.objects.filter(slug__regex=r"-b\d+$").select_related("district"):
            facility.full_clean(exclude=["slug"])
            assert facility.district.boundary.contains(facility.point)
            assert facility.postcode in facility.district.postcodes.values_list("code", flat=True)
        for schedule in Schedule.objects.filter(offer__in=Offer.objects.filter(GENERATED)):
            schedule.full_clean()

    def test_generated_records_belong_to_nobody(self):
        for model in (Offer, Facility, Partner):
            rows = model.objects.values_list("phone", "email", "is_example")
            assert [row for row in rows if row[0] and not re.fullmatch(r"(0221 4710-|030 23125-)\d{3}", row[0])] == []
            assert {(row[1] or "@example.org").partition("@")[2] for row in rows} == {"example.org"}
            assert {row[2] for row in rows} == {True}

    def test_generated_offers_come_to_families_in_every_way(self):
        offers = Offer.objects.filter(GENERATED)
        assert offers.filter(is_citywide=True).count() in range(2, 20)
        assert offers.filter(access_modes__comes_home=True).distinct().count() in range(1, 10)
        assert offers.exclude(catchment_districts=None).count() in range(5, 40)
        assert offers.exclude(catchment_social_spaces=None).count() in range(3, 25)
        assert offers.exclude(facility=None).count() in range(40, 60)

    def test_districts_are_served_unevenly(self):
        held = Counter(Offer.objects.values_list("facility__district__name", flat=True))
        assert held["Rheydt"] > 4 * held["Sasserath"]

    def test_growing_to_the_same_size_again_changes_nothing(self):
        changes = ContentChange.objects.count()
        counts = grow_by(0)
        assert counts[Offer].created == 0
        assert (counts[Offer].unchanged, ContentChange.objects.count()) == (MORE, changes)

    def test_a_city_does_not_shrink(self):
        with pytest.raises(GrowthError, match="hat schon mehr als 10 Angebote"):
            grow(10, 1, TODAY)

    def test_a_city_keeps_its_seed(self):
        with pytest.raises(GrowthError, match="mit einem anderen Startwert gewachsen"):
            grow_by(1, seed=2)

    def test_titles_are_worded_in_many_ways(self):
        titles = Offer.objects.filter(GENERATED).values("title").annotate(number=Count("pk"))
        assert titles.count() >= MORE - 2


# --- growing ----------------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_city():
    assert fingerprint_of(MORE) == fingerprint_of(MORE)


def test_another_seed_gives_another_city():
    assert fingerprint_of(5) != fingerprint_of(5, seed=2)


def test_a_city_grown_in_steps_is_the_one_grown_at_once():
    assert fingerprint_of(20, 25, 15) == fingerprint_of(MORE)


def test_readers_learn_that_the_content_changed():
    before = ContentChange.objects.latest("pk").pk
    with transaction.atomic():
        grow_by(1)
        assert ContentChange.objects.latest("pk").pk > before
        transaction.set_rollback(True)


def test_triggers_references_and_indexes_are_back_afterwards():
    before = Counter(ask(FURNITURE))
    with transaction.atomic():
        grow_by(1)
        assert Counter(ask(FURNITURE)) == before
        transaction.set_rollback(True)


def test_ids_of_generated_records_are_given_to_nobody_else():
    with transaction.atomic():
        grow_by(3)
        newest = Offer.objects.latest("pk")
        newest.pk, newest.slug, newest.external_id = None, "noch-eins", None
        newest.save()
        assert newest.pk == Offer.objects.filter(GENERATED).latest("pk").pk + 1
        transaction.set_rollback(True)


# --- its parts --------------------------------------------------------------------------------------------------------


def test_draws_are_the_same_everywhere():
    chance = Chance(1, "offer", 7)
    draws = [chance.number(1, 6) for _turn in range(8)]
    assert (draws, chance.pick("abc"), chance.picks("abcdef", 3)) == ([5, 2, 2, 2, 2, 6, 3, 4], "b", ["a", "e", "f"])


def test_weights_decide_how_often_something_comes_up():
    chance, drawn = Chance("weights"), Weighted(["often", "never", "seldom"], [9, 0, 1])
    counts = Counter(drawn.pick(chance) for _turn in range(1000))
    assert counts["never"] == 0
    assert counts["seldom"] in range(60, 140)


@pytest.mark.parametrize("text", ['openings = ["Hallo"]', 'unsinn = ["x"]\n[topics]', "[topics]"])
def test_phrases_that_are_not_complete_are_refused(tmp_path, text):
    path = tmp_path / "phrases.toml"
    path.write_text(text, "utf8")
    with pytest.raises(FixtureError, match=r"^phrases\.toml: "):
        read_phrases(path)


def test_signs_that_mean_something_to_copy_arrive_as_they_are():
    text = "a\tb\\N\nc\r"
    table = CopyTable(Partner, "kind_id", "name", "slug", "description", "is_public")
    kind = Partner.objects.first().kind_id
    table.add(kind, "Probe", "probe", text, False)
    table.flush()
    partner = Partner.objects.get(slug="probe")
    assert (partner.description, partner.is_public, partner.parent_id) == (text, False, None)
