"""Groups, trainings and project ideas through their pages, and the groups of an area on its profile."""

import datetime
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from network.models import Activity, ConferenceGroup, GroupMember
from offers.models import Project
from tests.monitoring.conferences.test_conference_work import fields
from tests.monitoring.conferences.town import Town
from tests.network.conferences import ActivityFactory, ConferenceFactory, ConferenceGroupFactory, in_days
from tests.network.factories import PartnerFactory
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ProjectFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory
from tests.sozialraum.html import errors, parsed, text_of

ROOT = "/verwaltung/konferenzen/"


def address_of(group: ConferenceGroup) -> str:
    return f"{ROOT}gruppen/{group.pk}/laufzeit/"


def said(response) -> str:
    return text_of(parsed(response).find(".//main"))


def group_form(town: Town, **more: object) -> dict[str, object]:
    values = {"borough": town.borough.pk, "name": "Windberg", "basis": "cooperation", "basis_note": "Seit Jahren"}
    return values | {"inviting_unit": "Praxisberatung", "districts": [town.district.pk]} | more


def test_a_group_is_planned_runs_and_rests(convener, town: Town):
    response = convener.post(f"{ROOT}gruppen/neu/", group_form(town))
    group = ConferenceGroup.objects.get(name="Windberg")
    address = f"{ROOT}gruppen/{group.pk}/"
    assert (response.url, group.slug, [*group.districts.all()]) == (address, "windberg", [town.district])
    today = timezone.localdate()
    found = []
    for day, rests in ((today - datetime.timedelta(days=40), False), (today, True)):
        found.append(text_of(parsed(convener.get(address)).find(".//*[@class='cluster']")))
        convener.post(f"{address}laufzeit/", {"day": day.isoformat()} | ({"ruht": "1"} if rests else {}))
    found.append(text_of(parsed(convener.get(address)).find(".//*[@class='cluster']")))
    assert found == ["geplant", "läuft", "ruht"]
    again = convener.post(f"{address}laufzeit/", {"day": today.isoformat(), "ruht": "1"})
    told = f"ab – Die Gruppe ruht schon ab {today:%d.%m.%Y}."
    assert (again.status_code, errors(parsed(again))) == (422, [told])


@pytest.mark.parametrize(
    ("periods", "day", "told"),
    [
        ([(-40, None)], 0, "Die Gruppe läuft schon seit {0}."),
        ([(-40, 9)], 0, "Die Gruppe läuft seit {0} und ruht erst ab {1}; dann kann sie neu beginnen."),
        ([(-40, -9), (9, None)], 0, "Die Gruppe läuft schon ab {0}. Davor kann sie nicht noch einmal beginnen."),
    ],
    ids=["runs", "is to rest", "is to run"],
)
def test_who_starts_a_group_that_runs_is_told_since_when_and_keeps_the_day(convener, town: Town, periods, day, told):
    town.group.periods.all().delete()
    for first, last in periods:
        town.group.periods.create(valid_from=days(first), valid_until=None if last is None else days(last))
    page = parsed(refused := convener.post(address_of(town.group), {"day": days(day).isoformat()}))
    at = [f"{days(number):%d.%m.%Y}" for number in periods[-1] if number is not None]
    field = page.find(".//input[@id='laufzeit_day']")
    assert (refused.status_code, errors(page)) == (422, [f"ab – {told.format(*at)}"])
    assert (field.get("value"), field.get("aria-invalid")) == (days(day).isoformat(), "true")
    assert page.find(".//*[@class='error-summary']//a").get("href") == "#laufzeit_day"


@pytest.mark.parametrize(
    ("begun", "told"),
    [
        (None, "Die Gruppe ist noch nicht gelaufen."),
        (0, "Die Gruppe läuft erst seit {}. Bitte wählen Sie einen Tag danach."),
    ],
    ids=["never ran", "began today"],
)
def test_who_lets_a_group_rest_that_did_not_run_is_told_why(convener, town: Town, begun, told):
    town.group.periods.all().delete()
    if begun is not None:
        town.group.periods.create(valid_from=days(begun))
    refused = convener.post(address_of(town.group), {"day": days(0).isoformat(), "ruht": "1"})
    at = f"{days(begun or 0):%d.%m.%Y}"
    assert (refused.status_code, errors(parsed(refused))) == (422, [f"ab – {told.format(at)}"])


