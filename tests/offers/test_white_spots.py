"""Which kind of partner and which field of action is missing in which social space: for staff, as a file, for everybody."""

import datetime

import pytest
from django.utils import timezone
from django.utils.text import slugify

from offers.models import FieldOfAction
from offers.white_spots import WhiteSpots, white_spots
from sozialraum.pages import content_version
from tests.network.factories import (
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    PartnerKindFactory,
    person,
)
from tests.offers.days import days
from tests.offers.factories import FieldOfActionFactory, OfferFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/verwaltung/sozialraeume/weisse-flecken/"
PUBLIC = "/netzwerk/sozialraeume/"


class City:
    """Two social spaces of a district each; in the first a practice has its house, in the second nobody has anything."""

    def __init__(self) -> None:
        self.health, self.learning = (
            FieldOfActionFactory(code=code, name=name, order=number)
            for number, (code, name) in enumerate([("gesundheit", "Gesundheit"), ("bildung", "Bildung")])
        )
        self.practices, self.midwives = (
            PartnerKindFactory(code=code, name_plural=name, order=number)
            for number, (code, name) in enumerate([("praxis", "Praxen"), ("hebamme", "Hebammen")])
        )
        self.here, self.there = self.space("Nord", 0), self.space("Süd", 1)
        self.practice = PartnerFactory(name="Praxis", kind=self.practices)
        PartnerFactory(name="Praxis ohne Haus", kind=self.practices)
        self.house = FacilityFactory(partner=self.practice, district=self.district("Nord"))

    def space(self, name: str, column: int):
        space = SocialSpaceFactory(name=name, slug=slugify(name), code=f"0{column}")
        SocialSpaceMembershipFactory(
            social_space=space, district=DistrictFactory(name=f"Stadtteil {name}", column=column)
        )
        return space

    def district(self, name: str):
        return {"Nord": self.here, "Süd": self.there}[name].memberships.get().district

    def offer(self, *, district: str = "Nord", field: FieldOfAction | None = None, **more):
        found = OfferFactory(
            **{
                "provider": self.practice,
                "facility": None,
                "district": self.district(district),
                "confirmed_at": days(0),
            }
            | more
        )
        field = field or self.health
        found.topics.add(TopicFactory(code=f"thema-{field.code}", field_of_action=field))
        return found


@pytest.fixture
def city(db) -> City:
    return City()


@pytest.fixture
def planner(client):
    client.force_login(person("planner"))


def spots(network=None) -> WhiteSpots:
    return white_spots(content_version(), timezone.localdate(), network)


def numbers(network=None) -> dict[str, list[int]]:
    """Return what each kind and each field has, from north to south; kinds that other tests' factories made are not asked for."""
    found = spots(network)
    wanted = {"Praxen", "Hebammen", "Gesundheit", "Bildung"}
    return {line.name: line.numbers for line in (*found.kinds, *found.fields) if line.name in wanted}


NOTHING = {"Praxen": [1, 0], "Hebammen": [0, 0], "Gesundheit": [0, 0], "Bildung": [0, 0]}


def test_a_partner_is_there_with_a_house(city):
    assert numbers() == NOTHING


def test_a_partner_is_there_with_an_offer_that_is_held_there_and_counts_once(city):
    midwife = PartnerFactory(kind=city.midwives)
    for _time in range(2):
        city.offer(district="Süd", provider=midwife)
    city.offer()
    assert numbers() == {"Praxen": [1, 0], "Hebammen": [0, 1], "Gesundheit": [1, 2], "Bildung": [0, 0]}


def test_an_offer_that_is_meant_for_the_people_of_a_space_counts_there(city):
    city.offer(field=city.learning).catchment_social_spaces.add(city.there)
    assert numbers() == NOTHING | {"Praxen": [1, 1], "Bildung": [1, 1]}


def test_what_is_meant_for_the_whole_city_fills_no_white_spot(city):
    city.offer(district="Nord", is_citywide=True)
    assert numbers() == NOTHING | {"Gesundheit": [1, 0]}


