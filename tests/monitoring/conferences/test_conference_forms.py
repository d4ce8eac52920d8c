"""What the forms of conferences, activities and projects say to input that cannot be right: a sentence beside its field."""

import datetime

import pytest
from django.utils import timezone

from monitoring.forms.activities import ActivityForm, ProjectForm
from monitoring.forms.conference_groups import DayForm, GroupForm, MemberForm
from monitoring.forms.conference_parts import FeedbackForm, GuestForm, TaskForm
from monitoring.forms.conferences import ConferenceForm
from network.models import ConferenceGroup
from network.quarters import Quarter
from tests.network.conferences import ConferenceFactory, GroupMemberFactory
from tests.network.factories import PartnerFactory
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory

REQUIRED = ["Dieses Feld ist zwingend erforderlich."]
BACKWARD = ["Das Ende muss nach dem Beginn liegen."]
UNKNOWN = "„Niemand e. V.“ kennen wir nicht."
NO_DAY = ["Bitte ein gültiges Datum eingeben."]


def said(form) -> dict[str, list[str]]:
    """Return the sentences beside each field of a form."""
    return {name: [str(sentence) for sentence in sentences] for name, sentences in form.errors.items()}


def required(*names: str) -> dict[str, list[str]]:
    return dict.fromkeys(names, REQUIRED)


@pytest.fixture
def meeting(town):
    """Return what a good form of a conference sends."""
    PartnerFactory(name="Nordstern")
    quarter = Quarter.of(timezone.localdate()).after(1).first
    times = {"day": quarter.isoformat(), "starts": "14:00", "ends": "16:00"}
    return times | {"quarter": quarter.isoformat(), "place": "Familienzentrum", "inviting_unit": "Nordstern"}


def of_conference(town, data, **fields) -> dict[str, list[str]]:
    return said(ConferenceForm(data | fields, group=town.group))


def test_a_conference_has_a_day_a_place_and_who_invites(town):
    assert of_conference(town, {}) == required("quarter", "day", "starts", "ends", "place", "inviting_unit")


def test_a_conference_ends_after_it_begins(town, meeting):
    assert of_conference(town, meeting) == {}
    assert of_conference(town, meeting, ends="14:00") == {"ends": BACKWARD}


def test_who_invites_is_somebody_whom_the_portal_knows(town, meeting):
    found = of_conference(town, meeting, inviting_unit="Niemand e. V.")
    assert (list(found), found["inviting_unit"][0].startswith(UNKNOWN)) == (["inviting_unit"], True)


def test_a_quarter_is_one_of_those_to_choose_from(town, meeting):
    assert of_conference(town, meeting, quarter="1999-01-01") == {
        "quarter": ["Bitte eine gültige Auswahl treffen. 1999-01-01 ist keine gültige Auswahl."]
    }


def test_an_agenda_is_not_a_book(town, meeting):
    assert of_conference(town, meeting, agenda="x" * 20_001) == {
        "agenda": ["Bitte kürzen Sie den Text auf höchstens 20.000 Zeichen."]
    }


def test_a_group_meets_for_districts_of_its_borough(town):
    elsewhere = DistrictFactory(name="Odenkirchen", parent=BoroughFactory(name="Süd"))
    good = {"borough": town.borough.pk, "name": "Nord 2", "basis": "proximity", "inviting_unit": "Praxisberatung"}

    def group(**fields):
        return said(GroupForm(good | fields, instance=ConferenceGroup()))

    assert group(districts=[town.district.pk]) == {}
    assert group() == {"districts": ["Bitte mindestens einen Stadtteil wählen."]}
    other = ["Diese Stadtteile liegen in einem anderen Stadtbezirk: Odenkirchen."]
    assert group(districts=[town.district.pk, elsewhere.pk]) == {"districts": other}


def test_an_empty_group_says_what_is_needed(town):
    names = ("borough", "name", "basis", "inviting_unit")
    expected = required(*names) | {"districts": ["Bitte mindestens einen Stadtteil wählen."]}
    assert said(GroupForm({}, instance=ConferenceGroup())) == expected


def test_a_member_is_an_organisation_since_a_day(town):
    assert said(MemberForm({"partner": "Kita Sonne", "day": "2026-01-01"})) == {}
    assert said(MemberForm({})) == required("partner", "day")
    assert said(DayForm({"day": "gestern"})) == {"day": NO_DAY}


def guest(conference, **fields) -> dict[str, list[str]]:
    return said(GuestForm({"role": "other"} | fields, conference=conference))


def test_a_guest_is_a_partner_or_somebody_by_name(town):
    conference = town.conference()
    assert guest(conference, name="Dolmetschpool Arabisch", email="pool@example.org") == {}
    nobody = ["Bitte einen Partner wählen oder den Namen der Stelle eintragen."]
    assert list(guest(conference).values()) == [nobody]
    assert guest(conference, partner="Niemand e. V.").keys() >= {"partner"}