@pytest.mark.parametrize("typed", ["", "31.02.2026"])
def test_a_day_that_is_none_is_told_beside_its_field(convener, town: Town, typed):
    page = parsed(refused := convener.post(address_of(town.group), {"day": typed}))
    assert (refused.status_code, len(errors(page)), len(page.findall(".//input[@name='day']"))) == (422, 1, 2)


def test_ids_of_a_group_page_are_one_of_a_kind(convener, town: Town):
    page = parsed(convener.get(f"{ROOT}gruppen/{town.group.pk}/"))
    found = [one.get("id") for one in page.iter() if one.get("id")]
    assert sorted(found) == sorted(set(found))


def test_two_groups_of_one_name_have_two_addresses(convener, town: Town):
    for _ in range(2):
        convener.post(f"{ROOT}gruppen/neu/", group_form(town))
    assert sorted(ConferenceGroup.objects.filter(name="Windberg").values_list("slug", flat=True)) == [
        "windberg",
        "windberg-2",
    ]


def test_a_group_needs_an_area(convener, town: Town):
    page = parsed(convener.post(f"{ROOT}gruppen/neu/", group_form(town, districts=[])))
    assert errors(page) == ["Gebiet: für diese Stadtteile – Bitte mindestens einen Stadtteil wählen."]


def test_the_area_of_a_group_lies_in_its_borough(convener, town: Town):
    other = DistrictFactory(name="Wanlo", parent=BoroughFactory(name="West"))
    page = parsed(convener.post(f"{ROOT}gruppen/neu/", group_form(town, districts=[town.district.pk, other.pk])))
    told = "Diese Stadtteile liegen in einem anderen Stadtbezirk: Wanlo."
    assert errors(page) == [f"Gebiet: für diese Stadtteile – {told}"]


def test_two_who_change_a_group_at_once_are_told(convener, client_of, town: Town):
    address = f"{ROOT}gruppen/{town.group.pk}/bearbeiten/"
    mine = fields(parsed(convener.get(address))) | {"districts": [town.district.pk]}
    client_of(town.people["steering"]).post(address, mine | {"basis_note": "Ihres"})
    refused = convener.post(address, mine | {"basis_note": "Meines"})
    page = parsed(refused)
    assert (refused.status_code, fields(page)["basis_note"]) == (422, "Meines")
    assert errors(page)[0].startswith("Jemand anderes hat das inzwischen geändert.")
    convener.post(address, fields(page) | {"districts": [town.district.pk]})
    town.group.refresh_from_db()
    assert town.group.basis_note == "Meines"


def test_members_come_and_go(convener, town: Town):
    PartnerFactory(name="Schule am Park")
    address = f"{ROOT}gruppen/{town.group.pk}/mitglieder/"
    day = (timezone.localdate() - datetime.timedelta(days=9)).isoformat()
    joining = {"partner": "Schule am Park", "day": day}
    convener.post(address, joining)
    again = parsed(convener.post(address, joining))
    assert errors(again) == ["Organisation – Diese Organisation gehört in dieser Zeit schon zur Gruppe."]
    member = GroupMember.objects.get(partner__name="Schule am Park")
    convener.post(f"{ROOT}mitglieder/{member.pk}/beenden/")
    told = said(convener.get(f"{ROOT}gruppen/{town.group.pk}/"))
    assert ("Kerngruppe (1)" in told, "Frühere Mitglieder" in told) == (True, True)


def activity_form(town: Town, **more: object) -> dict[str, object]:
    values = {
        "kind": "training",
        "title": "Fragen, die helfen",
        "day": "2026-12-03",
        "starts": "09:00",
        "ends": "16:00",
    }
    who = {"responsible": "Kita Sonne\nPraxisberatung", "participants": "Jobcenter", "heads": "24"}
    return values | who | {"social_spaces": [town.space.pk]} | more


@pytest.fixture
def steering(client, town: Town):
    client.force_login(town.people["steering"])
    return client


