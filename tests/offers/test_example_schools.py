"""School and youth welfare work together in the example city: as facilities, a network and offers, and in the chain's fields."""

import pytest

from network.models import Facility, Network
from offers.models import FieldOfAction, Offer
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db
SCHOOLS = ("grundschule", "weiterfuehrende-schule", "foerderschule")
WORK = "schulsozialarbeit"


def main_of(client, path: str):
    response = client.get(path)
    assert response.status_code == 200
    return parsed(response).find(".//main")


def test_schools_are_facilities_with_pages_that_say_what_they_are(city, client):
    schools = Facility.objects.filter(kind__code__in=SCHOOLS).select_related("kind")
    assert {school.kind.code for school in schools} >= {"grundschule"}
    school = schools.filter(is_public=True).first()
    assert school.kind.name in text_of(main_of(client, f"/einrichtungen/{school.slug}/"))


def test_school_social_work_is_a_network_with_members(city, client):
    network = Network.objects.get(slug=WORK)
    assert network.memberships.exists()
    assert network.name in text_of(main_of(client, f"/netzwerk/{WORK}/"))


def test_school_social_work_is_a_type_of_offer_that_families_find(city, client):
    shown = main_of(client, f"/angebote/?art={WORK}")
    slugs = [one.get("data-offer") for one in shown.findall(".//ol[@id='ergebnisse']/li")]
    types = set(Offer.objects.filter(slug__in=slugs).values_list("type__code", flat=True))
    assert (bool(slugs), types) == (True, {WORK})


def test_the_fields_of_action_are_the_columns_of_the_chain(city, client):
    table = main_of(client, "/monitoring/praeventionskette/").findall(".//table")[0]
    columns = [text_of(cell) for cell in table.findall(".//thead/tr/th")][1:]
    assert columns == [field.name for field in FieldOfAction.objects.all()]
    assert columns == [
        "Gesundheit",
        "Bildung",
        "Kinder- und Jugendhilfe",
        "Soziales und materielle Sicherung",
        "Stadtentwicklung und Wohnumfeld",
    ]
