"""The example city as it is loaded: complete, consistent, and the same after a second loading."""

import datetime
import re

import pytest
from django.db import connection
from django.db.models import Count, F, Q
from django.utils import timezone

from network.models import (
    ContactPoint,
    Facility,
    FacilityKind,
    HelpLine,
    Membership,
    Network,
    OpeningHours,
    Partner,
    PartnerKind,
    RoleAssignment,
    User,
)
from offers.example_city.load import load_city
from offers.example_city.syncing import Counts
from offers.models import Entry, Offer, Tally
from sozialraum.models import (
    ContentChange,
    District,
    LegalText,
    Municipality,
    Postcode,
    SchoolHoliday,
    SocialSpace,
    SocialSpaceMembership,
    StreetSection,
)
from sozialraum.streets import find_sections

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

FICTION = re.compile(r"(0221 4710-\d{3}|030 23125-\d{3})")


def ask(query: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def test_the_city_has_what_it_promises(city):
    numbers = {model: counts.created for model, counts in city.items()}
    assert (numbers[Municipality], numbers[SocialSpace], numbers[Postcode]) == (1, 12, 13)
    assert (numbers[District], numbers[SocialSpaceMembership]) == (4 + 44, 44)
    assert numbers[LegalText] == len(LegalText.Kind.values)
    assert numbers[StreetSection] >= 300
    assert numbers[Partner] >= 90
    assert numbers[Facility] >= 110
    assert numbers[Offer] >= 300


def test_what_was_counted_is_there(city):
    assert {model: counts.total for model, counts in city.items()} == {model: model.objects.count() for model in city}


def test_a_second_loading_changes_nothing():
    changes = ContentChange.objects.count()
    counts = load_city()
    # The samples of legal texts and the accounts are only ever created.
    assert {model: (count.created, count.changed) for model, count in counts.items()} == dict.fromkeys(counts, (0, 0))
    assert ContentChange.objects.count() == changes


def test_a_later_loading_keeps_the_days_that_were_reckoned_from_the_first():
    recent = timezone.localdate() - datetime.timedelta(days=1)
    offer = Offer.objects.filter(confirmed_at__lt=recent).earliest("slug")
    Offer.objects.filter(pk=offer.pk).update(created_at=F("created_at") - datetime.timedelta(days=30))
    counts = load_city()
    earlier = offer.confirmed_at - datetime.timedelta(days=30)
    assert Offer.objects.get(pk=offer.pk).confirmed_at == earlier
    assert counts[Offer].created == 0


def test_what_somebody_changed_is_set_right_again():
    Partner.objects.filter(slug="jobcenter").update(name="Anderer Name")
    Facility.objects.get(slug="jobcenter-rheydt").accessibility.clear()
    Facility.objects.get(slug="jobcenter-rheydt").opening_hours.first().delete()
    counts = load_city()
    assert (counts[Partner].changed, counts[Facility].changed) == (1, 1)
    assert counts[OpeningHours].created + counts[OpeningHours].changed == 7
    assert Partner.objects.get(slug="jobcenter").name == "Jobcenter Mönchengladbach"
    assert Facility.objects.get(slug="jobcenter-rheydt").accessibility.count() == 3


def test_what_others_added_stays():
    kind = PartnerKind.objects.get(code="verein")
    Partner.objects.create(kind=kind, name="Neuer Verein", slug="neuer-verein")
    assert load_city()[Partner] == Counts(unchanged=Partner.objects.count() - 1)


def test_districts_tile_the_city_exactly():
    overlaps, gap = ask("""
        WITH d AS (SELECT id, boundary FROM sozialraum_district WHERE parent_id IS NOT NULL)
        SELECT
            (SELECT count(*) FROM d a JOIN d b ON a.id < b.id AND ST_Relate(a.boundary, b.boundary, '2********')),
            abs((SELECT sum(ST_Area(boundary)) FROM d) - (SELECT ST_Area(outline) FROM sozialraum_municipality))
    """)
    assert overlaps == 0
    assert gap == pytest.approx(0, abs=1e-12)


def test_boroughs_are_their_districts_together():
    unlike, boroughs = ask("""
        SELECT count(*) FILTER (WHERE NOT ST_Equals(b.boundary, d.together)), count(*)
        FROM sozialraum_district b
        JOIN (
            SELECT parent_id, ST_Union(boundary) AS together FROM sozialraum_district GROUP BY parent_id
        ) d ON d.parent_id = b.id
    """)
    assert (unlike, boroughs) == (0, 4)


def test_the_city_is_as_large_as_the_real_one():
    (square_km,) = ask("SELECT ST_Area(outline::geography) / 1e6 FROM sozialraum_municipality")
    assert square_km == pytest.approx(170.4, rel=0.02)


def test_districts_are_whole_schematic_and_have_neighbours():
    for district in District.objects.for_families():
        assert (district.boundary.valid, len(district.boundary), district.is_schematic) == (True, 1, True)
        assert District.objects.beside([district.pk]).count() >= 2


def test_boroughs_have_their_districts():
    boroughs = District.objects.filter(parent=None).annotate(number=Count("children")).order_by("code")
    assert [(borough.name, borough.number) for borough in boroughs] == [
        ("Nord", 11),
        ("Ost", 10),
        ("Süd", 14),
        ("West", 9),
    ]


def test_each_district_has_one_team_and_a_postcode():
    districts = District.objects.for_families().annotate(
        spaces=Count("social_space_memberships", distinct=True), codes=Count("postcodes", distinct=True)
    )
    assert {district.spaces for district in districts} == {1}
    assert min(district.codes for district in districts) >= 1


def test_rheydt_ost_is_the_fifth_team_with_its_five_districts():
    space = SocialSpace.objects.get(code="05")
    assert (space.name, space.team_name) == ("Rheydt Ost", "Team 05 Rheydt Ost")
    assert sorted(space.districts.values_list("name", flat=True)) == [
        "Bonnenbroich-Geneicken",
        "Grenzlandstadion",
        "Mülfort",
        "Rheydt",
        "Schloss Rheydt",
    ]


def test_postcodes_have_their_middle_in_one_of_their_districts():
    for postcode in Postcode.objects.all():
        middle = District.objects.for_families().containing(postcode.centre)
        assert set(middle) <= set(postcode.districts.all()), postcode.code
        assert middle.count() == 1


def test_every_district_has_streets_and_some_streets_cross_borders():
    sections = StreetSection.objects.values("street", "postcode").annotate(districts=Count("district", distinct=True))
    assert sections.filter(districts__gte=2).count() >= 40
    assert District.objects.for_families().filter(street_sections=None).count() == 0


def test_some_street_names_exist_twice():
    names = StreetSection.objects.values("key").annotate(codes=Count("postcode", distinct=True)).filter(codes__gte=2)
    assert {"hauptstrasse", "gartenstrasse", "bahnhofstrasse"} <= set(names.values_list("key", flat=True))


def test_facilities_lie_where_they_say():
    for facility in Facility.objects.select_related("district"):
        assert facility.district.boundary.covers(facility.point), facility.slug
        assert facility.district.postcodes.filter(code=facility.postcode).exists(), facility.slug


def test_the_list_of_streets_agrees_with_the_facilities():
    for facility in Facility.objects.filter(address_is_confidential=False).select_related("district"):
        assert find_sections(f"{facility.street}, {facility.postcode}").district == facility.district, facility.slug


def test_every_kind_is_used():
    assert PartnerKind.objects.filter(partners=None).count() == 0
    assert FacilityKind.objects.filter(facilities=None).count() == 0


def test_units_stand_below_their_organisation():
    city_units = Partner.objects.filter(parent__slug="stadt-moenchengladbach")
    assert city_units.count() >= 5
    assert Partner.objects.filter(parent__parent__slug="stadt-moenchengladbach").count() >= 8


def test_family_centres_have_a_seal_and_one_of_them_has_run_out():
    centres = Facility.objects.filter(kind__code="familienzentrum")
    assert set(centres.values_list("quality_seal", flat=True)) == {"Familienzentrum NRW"}
    assert centres.filter(seal_valid_until__lt=datetime.date(2026, 11, 1)).count() == 1


def test_the_shelter_keeps_its_address():
    shelters = Facility.objects.filter(kind__code="schutzhaus")
    assert [(facility.address_is_confidential, facility.is_public) for facility in shelters] == [(True, True)]


def test_every_network_has_members_and_one_coordination():
    for network in Network.objects.all():
        current = Membership.objects.current().filter(network=network)
        assert current.filter(role=Membership.Role.COORDINATION).count() == 1
        assert current.count() >= 10
    assert Membership.objects.exclude(valid_until=None).count() >= 2


@pytest.mark.parametrize("district", ["Eicken", "Mülfort", "Rheydt", "Odenkirchen-Mitte", "Schloss Rheydt"])
def test_home_is_reachable_where_it_works(district):
    points = ContactPoint.objects.for_district(District.objects.get(name=district))
    assert points.filter(network__slug="home").count() == 1


def test_every_district_knows_its_team_and_the_family_office():
    for district in District.objects.for_families():
        functions = ContactPoint.objects.for_district(district).filter(
            Q(function__startswith="Sozialraumteam") | Q(function__startswith="Familienbüro")
        )
        assert functions.count() == 2, district.name


@pytest.mark.parametrize("model", [Municipality, Partner, Facility, ContactPoint, Offer])
def test_nobody_real_can_be_called_or_written_to(model):
    phones, emails = (
        set(model.objects.exclude(**{name: ""}).values_list(name, flat=True)) for name in ("phone", "email")
    )
    assert {phone for phone in phones if not FICTION.fullmatch(phone)} == set()
    assert {email for email in emails if not email.endswith("@example.org")} == set()


@pytest.mark.parametrize("model", [Municipality, Partner, Facility, Offer])
def test_everything_says_that_it_is_an_example(model):
    assert model.objects.filter(is_example=False).count() == 0


def test_the_lines_that_help_at_once_are_the_real_ones():
    assert dict(HelpLine.objects.filter(is_emergency=True).values_list("number", "name"))["112"] is not None
    assert HelpLine.objects.filter(number="0800 111 0550").count() == 1


def test_holidays_are_known_to_2030():
    assert SchoolHoliday.objects.order_by("-last_day").first().last_day.year == 2030


def test_the_search_knows_every_public_offer_at_once():
    public = Offer.objects.filter(status=Offer.Status.PUBLISHED, visibility=Offer.Visibility.PUBLIC)
    assert Entry.objects.count() == public.count()
    today = Offer.objects.public_on(timezone.localdate())
    assert Tally.objects.get(area="all", step="", facet="").count == today.count()


def test_accounts_are_there_for_trying_out_every_role():
    roles = dict(RoleAssignment.objects.values_list("user__email", "role"))
    found = {user.email: "operator" if user.is_superuser else roles[user.email] for user in User.objects.all()}
    assert found == {
        "betrieb@example.org": "operator",
        "steuerung@example.org": "steering",
        "planung@example.org": "planner",
        "koordination@example.org": "coordinator",
        "besuche@example.org": "visit_team",
        "partner@example.org": "partner_editor",
        "partnerleitung@example.org": "partner_lead",
    }