def test_a_training_names_departments_that_answer_for_it_and_take_part(steering, town: Town):
    response = steering.post(f"{ROOT}aktivitaeten/neu/", activity_form(town, last_day="2026-12-04"))
    activity = Activity.objects.get()
    assert response.url == f"{ROOT}aktivitaeten/{activity.pk}/"
    assert [timezone.localdate(at).day for at in (activity.starts_at, activity.ends_at)] == [3, 4]
    told = said(steering.get(response.url))
    wanted = ("Fortbildung", "Kita Sonne", "Praxisberatung", "Jobcenter", "Eicken-Windberg", "Teilnehmende Stellen (1)")
    assert [one for one in wanted if one not in told] == []
    address = f"{response.url}bearbeiten/"
    form = fields(parsed(steering.get(address))) | {"kind": "training", "results": "Alle wollen mehr."}
    steering.post(address, form)
    activity.refresh_from_db()
    assert (activity.results, activity.responsible.count(), activity.heads) == ("Alle wollen mehr.", 2, 24)


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"ends": "09:00"}, "Ende – Das Ende muss nach dem Beginn liegen."),
        ({"responsible": "Nirgends"}, "Verantwortlich – „Nirgends“ kennen wir nicht."),
        ({"heads": "-1"}, "Teilnehmende – Dieser Wert muss größer oder gleich 0 sein."),
    ],
)
def test_what_is_wrong_with_a_training_is_said_beside_its_field(steering, town: Town, entered, sentence):
    page = parsed(steering.post(f"{ROOT}aktivitaeten/neu/", activity_form(town, **entered)))
    assert (errors(page), Activity.objects.count()) == ([sentence], 0)


def test_a_coordinator_enters_what_one_of_the_own_partners_answers_for(convener, town: Town):
    page = parsed(convener.post(f"{ROOT}aktivitaeten/neu/", activity_form(town)))
    assert errors(page) == ["Verantwortlich – Mindestens eine Stelle muss zu Ihrem Netzwerk oder Sozialraum gehören."]


def test_trainings_are_listed_by_kind_and_read_by_everybody(client, town: Town):
    ActivityFactory(title="Fachtag", kind="specialist_day")
    ActivityFactory(title="Kurs", cancelled_reason="Zu wenige Anmeldungen.")
    client.force_login(town.people["stranger"])
    lists = [client.get(f"{ROOT}aktivitaeten/{query}") for query in ("", "?art=training", "?art=x")]
    found = [[text_of(one) for one in parsed(page).findall(".//tbody/tr/th/a")] for page in lists]
    assert [sorted(one) for one in found] == [["Fachtag", "Kurs"], ["Kurs"], ["Fachtag", "Kurs"]]


def project_form(**more: object) -> dict[str, object]:
    return {"title": "Vätertreff", "description": "Am Wochenende.", "stage": "idea", "owner": "Kita Sonne"} | more


@pytest.fixture
def member(client, town: Town):
    client.force_login(town.people["member"])
    return client


def test_an_idea_becomes_a_project_and_then_an_offer(member, town: Town):
    conference = town.conference(held=True)
    response = member.post(f"{ROOT}projekte/neu/?konferenz={conference.pk}", project_form(conference=conference.pk))
    project = Project.objects.get()
    address = f"{ROOT}projekte/{project.pk}/"
    assert (response.url, project.stage, project.conference) == (address, "idea", conference)
    no_day = parsed(
        member.post(f"{address}bearbeiten/", fields(parsed(member.get(f"{address}bearbeiten/"))) | {"stage": "project"})
    )
    assert errors(no_day) == ["Projekt ab – Bitte angeben, ab wann das Projekt läuft."]
    form = fields(no_day) | {"stage": "project", "starts_on": "2026-09-01"}
    member.post(f"{address}bearbeiten/", form)
    offer = OfferFactory(title="Papa-Zeit", slug="papa-zeit", provider=town.member)
    form = fields(parsed(member.get(f"{address}bearbeiten/"))) | {"stage": "offer"}
    missing = parsed(member.post(f"{address}bearbeiten/", form))
    assert "Bitte das Angebot nennen, das daraus geworden ist, sonst keines." in errors(missing)[0]
    member.post(f"{address}bearbeiten/", form | {"offer": "https://familie.example.org/angebote/papa-zeit/"})
    project.refresh_from_db()
    assert (project.stage, project.offer) == ("offer", offer)
    told = said(member.get(address))
    assert [one for one in ("Papa-Zeit", "Angebot geworden", "Eicken, ") if one not in told] == []
    assert "Vätertreff" in said(member.get(f"/verwaltung/konferenzen/{conference.pk}/"))