@pytest.mark.parametrize(
    "unseen",
    [{"status": "draft"}, {"visibility": "professionals"}, {"valid_until": days(-1)}],
    ids=lambda one: next(iter(one)),
)
def test_what_families_do_not_find_does_not_count(city, unseen):
    city.offer(district="Süd", **unseen)
    assert numbers() == NOTHING


@pytest.mark.parametrize("hidden", ["is_public", "address_is_confidential"])
def test_of_a_hidden_house_nobody_learns_whose_it_is(city, hidden):
    FacilityFactory(
        partner=PartnerFactory(kind=city.midwives), district=city.district("Süd"), **{hidden: hidden != "is_public"}
    )
    assert numbers() == NOTHING


def test_a_district_that_left_a_space_counts_there_no_more(city):
    city.here.memberships.update(valid_until=days(0))
    assert numbers() == NOTHING | {"Praxen": [0, 0]}


def test_of_a_network_only_its_members_of_today_count(city):
    network = NetworkFactory()
    midwife = PartnerFactory(kind=city.midwives)
    city.offer(district="Süd", provider=midwife)
    MembershipFactory(network=network, partner=midwife)
    MembershipFactory(network=network, partner=city.practice, valid_until=days(-1))
    assert numbers(network) == {"Praxen": [0, 0], "Hebammen": [0, 1], "Gesundheit": [0, 1], "Bildung": [0, 0]}


def test_what_no_space_has_is_said_once_and_not_for_each(city):
    found = spots()
    assert [(lack.space.name, lack.kinds, lack.fields) for lack in found.lacks] == [
        ("Nord", [], []),
        ("Süd", ["Praxen"], []),
    ]
    assert {"Hebammen", "Gesundheit", "Bildung"} <= set(found.nowhere)


def test_of_a_kind_with_one_partner_in_the_city_nobody_looks_for_a_second(city):
    FacilityFactory(partner=PartnerFactory(kind=city.midwives), district=city.district("Süd"))
    found = spots()
    assert [lack.kinds for lack in found.lacks] == [[], ["Praxen"]]
    assert numbers()["Hebammen"] == [0, 1]
    PartnerFactory(kind=city.midwives)
    assert [lack.kinds for lack in spots().lacks] == [["Hebammen"], ["Praxen"]]


# The page of staff


def test_the_page_says_what_is_missing_in_sentences_and_in_tables(client, planner, city):
    city.offer()
    page = parsed(client.get(PAGE))
    sentences = [text_of(one) for one in page.findall(".//main//ul/li") if ":" in text_of(one)]
    rows = [[text_of(cell) for cell in row] for row in page.findall(".//main//tbody/tr")]
    assert sentences == [
        "Nord: alles da, was es anderswo gibt",
        "Süd: ohne Praxen; kein Angebot im Handlungsfeld Gesundheit",
    ]
    assert [row for row in rows if row[0] in {"Praxen", "Hebammen", "Gesundheit", "Bildung"}] == [
        ["Praxen", "1", "fehlt", "1"],
        ["Hebammen", "fehlt", "fehlt", "2"],
        ["Gesundheit", "1", "fehlt", "1"],
        ["Bildung", "fehlt", "fehlt", "2"],
    ]


def test_the_page_narrows_to_a_network_and_says_what_it_does_not_know(client, planner, city):
    NetworkFactory(slug="home", name="HOME")
    heading = text_of(parsed(client.get(f"{PAGE}?netzwerk=home")).find(".//h1"))
    said = text_of(parsed(client.get(f"{PAGE}?netzwerk=unsinn")).find(".//main"))
    assert (heading, "„unsinn“ kennen wir nicht." in said) == ("Weiße Flecken der Sozialräume HOME", True)


