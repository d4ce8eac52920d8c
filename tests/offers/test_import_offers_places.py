"""Where the offers of a file take place: coordinates, districts, streets, catchments."""

import pytest

from offers.imports.spots import districts_at
from offers.models import Offer, Reach
from sozialraum.models import District
from tests.offers.importing import import_rows, remarks
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    SocialSpaceFactory,
    StreetSectionFactory,
    centre,
)

pytestmark = pytest.mark.django_db
OUTSIDE = "die Koordinate liegt außerhalb aller Stadtteile"


@pytest.fixture(autouse=True)
def city():
    """Save two districts of one borough, side by side."""
    borough = BoroughFactory(code="1", name="Nord", column=5)
    DistrictFactory(code="0103", name="Eicken", column=0, parent=borough)
    DistrictFactory(code="0104", name="Venn", column=1, parent=borough)


def taken(tmp_path, **row) -> tuple[Offer, list[str]]:
    """Return the one offer of a row and what was said about the row."""
    output = import_rows(tmp_path, {"summary": "Kurz", "access": "vor-ort"} | row)[1]
    return Offer.objects.get(), [text for text in remarks(output) if "neu angelegt" not in text]


def at(latitude: str, longitude: str) -> dict:
    return {"latitude": latitude, "longitude": longitude}


@pytest.mark.parametrize(
    "coordinate", [("51.11", "6.41"), ("51,11", "6,41"), ("51.11°", "6.41° E"), ("51.11 N", "6.41 O")]
)
def test_a_coordinate_decides_the_district(tmp_path, coordinate):
    offer, said = taken(tmp_path, **at(*coordinate))

    assert (offer.district.code, offer.point.tuple, said) == ("0103", (6.41, 51.11), [])


def test_digits_that_a_spreadsheet_changes_are_no_change(tmp_path):
    taken(tmp_path, id="k-1", **at("51.11000004123456789", "6.41"))
    output = import_rows(tmp_path, {"id": "k-1", "summary": "Kurz", **at("51.1100000412346", "6.41")})[1]

    assert output[-1] == "angelegt: 0, geändert: 0, unverändert: 1, repariert: 0, abgelehnt: 0"


def test_a_swapped_coordinate_is_put_right_and_reported(tmp_path):
    offer, said = taken(tmp_path, **at("6.41", "51.11"))

    assert (offer.point.tuple, said) == ((6.41, 51.11), ["repariert: Breite und Länge waren vertauscht"])


def test_where_the_file_names_another_district_the_coordinate_holds_and_the_difference_is_said(tmp_path):
    offer, said = taken(tmp_path, **at("51.11", "6.41"), district="Venn")

    assert offer.district.code == "0103"
    assert said == ["Hinweis: die Koordinate liegt in Eicken, die Datei nennt Venn; es gilt Eicken"]


@pytest.mark.parametrize("district", ["Eicken", "0103", "Nord"])
def test_where_the_file_names_the_same_district_or_its_borough_there_is_no_difference(tmp_path, district):
    assert taken(tmp_path, **at("51.11", "6.41"), district=district)[1] == []


@pytest.mark.parametrize(
    "coordinate", [("0", "0"), ("51.11", ""), ("abc", "6.41"), ("48.1", "11.5"), ("351000", "5674000")]
)
def test_a_broken_coordinate_is_left_out_where_the_row_says_more(tmp_path, coordinate):
    offer, said = taken(tmp_path, **at(*coordinate), district="Venn")

    problem = f"die Koordinate {' / '.join(coordinate)} liegt nicht in der Nähe der Stadt oder ist nicht lesbar"
    assert (offer.point, offer.district.code, said) == (None, "0104", [f"repariert: {problem} und bleibt weg"])


def test_a_broken_coordinate_sinks_a_row_that_says_nothing_else(tmp_path):
    code, output = import_rows(tmp_path, at("0", "0"))

    reason = "die Koordinate 0 / 0 liegt nicht in der Nähe der Stadt oder ist nicht lesbar"
    assert (code, remarks(output)) == (1, [f"abgelehnt: {reason}"])


def test_a_place_just_outside_of_the_city_is_taken_and_said(tmp_path):
    offer, said = taken(tmp_path, **at("51.3", "6.41"))

    assert (offer.district, offer.point is None, said) == (None, False, [f"Hinweis: {OUTSIDE}"])


