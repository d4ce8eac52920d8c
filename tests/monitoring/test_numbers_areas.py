"""Which area a table means."""

import datetime

import pytest

from kit.importing import RefusedError, UnusableFileError
from monitoring.imports.areas import Area, Areas, Block
from sozialraum.models import District
from tests.monitoring.importing import DAY
from tests.sozialraum.factories import BoroughFactory, DistrictFactory

pytestmark = pytest.mark.django_db


def meant(text: str, level: str = "", day: datetime.date = DAY) -> str:
    """Return the name of the area that is meant, with a mark behind a total and behind what was put right."""
    area = Areas().find(text, day, level)
    name = (
        District.objects.get(pk=area.district).name
        if area.district
        else f"Raum {area.space}"
        if area.space
        else "Stadt"
    )
    return name + (" (Summe)" if area.is_total and area.district else "") + (f": {area.repair}" if area.repair else "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0101", "Altstadt"),
        ("Altstadt", "Altstadt"),
        ("ALTSTADT", "Altstadt"),
        ("Grenzland Stadion", "Grenzland-Stadion"),
        ("0101 Altstadt", "Altstadt"),
        ("0101 - Altstadt", "Altstadt"),
        ("101 Altstadt", "Altstadt"),
        ("Altstadt (0101)", "Altstadt"),
        ("9 Altstadt", "Altstadt"),
        ("101", "Altstadt: „101“ als Schlüssel 0101 gelesen"),
        ("101.0", "Altstadt: „101.0“ als Schlüssel 0101 gelesen"),
        ("1", "Nord"),
        ("Nord", "Nord"),
        ("Stadtbezirk Nord", "Nord"),
        ("Stadtbezirk 1", "Nord"),
        ("Nord zusammen", "Nord (Summe)"),
        ("Summe Stadtbezirk Süd", "Süd (Summe)"),
        ("Stadtbezirk Süd insgesamt", "Süd (Summe)"),
        ("Stadt", "Stadt"),
        ("city", "Stadt"),
        ("Gesamtstadt", "Stadt"),
        ("Stadt gesamt", "Stadt"),
        ("Stadt insgesamt", "Stadt"),
        ("Musterstadt", "Stadt"),
        ("Stadt Musterstadt", "Stadt"),
    ],
)
def test_an_area_is_known_by_code_name_or_both(city, text, name):
    assert meant(text) == name


@pytest.mark.parametrize("text", ["Rheydt Ost", "Sozialraum 05", "Sozialraum 5", "SR 05", "Team 05 Rheydt Ost"])
def test_a_social_space_is_known_by_name_and_by_its_number(city, text):
    assert meant(text) == f"Raum {city.space.pk}"


@pytest.mark.parametrize("text", ["5", "05", "Rheydt Ost"])
def test_where_rows_are_social_spaces_their_bare_number_is_enough(city, text):
    assert meant(text, "Sozialraum") == f"Raum {city.space.pk}"


@pytest.mark.parametrize("text", ["Insgesamt", "Zusammen", "SUMME", "Gesamt:", "total"])
def test_a_total_alone_is_of_what_stands_above_it(city, text):
    assert Areas().find(text, DAY).is_bare_total


@pytest.mark.parametrize("text", ["Nirgends", "9999", "Altstadt West", "-", "0101 Hardt und Venn oder so"])
def test_what_is_no_area_is_refused(city, text):
    if text.startswith("0101"):
        assert meant(text) == "Altstadt"
        return
    with pytest.raises(RefusedError, match="gibt es nicht"):
        meant(text)


def test_a_number_and_a_name_that_disagree_are_refused(city):
    with pytest.raises(RefusedError, match="Nummer und Name meinen verschiedene Gebiete"):
        meant("0101 Hardt")


def test_a_name_of_two_levels_needs_the_level(city):
    BoroughFactory(code="3", name="Rheydt", slug="bezirk-rheydt")
    with pytest.raises(RefusedError, match=r"nicht eindeutig \(Stadtbezirk, Stadtteil\); bitte die Ebene angeben"):
        meant("Rheydt")
    assert Areas().find("Rheydt", DAY, "stadtteil").district == city.districts[4].pk
    assert meant("Nord", "Stadtteile") == "Nord"