def test_the_file_holds_the_same(client, planner, city):
    lines = client.get(f"{PAGE}tabelle.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "was;Name;Nord;Süd;fehlt in Sozialräumen"
    assert {"Art von Partner;Praxen;1;0;1", "Handlungsfeld;Bildung;0;0;2"} <= set(lines)


def test_the_file_is_of_the_network_that_is_asked_for(client, planner, city):
    NetworkFactory(slug="home")
    lines = client.get(f"{PAGE}tabelle.csv?netzwerk=home").content.decode("utf-8-sig").splitlines()
    assert "Art von Partner;Praxen;0;0;2" in lines


@pytest.mark.parametrize("path", [PAGE, PUBLIC])
def test_a_city_without_social_spaces_is_told_so(client, planner, path):
    assert "keine Sozialräume" in text_of(parsed(client.get(path)).find(".//main"))


@pytest.mark.parametrize(("path", "most"), [(PAGE, 15), (PUBLIC, 10)])
def test_the_pages_cost_the_same_for_few_and_for_many(client, planner, city, path, most, django_assert_max_num_queries):
    city.offer()
    client.get(path)
    white_spots.cache_clear()
    with django_assert_max_num_queries(most) as asked:
        client.get(path)
    few = len(asked)
    for number in range(2, 8):
        city.space(f"Raum {number}", number)
        city.offer(provider=PartnerFactory(kind=PartnerKindFactory(code=f"art-{number}")))
    client.get(path)
    white_spots.cache_clear()
    with django_assert_max_num_queries(few):
        client.get(path)


def test_the_table_is_read_once_as_long_as_nothing_changes(city, django_assert_num_queries):
    version, today = content_version(), timezone.localdate()
    network = NetworkFactory()
    first = white_spots(version, today)
    with django_assert_num_queries(0):
        assert white_spots(version, today) is first
    with django_assert_num_queries(6):
        white_spots(version, today, network)
    with django_assert_num_queries(6):
        white_spots(version, today + datetime.timedelta(days=1))


@pytest.mark.parametrize("path", [PAGE, PUBLIC])
def test_a_house_that_opens_is_on_the_pages_at_once(client, planner, city, path):
    before = text_of(parsed(client.get(path)).find(".//main"))
    FacilityFactory(partner=PartnerFactory(kind=city.practices), district=city.district("Süd"))
    assert text_of(parsed(client.get(path)).find(".//main")) != before


def test_on_the_day_of_its_move_a_district_takes_its_houses_along(city):
    later = timezone.localdate() + datetime.timedelta(days=5)
    membership = city.district("Nord").social_space_memberships.get()
    membership.valid_until = later
    membership.save()
    praxes = [
        next(line.numbers for line in white_spots(content_version(), day, None).kinds if line.name == "Praxen")
        for day in (later - datetime.timedelta(days=1), later)
    ]
    assert praxes == [[1, 0], [0, 0]]


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}tabelle.csv"])
def test_visitors_are_asked_to_log_in_and_nobody_writes(client, city, path):
    assert client.get(path).status_code == 302


def test_the_page_takes_nothing(client, planner):
    assert client.post(PAGE).status_code == 405


# The page of everybody


def test_everybody_reads_in_friendly_words_who_is_welcome_where(client, city):
    city.offer()
    sections = [text_of(one) for one in parsed(client.get(PUBLIC)).findall(".//main//section")]
    assert sections == [
        "Nord Hier sind alle Arten von Partnern dabei, die wir in der Stadt haben.",
        "Süd Hier freuen wir uns über: Praxen. Angebote wünschen wir uns noch hierzu: Gesundheit.",
    ]


def test_the_public_page_sets_no_cookie_and_leads_to_the_contact(client, city):
    response = client.get(PUBLIC)
    ways = [link.get("href") for link in parsed(response).findall(".//main//a")]
    assert (response.cookies, "/kontakt/" in ways, "/sozialraeume/nord/" in ways) == ({}, True, True)


def test_the_page_of_a_network_leads_there(client, city):
    NetworkFactory(slug="home")
    ways = [link.get("href") for link in parsed(client.get("/netzwerk/home/")).findall(".//main//a")]
    assert f"{PUBLIC}?netzwerk=home" in ways