def test_nobody_stands_on_a_list_twice(town):
    conference = town.conference()
    again = ["Diese Organisation steht schon auf der Liste."]
    assert list(guest(conference, partner="Kita Sonne").values()) == [again]


def test_to_the_core_belong_only_partners(town):
    found = guest(town.conference(), name="Dolmetschpool", role="core", email="pool@example.org")
    assert list(found.values()) == [["Zur Kerngruppe gehören nur Partner des Netzwerks."]]


def test_a_guest_without_an_address_gets_that_of_the_register(town):
    PartnerFactory(name="Stadtbücherei", email="buecherei@example.org")
    form = GuestForm({"role": "other", "partner": "Stadtbücherei"}, conference=town.conference())
    assert (form.is_valid(), form.cleaned_data["email"]) == (True, "buecherei@example.org")


def test_a_task_is_due_after_the_conference(town):
    conference = town.conference()
    day = timezone.localdate(conference.starts_at)
    good = {"text": "Räume suchen", "owner": "Kita Sonne", "due_on": day.isoformat()}

    def task(**fields):
        return said(TaskForm(good | fields, conference=conference))

    assert task() == {}
    before = (day - datetime.timedelta(days=1)).isoformat()
    assert task(due_on=before) == {"due_on": ["Die Frist liegt vor der Konferenz."]}
    assert said(TaskForm({}, conference=conference)) == required("text", "owner", "due_on")


def test_feedback_goes_to_the_social_spaces_of_the_area(town):
    SocialSpaceFactory(name="Ganz woanders")
    conference = town.conference()
    form = FeedbackForm(conference=conference)
    assert [one.name for one in form.fields["social_space"].queryset] == ["Eicken-Windberg"]


def test_feedback_that_was_talked_over_says_when(town):
    conference = town.conference()
    data = {"social_space": town.space.pk, "text": "Es fehlt ein Treff", "status": "discussed"}
    found = [said(FeedbackForm(data | more, conference=conference)) for more in ({}, {"on": "2026-03-01"})]
    assert [list(one.values()) for one in found] == [[["Bitte angeben, an welchem Tag die Sitzung war."]], []]


def test_an_activity_ends_after_it_begins_and_is_somebodys_here(town):
    keeper = town.people["steering"]
    good = {"kind": "training", "title": "Kinderschutz", "day": "2026-03-01", "starts": "09:00", "ends": "12:00"}
    good |= {"responsible": "Kita Sonne"}

    def activity(user=keeper, **fields):
        return said(ActivityForm(good | fields, user=user))

    assert activity() == {}
    assert activity(ends="08:00") == {"ends": BACKWARD}
    assert activity(ends="08:00", last_day="2026-03-02") == {}
    mine = ["Mindestens eine Stelle muss zu Ihrem Netzwerk oder Sozialraum gehören."]
    assert activity(user=town.people["convener"], responsible="Jobcenter") == {"responsible": mine}


def test_an_empty_activity_says_what_is_needed(town):
    found = said(ActivityForm({}, user=town.people["steering"]))
    assert found == required("kind", "title", "day", "starts", "ends", "responsible")


@pytest.fixture
def project(town):
    """Return a way to send the form of a project, good but for some fields."""
    good = {"title": "Vätertreff", "description": "Ein Treff", "stage": "idea", "owner": "Kita Sonne"}
    return lambda **fields: said(ProjectForm(good | fields, user=town.people["steering"]))


def test_a_project_becomes_an_offer_that_is_there(project):
    one = OfferFactory(title="Vätertreff Eicken")
    assert project(stage="offer", offer="Vätertreff Eicken", starts_on="2026-01-01") == {}
    assert project(stage="offer", offer=f"https://example.org/angebote/{one.slug}/", starts_on="2026-01-01") == {}
    unknown = ["Dieses Angebot kennen wir nicht. Bitte nehmen Sie seinen Titel oder die Adresse seiner Seite."]
    assert project(offer="Gibt es nicht")["offer"] == unknown
    OfferFactory(title="Vätertreff Eicken")
    twice = ["Diesen Titel gibt es mehrfach. Bitte nehmen Sie die Adresse der Seite des Angebots."]
    assert project(offer="Vätertreff Eicken")["offer"] == twice


def test_a_project_that_is_given_up_says_why(project):
    why = ["Bitte sagen Sie in einem Satz, warum es nicht weitergeht."]
    assert list(project(stage="dropped").values()) == [why]


def test_a_project_that_runs_says_since_when(project):
    assert list(project(stage="project").values()) == [["Bitte angeben, ab wann das Projekt läuft."]]


def test_who_joined_once_may_be_chosen_again(town):
    other = GroupMemberFactory(group=town.group).partner
    assert said(MemberForm({"partner": other.name, "day": "2026-01-01"})) == {}


def test_a_second_conference_of_a_quarter_is_told(town, meeting):
    quarter = Quarter.of(timezone.localdate()).after(1)
    ConferenceFactory(group=town.group, quarter=quarter.first)
    found = of_conference(town, meeting)
    assert list(found) == ["quarter"]