def test_without_any_district_every_coordinate_on_earth_is_taken(tmp_path):
    District.objects.filter(parent__isnull=False).delete()
    District.objects.all().delete()
    offer, said = taken(tmp_path, **at("48.1", "11.5"))

    assert (offer.point.tuple, said) == ((11.5, 48.1), [f"Hinweis: {OUTSIDE}"])


@pytest.mark.parametrize("district", ["Venn", "0104", " venn "])
def test_a_district_is_named_by_code_or_name(tmp_path, district):
    assert taken(tmp_path, district=district)[0].district.code == "0104"


def test_a_street_leads_to_its_district(tmp_path):
    StreetSectionFactory(street="Hauptstraße", district__code="77", district__column=3, side="odd")
    offer, said = taken(tmp_path, street="Hauptstr. 5a", postcode="")

    assert (offer.district.code, offer.street, said) == ("77", "Hauptstr. 5a", [])


def test_an_unknown_district_beside_a_known_street_is_said(tmp_path):
    StreetSectionFactory(street="Hauptstraße", district__code="77", district__column=3)
    offer, said = taken(tmp_path, street="Hauptstr. 5", district="Atlantis")

    assert (offer.district.code, said) == ("77", ["Hinweis: den Stadtteil „Atlantis“ gibt es nicht"])


def test_a_point_on_a_border_lies_in_the_district_of_the_first_code(tmp_path):
    border = centre(0)
    border.x = 6.42

    assert districts_at({7: border}) == {7: taken(tmp_path, district="0103")[0].district_id}


def test_many_points_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = districts_at({line: centre(line % 2) for line in range(100)})

    assert len(set(found.values())) == 2


def reach_of(offer: Offer) -> tuple:
    districts = set(offer.catchment_districts.values_list("code", flat=True))
    return offer.is_citywide, districts, set(offer.catchment_social_spaces.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("city", (True, set(), set())),
        ("Stadtweit", (True, set(), set())),
        ("0103|Venn", (False, {"0103", "0104"}, set())),
        ("Nord", (False, {"1"}, set())),
        ("R5", (False, set(), {"R5"})),
        ("Rheydt Ost|0103", (False, {"0103"}, {"R5"})),
        ("city|0103", (True, set(), set())),
    ],
)
def test_a_catchment_is_the_city_districts_or_social_spaces(tmp_path, text, reach):
    SocialSpaceFactory(code="R5", name="Rheydt Ost")

    assert reach_of(taken(tmp_path, catchment=text)[0]) == reach


def test_an_unknown_part_of_a_catchment_is_left_out_and_said(tmp_path):
    offer, said = taken(tmp_path, catchment="0103|Atlantis")

    assert reach_of(offer) == (False, {"0103"}, set())
    assert said == ["Hinweis: Einzugsgebiet nicht bekannt und nicht übernommen: Atlantis"]


def test_what_is_only_online_and_has_no_place_is_for_the_whole_city(tmp_path):
    offer, said = taken(tmp_path, access="online|telefon")

    assert reach_of(offer) == (True, set(), set())
    assert said == ["Hinweis: ohne Ort und Einzugsgebiet, online oder am Telefon: gilt als stadtweit"]


def test_what_is_also_online_is_where_it_takes_place(tmp_path):
    assert reach_of(taken(tmp_path, access="online|vor-ort", district="Venn")[0]) == (False, set(), set())


def test_what_has_neither_place_nor_catchment_is_taken_and_said(tmp_path):
    offer, said = taken(tmp_path)

    assert reach_of(offer) == (False, set(), set())
    expected = "Hinweis: ohne Ort und Einzugsgebiet: die Suche nach einem Stadtteil findet dieses Angebot nicht"
    assert said == [expected]


def test_what_comes_home_needs_no_place(tmp_path):
    assert taken(tmp_path, access="zuhause")[1] == []


def test_a_place_without_a_way_to_get_there_is_visited(tmp_path):
    offer = taken(tmp_path, access="", district="Venn")[0]

    assert offer.access_modes.get().code == "vor-ort"


def test_what_reaches_a_district_is_found_there(tmp_path):
    offer = taken(tmp_path, catchment="Venn", district="Eicken", status="published")[0]

    areas = Reach.objects.filter(entry=offer.pk, area__startswith="district:").values_list("area", "nearness")
    venn, eicken = offer.catchment_districts.get(), offer.district
    assert dict(areas) == {
        f"district:{eicken.pk}": Reach.Nearness.HELD_HERE,
        f"district:{venn.pk}": Reach.Nearness.REACHES_HERE,
        f"district:{venn.parent_id}": Reach.Nearness.HELD_HERE,
    }
