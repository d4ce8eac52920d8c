"""Offers as operators enter them: in German, beside the fields, and so that families find what is published."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import User
from offers.models import Offer
from tests.network.factories import FacilityFactory, PartnerFactory
from tests.offers.factories import (
    AccessModeFactory,
    CostKindFactory,
    HomeVisitFactory,
    OfferTypeFactory,
    OnlineFactory,
    RegistrationKindFactory,
    TargetGroupFactory,
    TopicFactory,
)
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipality")]
ADD = "admin:offers_offer_add"


def offer_data(*times, **more):
    """Return what the form sends for a published, city-wide offer for children under one year."""
    counted = {"schedules-TOTAL_FORMS": len(times), "schedules-INITIAL_FORMS": 0}
    sent = {f"schedules-{number}-{name}": value for number, row in enumerate(times) for name, value in row.items()}
    said = {
        "title": "Probe",
        "slug": "probe",
        "summary": "Ein Treffen.",
        "type": OfferTypeFactory().pk,
        "topics": [TopicFactory().pk],
        "target_groups": [TargetGroupFactory().pk],
        "ages_0": "0",
        "ages_1": "12",
        "provider": PartnerFactory().pk,
        "access_modes": [AccessModeFactory().pk],
        "is_citywide": "on",
        "registration": RegistrationKindFactory().pk,
        "cost": CostKindFactory().pk,
        "status": "published",
        "visibility": "public",
        "gender_focus": "everyone",
        "prevention_level": "universal",
        "review_months": "12",
    }
    return said | counted | sent | more


def a_time(**more):
    return {"kind": "weekly", "weekday": "2", "first_day": "01.01.2027", "starts": "09:00", "ends": "10:00"} | more


def errors_of(response):
    return response.context["adminform"].form.errors


def errors_of_times(response):
    [times] = response.context["inline_admin_formsets"]
    return times.formset.errors


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"ages_1": "99999999999999999999"}, {"ages": ["Dieser Wert muss kleiner oder gleich 325 sein."]}),
        ({"ages_0": "-5"}, {"ages": ["Die Schwangerschaft gilt als Ganzes (−9 bis 0 Monate)."]}),
        ({"ages_0": "24"}, {"ages": ["Der Anfang des Wertbereichs darf nicht das Ende überschreiten."]}),
        ({"all_ages": "on"}, {"all_ages": ["Bitte ein Alter angeben oder „für jedes Alter“ wählen."]}),
        (
            {"image_alt": "Ein Haus"},
            {"image_alt": ["Bitte beschreiben Sie das Bild für Menschen, die es nicht sehen."]},
        ),
        ({"places": "0"}, {"places": ["Bitte mindestens einen Platz angeben oder das Feld leer lassen."]}),
        (
            {"valid_from": "02.01.2027", "valid_until": "01.01.2027"},
            {"valid_until": ["Das Ende darf nicht vor dem Beginn liegen."]},
        ),
    ],
)
def test_what_an_offer_cannot_be_is_said_beside_the_field(admin_client, entered, said):
    assert errors_of(admin_client.post(reverse(ADD), offer_data(**entered))) == said


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"ends": "08:00"}, {"ends": ["Das Ende muss nach dem Beginn liegen."]}),
        ({"last_day": "01.12.2026"}, {"last_day": ["Der letzte Tag darf nicht vor dem ersten liegen."]}),
        (
            {"kind": "monthly"},
            {"nth": ["Bei monatlichen Zeiten bitte angeben, der wievielte Wochentag es ist."]},
        ),
        ({"nth": "5"}, {"nth": ["Bitte eine gültige Auswahl treffen. 5 ist keine gültige Auswahl."]}),
        ({"weekday": ""}, {"weekday": ["Bitte den Wochentag angeben."]}),
        ({"kind": "once"}, {"weekday": ["Der Wochentag passt nicht zum Datum."]}),
        (
            {"kind": "once", "weekday": "", "last_day": "01.02.2027"},
            {"last_day": ["Ein einzelner Tag hat keinen letzten: bitte leer lassen oder jede Woche wählen."]},
        ),
    ],
)
def test_what_a_time_cannot_be_is_said_beside_the_field(admin_client, entered, said):
    response = admin_client.post(reverse(ADD), offer_data(a_time(**entered)))
    assert errors_of_times(response) == [said]


def test_a_single_day_knows_its_weekday_by_itself(admin_client):
    admin_client.post(reverse(ADD), offer_data(a_time(kind="once", weekday="")))
    [time] = Offer.objects.get().schedules.all()
    assert (time.first_day, time.get_weekday_display()) == (datetime.date(2027, 1, 1), "Freitag")


NOWHERE = {
    "is_citywide": [
        "So findet niemand das Angebot: Bitte einen Ort, „stadtweit“ oder die Gebiete angeben, aus denen Familien kommen."
    ]
}


def test_a_published_offer_that_no_search_would_find_is_refused(admin_client):
    assert errors_of(admin_client.post(reverse(ADD), offer_data(is_citywide=""))) == NOWHERE


def test_an_online_offer_says_whom_it_is_for(admin_client):
    online = offer_data(is_citywide="", access_modes=[OnlineFactory().pk])
    assert errors_of(admin_client.post(reverse(ADD), online)) == NOWHERE


@pytest.mark.parametrize(
    "place",
    [
        lambda: {"status": "draft"},
        lambda: {"access_modes": [HomeVisitFactory().pk]},
        lambda: {"district": DistrictFactory().pk},
        lambda: {"facility": FacilityFactory().pk},
        lambda: {"catchment_districts": [DistrictFactory().pk]},
        lambda: {"catchment_social_spaces": [SocialSpaceFactory().pk]},
        lambda: {"latitude": "51,11", "longitude": "6,41"},
    ],
    ids=["draft", "at home", "district", "facility", "districts", "social space", "point"],
)
def test_an_offer_is_found_by_its_place_its_catchment_or_because_it_comes_home(admin_client, place):
    admin_client.post(reverse(ADD), offer_data(is_citywide="", **place()))
    assert Offer.objects.count() == 1


def test_an_offer_for_the_whole_city_names_no_parts_of_it(admin_client):
    response = admin_client.post(reverse(ADD), offer_data(catchment_districts=[DistrictFactory().pk]))
    assert errors_of(response) == {
        "is_citywide": ["Stadtweit schließt alle Gebiete ein: bitte nur eines von beiden angeben."]
    }


def test_nobody_confirms_an_offer_in_the_future(admin_client):
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)
    response = admin_client.post(reverse(ADD), offer_data(confirmed_at=f"{tomorrow:%d.%m.%Y}"))
    assert errors_of(response) == {"confirmed_at": ["Dieser Tag liegt in der Zukunft."]}
    admin_client.post(reverse(ADD), offer_data(confirmed_at=f"{today:%d.%m.%Y}"))
    assert Offer.objects.get().confirmed_at == today


@pytest.mark.parametrize("name", ["agestep", "lifephase"])
def test_an_age_beyond_all_numbers_is_refused_with_a_sentence(admin_client, name):
    entered = {"code": "alt", "name": "Alt", "order": 1, "ages_0": "0", "ages_1": "99999999999999999999"}
    response = admin_client.post(reverse(f"admin:offers_{name}_add"), entered)
    assert errors_of(response) == {"ages": ["Dieser Wert muss kleiner oder gleich 325 sein."]}


def test_both_ends_of_an_age_say_which_they_are(admin_client):
    form = admin_client.get(reverse(ADD)).context["adminform"].form
    text = str(form["ages"])
    assert ('aria-label="von Monat"' in text, 'aria-label="bis unter Monat"' in text) == (True, True)


def test_areas_are_found_by_typing_and_closed_ones_are_not(admin_client):
    DistrictFactory(name="Eicken")
    DistrictFactory(name="Eicken-Alt", valid_until="2020-01-01")
    asked = {"app_label": "offers", "model_name": "offer", "field_name": "catchment_districts", "term": "eick"}
    found = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["text"] for row in found] == ["Eicken"]


def test_who_publishes_confirms_unless_the_day_is_named(admin_client):
    today = timezone.localdate()
    admin_client.post(reverse(ADD), offer_data(status="published", is_citywide="on"))
    offer = Offer.objects.get()
    assert (offer.confirmed_at, offer.confirmed_by) == (today, User.objects.get())
    Offer.objects.all().delete()
    admin_client.post(reverse(ADD), offer_data(status="published", is_citywide="on", confirmed_at="01.10.2026"))
    assert Offer.objects.get().confirmed_at == datetime.date(2026, 10, 1)


def test_a_draft_is_confirmed_by_nobody_and_may_follow_the_seasons(admin_client):
    admin_client.post(reverse(ADD), offer_data(status="draft", review_months=""))
    offer = Offer.objects.get()
    assert (offer.confirmed_at, offer.review_months) == (None, None)
    assert offer.get_review_months_display() == "zu jeder Saison: bis 1. März und bis 1. September"


def test_an_offer_is_given_to_no_archived_partner_and_to_no_archived_house(admin_client):
    archived = {"is_public": False, "archived_reason": "gibt es nicht mehr"}
    partner, house = PartnerFactory(**archived), FacilityFactory(**archived)
    response = admin_client.post(reverse(ADD), offer_data(provider=partner.pk, facility=house.pk))
    assert errors_of(response) == {
        "provider": ["Dieser Partner ist archiviert."],
        "facility": ["Diese Einrichtung ist archiviert."],
    }
