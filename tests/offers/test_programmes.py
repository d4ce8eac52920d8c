"""How far programmes are in the districts: entered by who may, shown to everybody."""

import datetime

import pytest
from django.core.cache import cache

from network.models import Facility
from offers.actions.programmes import StageInTheWayError, enter_stage
from offers.models import Programme, ProgrammeStage
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    UserFactory,
)
from tests.network.spaces import Ground, complaints
from tests.offers.factories import OfferFactory, ProgrammeFactory, ProgrammeStageFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
BASE = "/verwaltung/sozialraeume/programme/"
EARLY, LATE = datetime.date(2025, 1, 1), datetime.date(2026, 8, 1)


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def home(ground):
    return ProgrammeFactory(code="home", name="HOME", description="Wir kommen.", network=ground.network)


def sent(*districts, **more):
    told = {"stage": "regular", "valid_from": "2026-08-01", "districts": [one.pk for one in districts]}
    return told | {"document_title": "", "document_url": "", "note": ""} | more


def stages(programme):
    found = ProgrammeStage.objects.filter(programme=programme).order_by("district__name", "valid_from")
    return [(one.district.name, one.stage, one.valid_from, one.valid_until) for one in found]


def test_one_form_enters_a_stage_for_many_districts(client, ground, home, steering):
    eicken = DistrictFactory(name="Eicken", slug="eicken")
    ProgrammeStageFactory(programme=home, district=ground.district, stage="pilot", valid_from=EARLY)
    partner = MembershipFactory(network=ground.network).partner
    answer = client.post(f"{BASE}home/eintragen/", sent(eicken, ground.district, partners=[partner.pk]))
    assert (answer.url, stages(home)) == (
        f"{BASE}home/",
        [
            ("Eicken", "regular", LATE, None),
            ("Mülfort", "pilot", EARLY, LATE),
            ("Mülfort", "regular", LATE, None),
        ],
    )
    assert [list(one.partners.all()) for one in ProgrammeStage.objects.filter(stage="regular")] == [[partner]] * 2


def test_a_district_that_is_there_already_stays_as_it_is(ground, home):
    stage = ProgrammeStageFactory(programme=home, district=ground.district, stage="regular", valid_from=EARLY)
    again = ProgrammeStage(programme=home, stage="regular", valid_from=LATE)
    number = enter_stage(stage=again, districts=[ground.district], partners=[], by=UserFactory())
    assert (number, list(ProgrammeStage.objects.all())) == (0, [stage])


def test_a_later_stage_is_in_the_way_and_nothing_is_entered(client, ground, home, steering):
    eicken = DistrictFactory(name="Eicken", slug="eicken")
    ProgrammeStageFactory(programme=home, district=ground.district, valid_from=LATE)
    answer = client.post(f"{BASE}home/eintragen/", sent(eicken, ground.district))
    sentence = "Hier ist für diesen Tag oder später schon etwas eingetragen: Mülfort."
    assert (complaints(answer), ProgrammeStage.objects.count()) == ([sentence], 1)


def test_the_deed_names_the_districts_that_are_in_the_way(ground, home):
    ProgrammeStageFactory(programme=home, district=ground.district, valid_from=LATE)
    stage = ProgrammeStage(programme=home, stage="regular", valid_from=EARLY)
    with pytest.raises(StageInTheWayError) as refusal:
        enter_stage(stage=stage, districts=[ground.district], partners=[], by=UserFactory())
    assert refusal.value.districts == ["Mülfort"]


def test_no_district_is_no_stage(client, ground, home, steering):
    answer = client.post(f"{BASE}home/eintragen/", sent())
    assert (complaints(answer), stages(home)) == (["Bitte wählen Sie mindestens einen Stadtteil."], [])


def test_who_keeps_a_social_space_enters_its_districts_and_no_others(client, ground, home):
    client.force_login(ground.keeper_of_space())
    elsewhere = DistrictFactory(name="Eicken", slug="eicken")
    refused = client.post(f"{BASE}home/eintragen/", sent(elsewhere))
    client.post(f"{BASE}home/eintragen/", sent(ground.district))
    assert (len(complaints(refused)), [one[0] for one in stages(home)]) == (1, ["Mülfort"])


def test_who_keeps_the_network_of_a_programme_enters_all_districts(client, ground, home):
    client.force_login(ground.keeper_of_network())
    client.post(f"{BASE}home/eintragen/", sent(DistrictFactory(name="Eicken", slug="eicken")))
    other = ProgrammeFactory(code="hippy", network=NetworkFactory())
    assert (len(stages(home)), client.get(f"{BASE}{other.code}/eintragen/").status_code) == (1, 404)


def test_a_stage_is_corrected_and_taken_out_by_who_may(client, ground, home):
    stage = ProgrammeStageFactory(programme=home, district=ground.district, valid_from=EARLY)
    foreign = ProgrammeStageFactory(programme=home)
    client.force_login(ground.keeper_of_space())
    client.post(f"{BASE}stand/{stage.pk}/", sent(stage="ended", valid_from="2025-02-01", valid_until=""))
    assert stages(home)[0][1:3] == ("ended", datetime.date(2025, 2, 1))
    assert client.get(f"{BASE}stand/{foreign.pk}/").status_code == 404
    client.post(f"{BASE}stand/{stage.pk}/loeschen/")
    assert list(ProgrammeStage.objects.all()) == [foreign]


