"""All data of a partner as a file, the dates of a list as a calendar, and the partner's page of staff."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import Facility, Partner
from offers.exports.rows import COLUMNS, row
from offers.imports.columns import HEADINGS
from offers.models import Offer, Schedule
from offers.sessions import Kind
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    OpeningHoursFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)
from tests.offers.days import days
from tests.offers.factories import (
    FeeFactory,
    LanguageFactory,
    LifeSituationFactory,
    OfferFactory,
    RegistrationNeededFactory,
    ScheduleFactory,
    TargetGroupFactory,
    TopicFactory,
)
from tests.offers.importing import import_offers
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PICTURE = b"a picture"


def archive_of(client, partner: Partner) -> zipfile.ZipFile:
    response = client.get(f"/verwaltung/partner/{partner.pk}/daten.zip")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{partner.slug}.zip"'
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def json_of(archive: zipfile.ZipFile, name: str):
    return json.loads(archive.read(name))


@pytest.fixture
def partner():
    return PartnerFactory(name="Familienbildung", slug="familienbildung", email="haus@example.org")


@pytest.fixture
def editor(client, partner):
    user = person("partner_editor", partner=partner)
    client.force_login(user)
    return user


# The table that another portal reads


def test_the_table_has_the_columns_of_the_import():
    assert sorted(COLUMNS) == sorted(HEADINGS)


def test_another_portal_that_reads_the_table_has_the_same_offers(client, partner, editor, tmp_path: Path):
    eicken, space = DistrictFactory(slug="eicken", column=0), SocialSpaceFactory()
    house = FacilityFactory(
        partner=partner, name="Haus am Markt", street="Markt 1", postcode="41061", city="Gladbach", district=eicken
    )
    OfferFactory(
        provider=partner,
        title="=Rechnen, lesen; schreiben",
        summary="Für alle,\ndie wollen",
        description="Erster Satz.\n\nZweiter Satz.",
        ages=(-9, 12),
        facility=house,
        external_id="0042",
        topics=[TopicFactory(code="bildung")],
        phone="+49 2161 25-0",
        url="https://example.org/a?b=c",
        valid_from=days(-5),
        valid_until=days(90),
        cost=FeeFactory(),
        cost_note="5 Euro",
    )
    OfferFactory(provider=partner, title="Nur schwanger", ages=(-9, 0), is_citywide=True, status="draft")
    OfferFactory(provider=partner, title="Alle", ages=None, all_ages=True, catchment_districts=[eicken])
    wide = OfferFactory(
        provider=partner, title="Weit", street="Weg 2", postcode="41063", city="Gladbach", district=eicken
    )
    wide.catchment_social_spaces.add(space)
    for name, factory in (("languages", LanguageFactory), ("target_groups", TargetGroupFactory)):
        getattr(wide, name).add(factory())
    wide.life_situations.add(LifeSituationFactory())
    Offer.objects.filter(pk=wide.pk).update(registration=RegistrationNeededFactory(), summary="Kurz.")
    ScheduleFactory(offer=wide)
    ScheduleFactory(offer=wide, kind=Kind.ONCE, first_day=days(20))
    Offer.objects.update(confirmed_at=days(-20))
    before = {offer.title: row(offer) for offer in Offer.objects.all()}
    before["=Rechnen, lesen; schreiben"]["summary"] = "Für alle, die wollen"

    (tmp_path / "angebote.csv").write_bytes(archive_of(client, partner).read("angebote.csv"))
    for model in (Schedule, Offer, Facility):
        model.objects.all().delete()
    partner.role_assignments.all().delete()
    partner.delete()
    code, said = import_offers(tmp_path / "angebote.csv")
    assert (code, [line for line in said if "repariert" in line and ":" not in line]) == (0, [])
    assert {offer.title: row(offer) for offer in Offer.objects.all()} == before
    assert (Facility.objects.get().name, Partner.objects.get().name) == ("Haus am Markt", "Familienbildung")


def test_the_table_read_again_here_changes_nothing(client, partner, editor, tmp_path: Path):
    house = FacilityFactory(partner=partner, street="Markt 1")
    OfferFactory(provider=partner, facility=house, district=house.district)
    OfferFactory(provider=partner, status="archived")
    OfferFactory(provider=partner, is_citywide=True, visibility="professionals")
    (tmp_path / "angebote.csv").write_bytes(archive_of(client, partner).read("angebote.csv"))
    _code, said = import_offers(tmp_path / "angebote.csv")
    assert said[-1] == "angelegt: 0, geändert: 0, unverändert: 3, repariert: 0, abgelehnt: 0"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "published"),
        ({"status": "draft"}, "draft"),
        ({"status": "expired"}, ""),
        ({"status": "archived"}, ""),
        ({"visibility": "professionals"}, ""),
    ],
    ids=str,
)
def test_what_is_not_for_everybody_comes_into_another_portal_as_a_draft(fields, status):
    OfferFactory(**fields)
    assert row(Offer.objects.get())["status"] == status


# A confidential place


@pytest.mark.parametrize(
    ("role", "sees"), [("partner_editor", True), ("planner", False)], ids=["keeps the records", "only reads"]
)
def test_a_confidential_address_goes_to_those_who_keep_the_records_and_only_for_programs(client, partner, role, sees):
    district = DistrictFactory(column=0, code="0103")
    shelter = FacilityFactory(
        partner=partner, name="Geheimhaus", street="Geheimweg 1", address_is_confidential=True, district=district
    )
    ScheduleFactory(offer=OfferFactory(provider=partner, facility=shelter))
    OfferFactory(
        provider=partner, street="Geheimweg 2", address_is_confidential=True, point=Point(6.4, 51.2, srid=4326)
    )
    client.force_login(person(role, **({"partner": partner} if role == "partner_editor" else {})))
    archive = archive_of(client, partner)
    found = {name: b"Geheim" in archive.read(name) for name in archive.namelist() if not name.startswith("bilder")}
    assert {name for name, is_there in found.items() if is_there and not name.endswith(".json")} == set()
    assert (
        "street" in json_of(archive, "einrichtungen.json")[0],
        "Geheimweg 2" in archive.read("angebote.json").decode(),
    ) == (
        sees,
        sees,
    )
    table = list(csv.DictReader(io.StringIO(archive.read("angebote.csv").decode("utf-8-sig")), delimiter=";"))
    assert [(line["facility"], line["street"], line["latitude"]) for line in table] == [("", "", "")] * 2
    assert table[0]["district"] == "0103"


# The other files


def test_everything_of_the_partner_is_in_the_file_and_nothing_of_others(client, partner, editor):
    house = FacilityFactory(partner=partner, name="Haus")
    OpeningHoursFactory(facility=house)
    MembershipFactory(partner=partner, network=NetworkFactory(slug="fruehe-hilfen"))
    ContactPointFactory(partner=partner, function="Leitung")
    offer = OfferFactory(
        provider=partner, slug="treff", title="Treff", image=ContentFile(PICTURE, "bild.png"), image_alt="Ein Tisch"
    )
    ScheduleFactory(offer=offer, kind=Kind.MONTHLY, nth=-1)
    OfferFactory(provider=partner, status="archived", title="Vorbei")
    OfferFactory(title="Fremd"), FacilityFactory(name="Fremdes Haus")
    archive = archive_of(client, partner)
    picture = offer.image.name.rpartition("/")[2]
    assert archive.namelist() == [
        "LIESMICH.txt",
        "partner.json",
        "einrichtungen.json",
        "angebote.csv",
        "angebote.json",
        "zeiten.csv",
        "termine.ics",
        "termine/treff.ics",
        f"bilder/{picture}",
    ]
    told = json_of(archive, "partner.json")
    assert (told["email"], [one["network"] for one in told["memberships"]]) == ("haus@example.org", ["fruehe-hilfen"])
    assert [one["function"] for one in told["contact_points"]] == ["Leitung"]
    (facility,) = json_of(archive, "einrichtungen.json")
    assert (facility["name"], len(facility["opening_hours"])) == ("Haus", 1)
    offers = json_of(archive, "angebote.json")
    assert [(one["title"], one["ages"], one["schedules"][:1] and one["schedules"][0]["nth"]) for one in offers] == [
        ("Treff", [0, 36], -1),
        ("Vorbei", [0, 36], []),
    ]
    assert {*Offer._meta.get_fields()} >= {*filter(None, map(Offer._meta.get_field, offers[0].keys() - {"schedules"}))}
    assert archive.read(f"bilder/{picture}") == PICTURE
    assert archive.read("zeiten.csv").decode("utf-8-sig").splitlines()[1].startswith("Treff;monthly;2;'-1;")
    assert archive.read("LIESMICH.txt").decode("utf-8-sig").startswith("Alle Daten von Familienbildung, Stand ")
    assert b"Fremd" not in b"".join(map(archive.read, archive.namelist()))


def test_no_account_is_in_the_file(client, partner, editor):
    colleague = UserFactory(email="kollegin@example.org")
    RoleFactory(user=colleague, role="partner_editor", partner=partner)
    OfferFactory(provider=partner, confirmed_by=colleague)
    archive = archive_of(client, partner)
    assert b"kollegin" not in b"".join(map(archive.read, archive.namelist()))


def test_a_partner_without_anything_has_a_file_too(client, partner, editor):
    archive = archive_of(client, partner)
    assert (json_of(archive, "angebote.json"), json_of(archive, "einrichtungen.json")) == ([], [])


def test_a_picture_that_has_vanished_does_not_spoil_the_file(client, partner, editor):
    offer = OfferFactory(provider=partner, image=ContentFile(PICTURE, "bild.png"), image_alt="Ein Tisch")
    offer.image.storage.delete(offer.image.name)
    assert [name for name in archive_of(client, partner).namelist() if "bilder" in name] == []


def test_a_coordinator_of_a_social_space_takes_what_lies_there_and_nothing_else(client, partner):
    space, district = SocialSpaceFactory(), DistrictFactory(column=0)
    SocialSpaceMembershipFactory(social_space=space, district=district)
    house = FacilityFactory(partner=partner, district=district)
    OfferFactory(provider=partner, facility=house, title="Hier")
    OfferFactory(provider=partner, district=DistrictFactory(column=1), title="Dort", status="draft")
    client.force_login(person("coordinator", social_space=space))
    assert [one["title"] for one in json_of(archive_of(client, partner), "angebote.json")] == ["Hier"]


def test_the_file_costs_the_same_for_few_and_many(client, partner, editor):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            archive_of(client, partner)
        return len(asked)

    ScheduleFactory(offer=OfferFactory(provider=partner, facility=FacilityFactory(partner=partner)))
    cost()
    one = cost()
    for _ in range(12):
        ScheduleFactory(offer=OfferFactory(provider=partner, facility=FacilityFactory(partner=partner)))
    cost()
    assert cost() == one


# Who may


@pytest.mark.parametrize("path", ["", "daten.zip"])
def test_the_partner_s_pages_are_for_those_who_may_see_it(client, partner, path):
    address = f"/verwaltung/partner/{partner.pk}/{path}"
    people = [person("partner_editor", partner=partner), person("planner"), person("steering")]
    people += [person("partner_lead", partner=PartnerFactory()), person()]
    found = []
    for one in people:
        client.force_login(one)
        found.append(client.get(address).status_code)
    assert (found, client.post(address).status_code) == ([200, 200, 200, 404, 403], 405)
    client.logout()
    assert client.get(address).url == f"/konto/anmelden/?next={address}"


@pytest.mark.parametrize("path", ["", "daten.zip"])
def test_a_partner_that_does_not_exist_is_not_found(client, path):
    client.force_login(person("steering"))
    assert client.get(f"/verwaltung/partner/999999/{path}").status_code == 404


# The page


def test_the_page_counts_the_offers_by_status_and_leads_to_exactly_these(client, partner, editor):
    OfferFactory.create_batch(2, provider=partner)
    OfferFactory(provider=partner, status="draft")
    OfferFactory()
    links = parsed(client.get(f"/verwaltung/partner/{partner.pk}/")).findall(".//ul[@class='cards']//a")
    rows = {text_of(a): len(parsed(client.get(a.get("href"))).findall(".//tbody/tr")) for a in links}
    assert rows == {"1 × Entwurf": 1, "2 × veröffentlicht": 2}


def test_colleagues_see_who_keeps_the_records_and_planners_do_not(client, partner):
    RoleFactory(user=UserFactory(name="Ayşe Yildiz"), role="partner_lead", partner=partner)
    found = []
    for one in (person("partner_editor", partner=partner), person("planner")):
        client.force_login(one)
        found.append(
            "Ayşe Yildiz: Leitung eines Partners" in client.get(f"/verwaltung/partner/{partner.pk}/").content.decode()
        )
    assert found == [True, False]


def test_the_page_leads_to_the_file_and_the_list_leads_to_the_page(client, partner, editor):
    page = parsed(client.get(f"/verwaltung/partner/{partner.pk}/"))
    links = [a.get("href") for a in page.findall(".//main//div[@class='actions']/a")]
    own = f"/verwaltung/partner/{partner.pk}"
    assert links[-3:] == ["/partner/familienbildung/", f"{own}/einbetten/", f"{own}/daten.zip"]
    rows = parsed(client.get("/verwaltung/partner/")).findall(".//tbody/tr/th/a")
    assert [a.get("href") for a in rows] == [f"/verwaltung/partner/{partner.pk}/"]


def test_the_page_costs_the_same_for_one_and_for_many(client, partner, editor, django_assert_num_queries):
    def grow() -> None:
        OfferFactory(provider=partner, facility=FacilityFactory(partner=partner))
        MembershipFactory(partner=partner)
        RoleFactory(user=UserFactory(), role="partner_editor", partner=partner)

    grow()
    address = f"/verwaltung/partner/{partner.pk}/"
    for _ in range(3):
        client.get(address)
        with django_assert_num_queries(18):
            client.get(address)
        grow()


# The dates of a list


def test_the_calendar_of_the_list_holds_the_dates_of_exactly_its_offers(client, partner, editor):
    from icalendar import Calendar

    for status in ("published", "draft"):
        ScheduleFactory(offer=OfferFactory(provider=partner, title=status, status=status))
    ScheduleFactory()
    response = client.get("/verwaltung/angebote/kalender.ics?status=draft")
    content = b"".join(response.streaming_content)
    calendar = Calendar.from_ical(content)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [str(event["SUMMARY"]) for event in calendar.events] == ["draft"]
    assert (calendar.errors, len(calendar.walk("VTIMEZONE"))) == ([], 1)


def test_a_list_without_dates_is_an_empty_calendar(client, editor):
    from icalendar import Calendar

    content = b"".join(client.get("/verwaltung/angebote/kalender.ics").streaming_content)
    assert Calendar.from_ical(content).events == []
