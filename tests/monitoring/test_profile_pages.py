"""The profile of an area: what everybody sees, and what those who plan see beside it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.choices import Withheld
from monitoring.models import DistrictComment, ReleasedValue
from sozialraum.models import District
from tests.monitoring import city as cities
from tests.monitoring import large_city
from tests.monitoring.factories import CountFactory, ReleasedValueFactory, SeriesBreakFactory
from tests.monitoring.reading import finding, remarks
from tests.monitoring.small_city import LAST, share_of, withheld
from tests.network.conferences import ConferenceFactory, ConferenceGroupFactory
from tests.network.factories import FacilityFactory, LeadFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceMembershipFactory, square
from tests.sozialraum.html import headings, parsed, text_of

VENN, HEHN, WEST, SPACE = (
    f"/monitoring/{address}/"
    for address in ("stadtteile/venn", "stadtteile/hehn", "stadtteile/west", "sozialraeume/venn")
)


def opened(client, address: str = VENN):
    response = client.get(address)
    assert response.status_code == 200
    return parsed(response)


def facts(page) -> dict[str, str]:
    rows = page.findall(".//section[@aria-labelledby='auf-einen-blick']//dl/div")
    return {text_of(row.find("dt")): text_of(row.find("dd")) for row in rows}


def key_values(page) -> list[list[str]]:
    rows = page.findall(".//section[@aria-labelledby='schluesselzahlen']//tbody/tr")
    return [[text_of(cell) for cell in row] for row in rows]


def marks(page) -> list[tuple[str, str | None]]:
    """Return what programs read of the key values."""
    cells = page.findall(".//section[@aria-labelledby='schluesselzahlen']//td[@data-value]")
    return [(cell.get("data-value"), cell.get("data-withheld")) for cell in cells]


# What everybody sees


def test_the_profile_has_a_heading_for_each_of_its_parts(client, small):
    assert headings(opened(client)) == [
        "h1 Venn Stadtteil",
        "h2 Auf einen Blick",
        "h2 Die wichtigsten Zahlen",
        "h2 Angebote",
        "h2 Einrichtungen",
        "h2 Wie die Zahlen zu lesen sind",
    ]


def test_the_head_says_where_the_district_belongs_and_how_large_it_is(client, small):
    assert facts(opened(client)) == {
        "Stadtbezirk": "West",
        "Sozialraum": "Venn-Holt",
        "Team": small.space.team_name,
        "Fläche": "3,12 km²",
    }


@pytest.mark.parametrize("page", ["stadtteile/venn/", "sozialraeume/venn/"])
def test_the_head_names_who_leads_each_network_there_today(client, small, page):
    early, school = NetworkFactory(name="Frühe Hilfen"), NetworkFactory(name="Schule")
    public, hidden = PartnerFactory(name="Caritas", slug="caritas"), PartnerFactory(name="Amt", is_public=False)
    LeadFactory(social_space=small.space, network=early, partner=public)
    LeadFactory(social_space=small.space, network=school, partner=hidden)
    LeadFactory(social_space=small.space, network=NetworkFactory(), valid_until=datetime.date(2025, 6, 1))
    LeadFactory(network=early)
    found = opened(client, f"/monitoring/{page}")
    assert facts(found)["Federführung"] == "Frühe Hilfen: Caritas Schule: Amt"
    links = found.findall(".//section[@aria-labelledby='auf-einen-blick']//dd/a[@href='/partner/caritas/']")
    assert [text_of(link) for link in links] == ["Caritas"]


def test_the_inhabitants_stand_there_with_their_day(client, small):
    people = CountFactory(code="pop_total", name="Menschen", is_public=True)
    ReleasedValueFactory(indicator=people, district=small.venn, numerator=4321, value=4321)
    page = opened(client)
    assert facts(page)["Menschen"] == "4.321 (31.12.2025)"
    assert page.find(".//dl//span[@data-value]").get("data-value") == "4321"


def test_inhabitants_that_are_withheld_say_so(client, small):
    people = CountFactory(code="pop_total", name="Menschen", is_public=True)
    withheld(people, small.venn, LAST)
    shown = opened(client).find(".//dl//span[@data-value]")
    assert (shown.get("data-value"), shown.get("data-withheld")) == ("", "confidential")


def test_a_key_value_stands_beside_the_citys_with_difference_and_trend(client, small):
    share_of(small.share, small.borough, LAST, 18)
    assert key_values(opened(client)) == [
        ["Kinder in Armut %", "12,0", "18,0", "16,0", "−4,0", f"{told(10, 12)} +2,0 seit 2024"]
    ]
    assert marks(opened(client)) == [("12", None), ("18", None), ("16", None), ("-4", None)]


def told(first: int, last: int) -> str:
    return f"Kinder in Armut: Seit 2024 um {last - first},0 Prozentpunkte gestiegen, von {first},0 % auf {last},0 % (2025)."


def test_a_number_of_another_day_says_which(client, small):
    ReleasedValueFactory(indicator=small.count, district=small.venn, reference_date=datetime.date(2026, 6, 30))
    assert key_values(opened(client))[0][0] == "Kinder in Armut %"
    small.count.is_key_value = True
    small.count.save()
    assert [row[0] for row in key_values(opened(client))] == ["Kinder in Armut %, 31.12.2025", "Kinder Kinder"]


def test_a_count_stands_beside_the_citys_as_a_share_of_it(client, small):
    small.count.is_key_value = True
    small.count.save()
    ReleasedValue.objects.filter(indicator=small.count, district=None).update(value=2000, numerator=2000)
    assert key_values(opened(client))[1][1:] == [
        "500",
        "…",
        "2.000",
        "25,0 % der Stadt",
        "Kinder: Für einen Vergleich über die Zeit gibt es noch zu wenige Werte. kein Vergleich",
    ]


def test_nobody_of_the_citys_children_is_told_as_nil(client, small):
    small.count.is_key_value = True
    small.count.save()
    assert key_values(opened(client, "/monitoring/stadtteile/holt/"))[1][1:5] == ["–", "…", "500", "–"]


def test_a_trend_that_ends_before_a_withheld_number_says_when(client, small):
    share_of(small.share, small.hehn, datetime.date(2022, 12, 31), 20)
    share_of(small.share, small.hehn, datetime.date(2023, 12, 31), 18)
    assert key_values(opened(client, HEHN))[0][-1].endswith(" −2,0 von 2022 bis 2023")


def test_a_number_like_the_citys_and_nil_are_told_apart(client, small):
    ReleasedValue.objects.filter(indicator=small.share, district=small.venn, reference_date=LAST).update(value=16)
    assert key_values(opened(client))[0][4] == "±0"
    ReleasedValue.objects.filter(indicator=small.share, district=small.venn, reference_date=LAST).update(value=0)
    assert key_values(opened(client))[0][1] == "–"


def test_a_trend_begins_anew_where_the_counting_changed(client, small):
    SeriesBreakFactory(indicator=small.share, day=LAST)
    assert key_values(opened(client))[0][-1].endswith("zu wenige Werte. kein Vergleich")


@pytest.mark.parametrize("why", Withheld)
def test_what_is_withheld_is_a_sign_in_each_cell_that_could_tell_it(client, small, why):
    ReleasedValue.objects.filter(indicator=small.share, district=small.hehn).update(withheld=why)
    page = opened(client, HEHN)
    # The borough's number is missing, the city's is known; the difference would tell.
    assert marks(page) == [("", why.value), ("", "missing"), ("16", None), ("", why.value)]
    assert page.findall(".//section[@aria-labelledby='schluesselzahlen']//tbody//{*}svg") == []


def test_a_gap_in_the_past_is_a_gap_in_the_line(client, small):
    withheld(small.share, small.venn, datetime.date(2023, 12, 31))
    share_of(small.share, small.venn, datetime.date(2022, 12, 31), 8)
    path = opened(client).find(".//{*}svg[@class='profile-spark']/{*}path").get("d")
    assert path.count("M") == 1  # 2022 stands alone: no line leads over 2023


def test_without_any_number_the_page_says_so(client, small):
    ReleasedValue.objects.all().delete()
    page = opened(client)
    assert "Für dieses Gebiet gibt es noch keine Zahlen." in text_of(page.find(".//main"))


def test_each_section_names_its_source_and_day(client, small):
    bands(small)
    page = opened(client)
    for name in ("schluesselzahlen", "alter", "angebote", "einrichtungen"):
        text = text_of(page.find(f".//section[@aria-labelledby='{name}']"))
        assert ("Quelle" in text, "Stand" in text) == (True, True), name


def bands(small, *numbers: int) -> None:
    """Count children under three, and from three to six, in Venn and in the city."""
    for (start, end), count in zip(((0, 36), (36, 72)), numbers or (30, 90), strict=True):
        one = CountFactory(
            name=f"{start // 12} bis {end // 12}", age_from_months=start, age_to_months=end, is_public=True, order=start
        )
        ReleasedValueFactory(indicator=one, district=small.venn, numerator=count, value=count)
        ReleasedValueFactory(indicator=one, district=None, numerator=500, value=500)


def test_the_childrens_ages_stand_beside_the_citys(client, small):
    bands(small)
    figure = opened(client).find(".//figure[@id='bild-alter']")
    rows = [[text_of(cell) for cell in row] for row in figure.findall(".//tbody/tr")]
    assert rows == [["0 bis 3", "30", "25,0", "50,0"], ["3 bis 6", "90", "75,0", "50,0"]]


def test_where_no_child_lives_the_picture_of_ages_says_so(client, small):
    bands(small, 0, 0)
    assert finding(opened(client), "alter") == "In Venn leben keine Kinder dieses Alters."


def test_the_picture_of_ages_and_the_key_values_are_downloaded(client, small):
    bands(small)
    ages = client.get(f"{VENN}?bild=alter&als=csv").content.decode("utf-8-sig").splitlines()
    assert ages[1:] == ["0 bis 3;30;25,0;50,0", "3 bis 6;90;75,0;50,0"]
    share_of(small.share, small.borough, LAST, 18)
    lines = client.get(f"{VENN}?als=csv").content.decode("utf-8-sig").replace("\xa0", " ").splitlines()
    assert lines == [
        "Kennzahl;Einheit;Stichtag;Venn;West;Musterstadt;Unterschied zur Stadt;Entwicklung;Quelle",
        f"Kinder in Armut;%;2025-12-31;12,0;18,0;16,0;−4,0;{told(10, 12).removeprefix('Kinder in Armut: ')};Melderegister",
    ]
    assert client.get(f"{VENN}?als=xlsx").headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_offers_are_counted_by_age_and_lead_to_their_list(client, small):
    AgeStepFactory(code="baby", name="Baby", ages=(0, 12))
    AgeStepFactory(code="kind", name="Kind", ages=(12, 36))
    OfferFactory(title="Krabbelgruppe", ages=(0, 12), district=small.venn)
    section = opened(client).find(".//section[@aria-labelledby='angebote']")
    rows = [[text_of(cell) for cell in row] for row in section.findall(".//tbody/tr")]
    assert rows == [["Baby", "1"], ["Kind", "–"]]
    links = [link.get("href") for link in section.iter("a")]
    assert links[:2] == ["/angebote/?stadtteil=venn", "/angebote/?stadtteil=venn&alter=baby"]
    assert "Krabbelgruppe" in text_of(section)


def test_houses_stand_under_their_kind_and_confidential_ones_nowhere(client, small):
    FacilityFactory(name="Haus am Markt", district=small.venn)
    FacilityFactory(name="Schutzhaus", district=small.venn, address_is_confidential=True)
    text = text_of(opened(client).find(".//section[@aria-labelledby='einrichtungen']"))
    assert ("Haus am Markt" in text, "Schutzhaus" in text) == (True, False)


def test_a_borough_and_a_social_space_have_profiles_too(client, small):
    assert facts(opened(client, WEST)) == {"Fläche": "3,12 km²", "Dazu gehören": "Hehn, Holt, Venn"}
    assert facts(opened(client, SPACE)) == {
        "Team": small.space.team_name,
        "Fläche": "6,23 km²",
        "Dazu gehören": "Holt, Venn",
    }


# Who sees what


SECRETS = ("Interne Quote", "intern", "Klasse", "Rang", "kommentar")


@pytest.mark.parametrize("role", ["", "nobody", "partner_editor"])
def test_nobody_but_planners_sees_what_is_internal(client, small, role):
    if role:
        client.force_login(person("partner_editor", partner=PartnerFactory()) if role == "partner_editor" else person())
    response = client.get(VENN)
    page = response.content.decode()
    assert [word for word in SECRETS if word in page] == []
    assert "public" in response.headers["Cache-Control"]


@pytest.mark.parametrize("role", ["coordinator", "planner", "steering", "operator"])
def test_planners_see_internal_numbers_and_their_class(client, small, role):
    client.force_login(person(role, **({"network": NetworkFactory()} if role == "coordinator" else {})))
    response = client.get(VENN)
    rows = key_values(parsed(response))
    assert [row[0] for row in rows] == ["Kinder in Armut %", "Interne Quote %"]
    assert "no-store" in response.headers["Cache-Control"]


def test_a_planner_sees_the_public_page_as_everybody_sees_it(client, small, planner):
    page = opened(client, f"{VENN}?sicht=oeffentlich")
    assert [row[0] for row in key_values(page)] == ["Kinder in Armut %"]
    assert page.find(".//a[@href='/monitoring/stadtteile/venn.pdf?sicht=oeffentlich']") is not None


def test_the_class_is_that_of_the_map(client, small, planner):
    grades = {slug: key_values(opened(client, f"/monitoring/stadtteile/{slug}/"))[0][-1] for slug in ("venn", "holt")}
    assert grades == {"venn": "niedrig 2 von 4", "holt": "sehr hoch 4 von 4"}


def test_a_class_that_cannot_be_told_is_a_sign_too(client, small, planner):
    small.count.is_key_value = True
    small.count.save()
    assert [row[-1] for row in key_values(opened(client, HEHN))] == ["•", "•", "…"]
    assert [row[-1] for row in key_values(opened(client, VENN))][2] == "Anzahl"


@pytest.fixture
def town(municipality):
    return cities.small_town()


def needs(page) -> str:
    return text_of(page.find(".//section[@aria-labelledby='bedarf']"))


def test_planners_see_what_the_index_says_of_the_district(client, town, planner):
    text = needs(opened(client, "/monitoring/stadtteile/gebiet-I/"))
    assert "Index bedarf 2025 sehr niedrig, Entwicklung: stabil." in text
    assert "Rang 1 von 9 (1 = höchster Index). Gebiet mit besonderer Aufmerksamkeit." in text


def test_a_district_without_an_index_says_why(client, town, planner):
    text = needs(opened(client, "/monitoring/stadtteile/gebiet-K/"))
    assert "Dieses Gebiet hat keinen Index: weniger als 300 Menschen." in text


def test_the_public_never_reads_the_index_even_where_it_is_public(client, town):
    cities.publish(town)
    assert opened(client, "/monitoring/stadtteile/gebiet-I/").find(".//section[@aria-labelledby='bedarf']") is None


# Addresses


def test_an_unknown_district_is_not_found(client, small):
    addresses = ("stadtteile/nirgends/", "stadtteile/nirgends.pdf", "sozialraeume/nirgends/", "sozialraeume/holt.pdf")
    assert {client.get(f"/monitoring/{one}").status_code for one in addresses} == {404}


@pytest.mark.parametrize("address", ["/monitoring/stadtteile/", VENN, SPACE, "/monitoring/stadtteile/venn.pdf"])
def test_pages_are_only_read(client, small, address):
    assert {getattr(client, method)(address).status_code for method in ("post", "put", "delete")} == {405}


@pytest.mark.parametrize("end", ["/", ".pdf"])
def test_an_old_address_leads_to_the_district_of_today(client, small, end):
    District.objects.filter(pk=small.venn.pk).update(valid_until=datetime.date(2026, 1, 1))
    DistrictFactory(name="Neu-Venn", slug="neu-venn", code="101", valid_from=datetime.date(2026, 1, 1))
    response = client.get(f"/monitoring/stadtteile/venn{end}")
    assert (response.status_code, response.url) == (301, f"/monitoring/stadtteile/neu-venn{end}")


def test_a_district_that_is_no_more_says_what_lies_there_today(client, small):
    District.objects.filter(pk=small.venn.pk).update(valid_until=datetime.date(2026, 1, 1))
    DistrictFactory(
        name="Großholt", slug="grossholt", code="9", boundary=square(0), valid_from=datetime.date(2026, 1, 1)
    )
    response = client.get(VENN)
    page = parsed(response)
    assert (response.status_code, headings(page)) == (404, ["h1 Venn gibt es so nicht mehr"])
    assert [link.get("href") for link in page.findall(".//main//ul[@class='district-list']//a")] == [
        "/monitoring/stadtteile/grossholt/"
    ]


# The list


def listed(page) -> dict[str, list[str]]:
    sections = page.findall(".//main//div[@id='liste']//section")
    return {text_of(one.find("h2")): [text_of(link) for link in one.iter("a")] for one in sections}


def test_the_list_shows_all_districts_on_a_map_and_by_borough(client, small):
    page = opened(client, "/monitoring/stadtteile/")
    assert listed(page) == {"West": ["Hehn", "Holt", "Venn"]}
    links = page.findall(".//{*}svg[@role='group']/{*}a")
    assert [(link.get("data-district"), link.get("href")) for link in links] == [
        ("103", "/monitoring/stadtteile/hehn/"),
        ("102", "/monitoring/stadtteile/holt/"),
        ("101", "/monitoring/stadtteile/venn/"),
    ]


def test_the_list_is_searched_however_a_name_is_spelt(client, small):
    District.objects.filter(pk=small.holt.pk).update(name="Großholt")
    page = opened(client, "/monitoring/stadtteile/?q=grossholt")
    assert listed(page) == {"West": ["Großholt"]}
    assert page.find(".//p[@role='status']").get("data-count") == "1"


def test_boroughs_and_social_spaces_are_listed_too(client, small):
    assert listed(opened(client, "/monitoring/stadtteile/?ebene=sozialraum")) == {"Sozialräume": ["Venn-Holt"]}
    page = opened(client, "/monitoring/stadtteile/?ebene=planet")
    assert remarks(page) == ["„planet“ kennen wir hier nicht (Gebiete). Wir zeigen die Seite ohne diese Angabe."]


def test_without_districts_the_list_says_so(client, municipality):
    assert "Hier gibt es noch keine Gebiete." in text_of(opened(client, "/monitoring/stadtteile/").find(".//main"))


# What it costs


def cost(client, address, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(20) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("districts", [4, 542])
def test_a_page_costs_the_same_for_4_and_for_542_districts(
    client, municipality, districts, django_assert_max_num_queries
):
    large_city.build(districts)
    pages = ("/monitoring/stadtteile/gebiet-1/", "/monitoring/stadtteile/")
    of_public = [cost(client, page, django_assert_max_num_queries) for page in pages]
    client.force_login(person("planner"))
    of_planners = [cost(client, page, django_assert_max_num_queries) for page in pages]
    assert (of_public, of_planners) == ([12, 5], [13, 4])


def test_right_after_a_change_a_planners_page_costs_the_same_for_one_and_for_more_indices(client, town, planner):
    """Everything that a process keeps is fetched anew: indices, classes, outlines, choices."""
    district = town.areas["I"]
    SocialSpaceMembershipFactory(district=district)
    ConferenceFactory(group=ConferenceGroupFactory(districts=[district]))
    DistrictComment.objects.create(district=district, text="Für alle gesagt.", is_public=True)
    page, found = "/monitoring/stadtteile/gebiet-I/", []
    for number in range(3):
        if number:
            town.add_index(f"weiterer-{number}", cities.STATUS)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO sozialraum_contentchange DEFAULT VALUES")
        with CaptureQueriesContext(connection) as queries:
            text = needs(opened(client, page))
        assert text.count("Rang 1 von 9") == number + 1
        found.append(len(queries))
    assert found[1:] == found[:1] * 2
    assert found[0] <= 24


def test_a_page_costs_the_same_for_few_and_for_many_offers(client, small, django_assert_max_num_queries):
    OfferFactory(district=small.venn)
    few = cost(client, VENN, django_assert_max_num_queries)
    OfferFactory.create_batch(20, district=small.venn)
    FacilityFactory.create_batch(10, district=small.venn)
    assert cost(client, VENN, django_assert_max_num_queries) == few