def test_two_stages_never_overlap(client, ground, home, steering):
    first = ProgrammeStageFactory(programme=home, district=ground.district, valid_from=EARLY, valid_until=LATE)
    ProgrammeStageFactory(programme=home, district=ground.district, valid_from=LATE, stage="regular")
    answer = client.post(f"{BASE}stand/{first.pk}/", sent(valid_from="2025-01-01", valid_until=""))
    assert complaints(answer) == ["Für diese Zeit ist in diesem Stadtteil schon ein Stand eingetragen."]


def test_the_list_counts_districts_by_stage(client, home, steering):
    ProgrammeStageFactory.create_batch(2, programme=home, stage="pilot")
    ProgrammeStageFactory(programme=home, stage="planned")
    ProgrammeStageFactory(programme=home, stage="regular", valid_until=LATE)
    rows = [[text_of(cell) for cell in row] for row in parsed(client.get(BASE)).findall(".//tbody/tr")]
    assert rows == [["HOME", "1", "2", "0", "0"]]


def test_the_file_holds_every_stage(client, ground, home, steering):
    stage = ProgrammeStageFactory(programme=home, district=ground.district, valid_from=EARLY, valid_until=LATE)
    stage.partners.add(PartnerFactory(name="Jugendamt"))
    lines = client.get(f"{BASE}home/tabelle.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["Mülfort;Pilot;01.01.2025;01.08.2026;Jugendamt;"]


def test_a_stage_of_a_district_of_former_times_is_pointed_out(client, home, steering):
    gone = DistrictFactory(name="Alt", slug="alt", valid_until=datetime.date(2026, 1, 1))
    ProgrammeStageFactory(programme=home, district=gone)
    assert "Stadtteile, die es nicht mehr gibt" in text_of(parsed(client.get(f"{BASE}home/")).find(".//main"))


def public(client):
    return parsed(client.get("/programme/home/"))


def test_everybody_sees_where_a_programme_is_since_when_and_whom_to_ask(client, ground, home):
    ProgrammeStageFactory(programme=home, district=ground.district, stage="pilot", valid_from=EARLY)
    house = FacilityFactory(name="Familienzentrum Mülfort", district=ground.district)
    OfferFactory(title="HOME-Sprechstunde", programme=home, facility=house, provider=house.partner)
    ContactPointFactory(function="HOME-Partnerin in Mülfort", network=ground.network)
    ContactPointFactory(function="Nur intern", network=ground.network, is_public=False)
    page = public(client)
    assert headings(page) == [
        "h1 HOME",
        "h2 In diesen Stadtteilen",
        "h2 Pilot",
        "h2 Wen Sie fragen können",
        "h3 HOME-Partnerin in Mülfort",
        "h2 In diesen Häusern",
        "h3 Familienzentrum Mülfort",
        "h2 Angebote dazu",
        "h3 HOME-Sprechstunde",
    ]
    areas = [one.get("aria-label") for one in page.iter() if one.get("data-district")]
    assert areas == ["Mülfort: Pilot"]


def test_a_secret_house_is_on_no_page_of_a_programme(client, ground, home):
    ProgrammeStageFactory(programme=home, district=ground.district)
    house = FacilityFactory(name="Schutzhaus", address_is_confidential=True)
    OfferFactory(programme=home, facility=house)
    assert (Facility.objects.count(), "Schutzhaus" in client.get("/programme/home/").content.decode()) == (1, False)


def test_a_programme_that_is_nowhere_has_no_page(client, home):
    assert [client.get(path).status_code for path in ("/programme/home/", "/programme/nichts/")] == [404, 404]


def test_the_public_page_is_kept_by_caches_and_changes_with_its_stages(client, ground, home):
    stage = ProgrammeStageFactory(programme=home, district=ground.district, stage="planned")
    first = client.get("/programme/home/")
    again = client.get("/programme/home/", headers={"If-None-Match": first["ETag"]})
    stage.stage = "regular"
    stage.save()
    changed = client.get("/programme/home/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, changed.status_code, first.cookies, "public" in first["Cache-Control"]) == (
        304,
        200,
        {},
        True,
    )
    assert "h2 Regelbetrieb" in headings(parsed(changed))


def test_the_public_page_costs_few_queries(client, ground, home, django_assert_max_num_queries):
    ProgrammeStageFactory(programme=home, district=ground.district)
    cache.clear()
    with django_assert_max_num_queries(10):
        client.get("/programme/home/")
    assert Programme.objects.count() == 1


def test_district_and_social_space_lead_to_the_programmes_that_work_there(client, ground, home):
    ProgrammeStageFactory(programme=home, district=ground.district, stage="pilot", valid_from=EARLY)
    ProgrammeStageFactory(
        programme=ProgrammeFactory(code="hippy", name="HIPPY"), district=ground.district, stage="ended"
    )
    found = []
    for path in ("/stadtteile/muelfort/", "/sozialraeume/rheydt-ost/"):
        section = parsed(client.get(path)).find(".//section[@aria-labelledby='programme']")
        found.append(text_of(section))
    assert found == ["Programme hier HOME Pilot seit 2025", "Programme hier HOME Mülfort"]
