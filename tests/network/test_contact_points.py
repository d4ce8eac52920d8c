"""Functions that can be reached: kept by those who keep the network or the social space, and never a person."""

import pytest
from django.test import Client

from network.models import ContactPoint
from tests.network.factories import ContactPointFactory, NetworkFactory, UnitKindFactory, person
from tests.network.spaces import BASE, Ground, complaints
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = f"{BASE}ansprechstellen/"
NEW = f"{LIST}neu/"


@pytest.fixture
def ground(db):
    return Ground()


def sent(**more):
    empty = dict.fromkeys(("unit", "task", "phone", "email", "hours", "partner", "facility", "network"), "")
    return (
        empty | {"function": "ASD im Team Rheydt Ost", "phone": "0221 4710-300", "order": "0", "is_public": "on"} | more
    )


def test_a_unit_is_added_to_the_team_and_stands_on_its_page(client, ground):
    client.force_login(ground.keeper_of_space())
    unit = UnitKindFactory()
    data = sent(unit=unit.pk, task="Beratung", social_spaces=[ground.space.pk])
    answer = client.post(f"{NEW}?sozialraum=rheydt-ost", data)
    point = ContactPoint.objects.get()
    table = text_of(parsed(client.get(ground.page)).find(".//table"))
    assert (answer.url, point.unit, list(point.social_spaces.all()), "ASD im Team Rheydt Ost" in table) == (
        ground.page,
        unit,
        [ground.space],
        True,
    )


def test_the_form_knows_the_social_space_that_one_comes_from(client, ground):
    client.force_login(ground.keeper_of_space())
    boxes = parsed(client.get(f"{NEW}?sozialraum=rheydt-ost")).findall(".//input[@name='social_spaces']")
    assert [(one.get("value"), one.get("checked") is not None) for one in boxes] == [(str(ground.space.pk), True)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": ""}, "Bitte Telefon oder E-Mail angeben."),
        ({"function": ""}, "Dieses Feld ist zwingend erforderlich."),
        (
            {"function": "Frau Muster, ASD"},
            "Bitte die Aufgabe nennen, keine Person: nicht „Frau Beispiel“, sondern „ASD, Team Ost“.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, ground, changes, sentence):
    client.force_login(ground.keeper_of_space())
    answer = client.post(NEW, sent(social_spaces=[ground.space.pk], **changes))
    assert (complaints(answer), ContactPoint.objects.count()) == ([sentence], 0)


def test_a_unit_works_somewhere(client, ground):
    client.force_login(person("steering"))
    answer = client.post(NEW, sent(unit=UnitKindFactory().pk))
    assert complaints(answer) == ["Eine Einheit arbeitet für mindestens einen Sozialraum oder Stadtteil."]


def test_nobody_adds_what_they_could_not_change_again(client, ground):
    client.force_login(ground.keeper_of_space())
    nowhere = client.post(NEW, sent())
    client.force_login(ground.keeper_of_network())
    foreign = client.post(NEW, sent(network=NetworkFactory().pk))
    assert [len(complaints(one)) for one in (nowhere, foreign)] == [1, 1]
    client.post(NEW, sent(network=ground.network.pk))
    assert ContactPoint.objects.get().network == ground.network


def reach(user, *points):
    """Return which of some contact points somebody may open."""
    client = Client()
    client.force_login(user)
    return [client.get(f"{LIST}{point.pk}/").status_code for point in points]


def test_who_may_change_which(ground):
    here, there, both, district, of_network, nowhere = ContactPointFactory.create_batch(6)
    elsewhere = SocialSpaceFactory()
    here.social_spaces.add(ground.space)
    there.social_spaces.add(elsewhere)
    both.social_spaces.add(ground.space, elsewhere)
    district.districts.add(ground.district)
    of_network.network = ground.network
    of_network.save()
    points = (here, there, both, district, of_network, nowhere)
    assert reach(ground.keeper_of_space(), *points) == [200, 404, 404, 200, 404, 404]
    assert reach(ground.keeper_of_network(), *points) == [404, 404, 404, 404, 200, 404]
    assert reach(person("steering"), *points) == [200] * 6
    assert reach(person("planner"), *points) == [403] * 6


def test_a_district_elsewhere_takes_a_contact_point_out_of_ones_hands(ground):
    point = ContactPointFactory()
    point.districts.add(ground.district, DistrictFactory())
    assert reach(ground.keeper_of_space(), point) == [404]


def test_a_contact_point_is_changed_and_taken_out(client, ground):
    client.force_login(ground.keeper_of_space())
    point = ContactPointFactory()
    point.social_spaces.add(ground.space)
    data = sent(function="WJH, Bereich Süd", social_spaces=[ground.space.pk])
    del data["is_public"]
    client.post(f"{LIST}{point.pk}/", data)
    point.refresh_from_db()
    assert (point.function, point.is_public) == ("WJH, Bereich Süd", False)
    assert (client.post(f"{LIST}{point.pk}/loeschen/").url, ContactPoint.objects.count()) == (LIST, 0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"ASD Ost", "HOME in Mülfort", "WJH"}),
        ("q=asd", {"ASD Ost"}),
        ("einheit=asd", {"ASD Ost"}),
        ("sozialraum=rheydt-ost", {"ASD Ost"}),
        ("netzwerk=fruehe-hilfen", {"HOME in Mülfort"}),
        ("sicht=fachkraefte", {"WJH"}),
        ("sicht=alle&q=nichts", set()),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, ground, query, expected):
    client.force_login(person("planner"))
    ContactPointFactory(function="ASD Ost", unit=UnitKindFactory()).social_spaces.add(ground.space)
    ContactPointFactory(function="HOME in Mülfort", network=ground.network)
    ContactPointFactory(function="WJH", is_public=False)
    page = parsed(client.get(f"{LIST}?{query}"))
    assert {text_of(one) for one in page.findall(".//tbody/tr/th")} == expected


def test_an_unknown_value_gets_a_sentence(client, ground):
    client.force_login(person("planner"))
    page = text_of(parsed(client.get(f"{LIST}?einheit=unfug")).find(".//main"))
    assert "„unfug“ kennen wir nicht (Einheit). Wir suchen ohne diese Angabe." in page


def test_units_without_a_function_are_named(client, ground):
    client.force_login(person("planner"))
    asd, _wjh = UnitKindFactory(), UnitKindFactory(code="wjh", name="Wirtschaftliche Jugendhilfe")
    ContactPointFactory(unit=asd).districts.add(ground.district)
    page = parsed(client.get(ground.page))
    notices = [text_of(one) for one in page.findall(".//p") if text_of(one) == "Wirtschaftliche Jugendhilfe"]
    rows = [text_of(one) for one in parsed(client.get(BASE)).findall(".//tbody/tr")]
    assert (len(notices), rows[-1].endswith("Wirtschaftliche Jugendhilfe")) == (1, True)