@pytest.mark.parametrize("named", ["Papa-Zeit", "papa-zeit", "/angebote/papa-zeit/"])
def test_an_offer_is_named_by_its_title_or_its_address(member, town: Town, named):
    offer = OfferFactory(title="Papa-Zeit", slug="papa-zeit", provider=town.member)
    member.post(f"{ROOT}projekte/neu/", project_form(stage="offer", offer=named))
    assert Project.objects.get().offer == offer


def test_an_offer_that_is_unknown_or_named_twice_is_asked_for_again(member, town: Town):
    OfferFactory.create_batch(2, title="Treff", provider=town.member)
    found = [
        errors(parsed(member.post(f"{ROOT}projekte/neu/", project_form(stage="offer", offer=named))))[0]
        for named in ("Nirgends", "Treff")
    ]
    assert ["kennen wir nicht" in found[0], "gibt es mehrfach" in found[1]] == [True, True]


def test_what_is_given_up_says_why(member, town: Town):
    page = parsed(member.post(f"{ROOT}projekte/neu/", project_form(stage="dropped")))
    assert errors(page) == ["Warum nicht – Bitte sagen Sie in einem Satz, warum es nicht weitergeht."]


def test_projects_of_others_are_read_and_not_changed(member, town: Town):
    project = ProjectFactory()
    found = [member.get(f"{ROOT}projekte/{project.pk}/{path}").status_code for path in ("", "bearbeiten/")]
    page = parsed(member.post(f"{ROOT}projekte/neu/", project_form(owner=project.owner.name)))
    assert (found, "kennen wir nicht" in errors(page)[0]) == ([200, 404], True)


def test_projects_are_listed_by_their_stage(member, town: Town):
    ProjectFactory(title="Idee")
    ProjectFactory(title="Weg", stage="dropped", dropped_reason="Kein Raum.")
    lists = [parsed(member.get(f"{ROOT}projekte/{query}")) for query in ("", "?stand=dropped", "?stand=x")]
    assert [len(page.findall(".//tbody/tr")) for page in lists] == [2, 1, 2]


PROFILE = "/monitoring/stadtteile/eicken/"


def test_everybody_reads_on_the_profile_that_a_group_meets_and_no_date(client, town: Town):
    town.conference()
    ConferenceGroupFactory(name="Noch geplant", borough=town.borough, districts=[town.district])
    section = parsed(client.get(PROFILE)).find(".//section[@aria-labelledby='konferenzen']")
    assert [text_of(one) for one in section.findall(".//li")] == ["Eicken: Eicken. Es lädt ein: Praxisberatung."]


def test_those_who_plan_read_last_and_next_date_on_page_and_pdf(client, town: Town):
    client.force_login(town.people["planner"])
    last, coming = town.conference(closed=True, quarter="2020-01-01"), ConferenceFactory(group=town.group)
    days = [f"{timezone.localtime(one.starts_at):%d.%m.%Y}" for one in (last, coming)]
    for address in (PROFILE, "/monitoring/stadtteile/nord/"):
        [row] = parsed(client.get(address)).findall(".//section[@aria-labelledby='konferenzen']//tbody/tr")
        told = [text_of(cell) for cell in row]
        assert (told[1:3], told[3][:10]) == (["läuft", days[0]], days[1])
    pages = PdfReader(BytesIO(client.get("/monitoring/stadtteile/eicken.pdf").content)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert [day in text for day in days] == [True, True]


def test_a_social_space_names_the_groups_of_its_districts_and_a_place_without_any_says_nothing(client, town: Town):
    client.force_login(town.people["planner"])
    page = parsed(client.get(f"/monitoring/sozialraeume/{town.space.slug}/"))
    assert len(page.findall(".//section[@aria-labelledby='konferenzen']//tbody/tr")) == 1
    town.group.districts.clear()
    page = parsed(client.get(f"/monitoring/sozialraeume/{town.space.slug}/"))
    assert page.find(".//section[@aria-labelledby='konferenzen']") is None


def test_a_new_group_is_on_the_public_page_at_once(client, town: Town):
    before = client.get(PROFILE).headers["ETag"]
    ConferenceGroup.objects.filter(pk=town.group.pk).update(name="Eicken neu")
    assert client.get(PROFILE).headers["ETag"] != before
    ConferenceFactory(group=town.group, starts_at=in_days(3))
    assert "Eicken neu" in said(client.get(PROFILE))