def test_a_code_without_zeros_that_two_could_have_is_refused(city):
    DistrictFactory(code="00101", name="Andere")
    with pytest.raises(RefusedError, match="nicht eindeutig"):
        meant("101")


def test_a_district_called_as_its_town_is_meant_where_the_level_says_so(city):
    DistrictFactory(code="0301", name="Musterstadt")
    assert [meant("Musterstadt"), Areas().find("Musterstadt", DAY, "stadtteil").district is None] == ["Stadt", False]


def test_an_area_is_the_one_of_its_time(city):
    old = city.districts[0]
    District.objects.filter(pk=old.pk).update(valid_until=datetime.date(2020, 1, 1))
    new = DistrictFactory(code="0101", name="Altstadt", slug="neu", valid_from=datetime.date(2020, 1, 1))
    areas = Areas()
    days = [datetime.date(2019, 12, 31), datetime.date(2020, 1, 1), DAY]
    assert [areas.find("0101", day).district for day in days] == [old.pk, new.pk, new.pk]
    assert areas.knows("Altstadt")
    assert not areas.knows("Nirgends")


def test_an_area_of_another_time_is_refused_with_its_time(city):
    DistrictFactory(code="0401", name="Neubau", valid_from=datetime.date(2026, 1, 1))
    with pytest.raises(RefusedError, match=r"„Neubau“ gab es am 31\.12\.2024 nicht, sondern ab 01\.01\.2026"):
        meant("Neubau")
    District.objects.filter(name="Venn").update(valid_until=datetime.date(2010, 1, 1))
    with pytest.raises(
        RefusedError, match=r"„0202“ gab es am 31\.12\.2024 nicht, sondern schon immer bis 01\.01\.2010"
    ):
        meant("0202")


def test_a_level_that_does_not_exist_is_named_with_those_that_do(city):
    with pytest.raises(
        UnusableFileError, match=r"Die Ebene „Kiez“ gibt es nicht\. Es gibt: Stadtbezirk, Stadtteil, sozialraum, stadt"
    ):
        meant("Altstadt", "Kiez")


# Totals by what stands above them


def summed(*rows: Area) -> list[int | None]:
    """Return what each bare total among rows is of."""
    block, found = Block(), []
    for row in rows:
        if row.is_bare_total:
            found.append(block.total(row).district)
        block.add(row)
    return found


NORTH, SOUTH = (
    [Area(district=n, parent=parent) for n in numbers] for parent, numbers in ((1, (11, 12)), (2, (21, 22)))
)
TOTAL, SUM = (Area(is_bare_total=True, is_total=True, is_of_block=of_block) for of_block in (False, True))


def test_totals_of_blocks_are_those_of_the_boroughs_and_the_last_is_the_citys():
    assert summed(*NORTH, SUM, *SOUTH, SUM, TOTAL) == [1, 2, None]
    assert summed(*NORTH, TOTAL, *SOUTH, TOTAL, TOTAL) == [1, 2, None]


def test_a_total_of_areas_of_several_boroughs_is_the_citys():
    assert summed(*NORTH, *SOUTH, TOTAL) == [None]
    assert summed(TOTAL, *NORTH) == [None]


def test_where_boroughs_have_rows_of_their_own_the_total_is_the_citys():
    assert summed(Area(district=1), *NORTH, Area(district=2), *SOUTH, TOTAL) == [None]
    assert summed(*NORTH, Area(district=1, is_total=True), *SOUTH, TOTAL) == [None]
    assert summed(*NORTH, Area(district=1, is_total=True), *SOUTH, SUM, TOTAL) == [2, None]


def test_a_novel_is_no_area_and_many_words_do_not_fill_the_memory(city, monkeypatch):
    monkeypatch.setattr("monitoring.imports.areas.MOST_KEPT", 10)
    areas = Areas()
    for text in ["x" * 100_000, *(f"Nirgends {n}" for n in range(50))]:
        with pytest.raises(RefusedError, match="gibt es nicht"):
            areas.find(text, DAY)
    assert len(areas._found) <= 10
